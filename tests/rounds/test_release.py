"""Approving and releasing: nothing is given out but what somebody signed, byte for byte."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from msgspec.structs import replace

from tests.commands import Done, run_command
from tests.editions import WEEK, write_edition
from tests.output.read_back import complaints
from typeset.base.errors import BuildError, SourceError, TypesetError
from typeset.rounds import release_issue as release
from typeset.rounds.approval import Signature
from typeset.rounds.find_colours import find_colour_pages
from typeset.rounds.find_rounds import read_record
from typeset.rounds.freeze_round import freeze_round
from typeset.rounds.release_issue import approve_round, release_issue
from typeset.rounds.round import RoundRecord, write_record

pytestmark = pytest.mark.slow

DAY = "2025-09-01"
ZHANG, LI = Signature("张三", "2025-09-02", "同意付印"), Signature("李四", "2025-09-03")


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with an edition whose first round was signed; to be copied."""
    root = tmp_path_factory.mktemp("approved")
    write_edition(root)
    freeze_round(root, WEEK, DAY)
    approve_round(root, WEEK, ZHANG)
    return root


@pytest.fixture
def root(approved: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "root"
    shutil.copytree(approved, copy)
    return copy


@pytest.fixture
def fresh(root: Path) -> Path:
    """The same before anybody signed."""
    approval(root).unlink()
    return root


def folder(root: Path) -> Path:
    return root / "issues" / WEEK / "proofs" / "1-一校"


def approval(root: Path) -> Path:
    return folder(root) / "approval.json"


def edit_record(root: Path, change: Callable[[RoundRecord], RoundRecord]) -> None:
    record = change(read_record(root / "issues" / WEEK))
    (folder(root) / "round.json").write_bytes(write_record(record))


def with_finding(severity: str, code: str) -> Callable[[RoundRecord], RoundRecord]:
    found: dict[str, Any] = {"severity": severity, "code": code}
    return lambda record: replace(record, findings=(found,))


def codes(error: TypesetError) -> list[str]:
    return [finding.code for finding in error.findings]


# ------------------------------------------------------------------------------ approving


def test_an_approval_says_who_when_and_what(root: Path) -> None:
    record = read_record(root / "issues" / WEEK)
    value = json.loads(approval(root).read_bytes())
    assert (value["index"], value["round"], value["digest"]) == (1, "一校", record.digest)
    assert value["signatures"] == [{"who": "张三", "when": "2025-09-02", "note": "同意付印"}]


def test_two_people_sign_and_nobody_twice(root: Path) -> None:
    done = approve_round(root, WEEK, LI, "一校")
    assert [one.who for one in done.approval.signatures] == ["张三", "李四"]
    before = approval(root).read_bytes()
    again = approve_round(root, WEEK, replace(ZHANG, when="2025-09-09"))
    assert [one.code for one in again.findings] == ["H783"]
    assert "2025-09-02" in again.findings[0].message
    assert approval(root).read_bytes() == before


@pytest.mark.parametrize("name", ["", "  ", "\n\u200b"])
def test_somebody_must_be_named(fresh: Path, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        approve_round(fresh, WEEK, Signature(name, DAY))
    assert codes(caught.value) == ["E782"]
    assert not approval(fresh).exists()


def test_there_must_be_a_round(tmp_path: Path) -> None:
    write_edition(tmp_path)
    with pytest.raises(SourceError) as caught:
        approve_round(tmp_path, WEEK, ZHANG)
    assert codes(caught.value) == ["E893"]


@pytest.mark.parametrize("name", ["edition.pdf", "proof.pdf", "sources/材料1.md"])
def test_a_round_that_was_changed_cannot_be_signed(fresh: Path, name: str) -> None:
    with (folder(fresh) / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(SourceError) as caught:
        approve_round(fresh, WEEK, ZHANG)
    assert codes(caught.value) == ["E754"]
    assert name in caught.value.findings[0].message


def test_errors_are_never_approved_warnings_are(fresh: Path) -> None:
    edit_record(fresh, with_finding("error", "E041"))
    with pytest.raises(BuildError) as caught:
        approve_round(fresh, WEEK, ZHANG)
    assert codes(caught.value) == ["E780"]
    assert "E041" in caught.value.findings[0].message
    edit_record(fresh, with_finding("warning", "W045"))
    done = approve_round(fresh, WEEK, ZHANG)
    assert [one.code for one in done.findings] == ["H789"]


def test_a_round_of_another_text_cannot_be_signed(fresh: Path) -> None:
    material = fresh / "issues" / WEEK / "材料1.md"
    material.write_text(material.read_text("utf-8").replace("百万", "千万"), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        approve_round(fresh, WEEK, ZHANG)
    assert codes(caught.value) == ["E781"]
    assert "材料1.md" in caught.value.findings[0].message
    assert not approval(fresh).exists()


# ------------------------------------------------------------------------------ releasing


def test_what_is_released(root: Path) -> None:
    done = release_issue(root, WEEK, 300)
    assert not done.unchanged
    assert done.folder == root / "release" / WEEK
    names = {path.name for path in done.folder.iterdir()}
    assert names == {f"{WEEK}.pdf", f"{WEEK}.print.pdf", "付印单.pdf", "SHA256SUMS"}
    reading = (done.folder / f"{WEEK}.pdf").read_bytes()
    assert reading == (folder(root) / "edition.pdf").read_bytes()
    lines = (done.folder / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert sums == dict(done.files)
    for name, digest in sums.items():
        assert hashlib.sha256((done.folder / name).read_bytes()).hexdigest() == digest


def test_the_job_sheet(root: Path) -> None:
    approve_round(root, WEEK, LI)
    done = release_issue(root, WEEK, 300)
    path = done.folder / "付印单.pdf"
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    assert [round(one) for one in document[0].get_size()] == [595, 842]
    text = "".join(document[0].get_textpage().get_text_bounded().split())
    press = (done.folder / f"{WEEK}.print.pdf").read_bytes()
    edition = pypdfium2.PdfDocument(press)
    digest = hashlib.sha256(press).hexdigest()
    for words in (
        "付印单",
        "学习清单",
        WEEK,
        f"{len(edition)}面",
        f"{-(-len(edition) // 2)}张",
        "210mm×297mm（A4）",
        "四边各3mm",
        "双面印刷",
        "300册",
        "全部单色（黑）",
        "FandolFang-Regular",
        f"{WEEK}.print.pdf",
        digest[:32],
        digest[32:],
        "一校",
        done.record.digest[:12],
        "张三2025-09-02同意付印",
        "李四2025-09-03",
        "用纸规格",
        "装订方式",
        "审签：",
    ):
        assert words in text, words
    assert complaints(path) == []


def test_many_signatures_stay_on_the_page(root: Path) -> None:
    for number in range(12):
        note = "同意，" * 40
        approve_round(root, WEEK, Signature(f"第{number}位审签人", DAY, note))
    path = release_issue(root, WEEK).folder / "付印单.pdf"
    page = pypdfium2.PdfDocument(path)[0].get_textpage()
    assert "共13人签批" in "".join(page.get_text_bounded().split())
    edges = [page.get_charbox(place) for place in range(page.count_chars())]
    assert all(left >= 70 and right < 530 and bottom > 40 for left, bottom, right, _ in edges)


def test_the_same_again_is_left_alone_and_another_refused(root: Path) -> None:
    first = release_issue(root, WEEK, 300)
    before = {path: path.stat().st_mtime_ns for path in first.folder.iterdir()}
    assert release_issue(root, WEEK, 300).unchanged
    with pytest.raises(BuildError) as caught:
        release_issue(root, WEEK, 500)
    assert codes(caught.value) == ["E788"]
    assert {path: path.stat().st_mtime_ns for path in first.folder.iterdir()} == before
    assert not release_issue(root, WEEK, 500, root / "elsewhere").unchanged


def refused(root: Path, kind: type[TypesetError], code: str) -> str:
    """The message of a release that must be refused, with nothing written."""
    with pytest.raises(kind) as caught:
        release_issue(root, WEEK)
    assert code in codes(caught.value)
    assert not (root / "release" / WEEK).exists()
    return next(one.message for one in caught.value.findings if one.code == code)


def test_without_an_approval(fresh: Path) -> None:
    refused(fresh, SourceError, "E784")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 1, "index": "x"}'])
def test_with_a_damaged_approval(root: Path, text: str) -> None:
    approval(root).write_text(text, encoding="utf-8")
    refused(root, SourceError, "E785")


@pytest.mark.parametrize(("key", "value"), [("digest", "0" * 64), ("signatures", []), ("index", 2)])
def test_with_the_approval_of_something_else(root: Path, key: str, value: object) -> None:
    stored = json.loads(approval(root).read_bytes())
    approval(root).write_text(json.dumps({**stored, key: value}), encoding="utf-8")
    refused(root, SourceError, "E785")


def test_after_a_source_was_changed(root: Path) -> None:
    material = root / "issues" / WEEK / "材料2.md"
    material.write_text(material.read_text("utf-8") + "\n再加一句。\n", encoding="utf-8")
    assert "材料2.md" in refused(root, BuildError, "E781")


def test_after_an_attachment_was_added(root: Path) -> None:
    write = root / "issues" / WEEK
    (write / "材料1.md").rename(write / "材料3.md")
    manifest = write / "issue.yaml"
    text = manifest.read_text("utf-8").replace("材料1.md", "材料3.md")
    manifest.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        release_issue(root, WEEK)
    said = " ".join(one.message for one in caught.value.findings)
    assert all(word in said for word in ("材料1.md", "removed", "材料3.md", "added", "issue.yaml"))


@pytest.mark.parametrize("kind", ["style", "face", "profile", "program"])
def test_after_anything_else_was_changed(root: Path, kind: str) -> None:
    """The round was made from another style, face, profile or program than there is now."""

    def other(record: RoundRecord) -> RoundRecord:
        place = next(i for i, one in enumerate(record.ingredients) if one.kind == kind)
        changed = list(record.ingredients)
        changed[place] = replace(changed[place], sha256="0" * 64)
        return replace(record, ingredients=tuple(changed))

    edit_record(root, other)
    record = read_record(root / "issues" / WEEK)
    stored = json.loads(approval(root).read_bytes())
    text = json.dumps({**stored, "digest": record.digest})
    approval(root).write_text(text, encoding="utf-8")
    name = next(one.path for one in record.ingredients if one.sha256 == "0" * 64)
    assert name in refused(root, BuildError, "E781")


def test_a_style_of_ones_own(root: Path) -> None:
    """A style sheet put beside the issue counts from that moment on."""
    source = Path(__file__).parents[2] / "styles" / "weekly.yaml"
    (root / "styles").mkdir()
    text = source.read_text("utf-8") + "\n# changed\n"
    (root / "styles" / "weekly.yaml").write_text(text, encoding="utf-8")
    assert "weekly.yaml" in refused(root, BuildError, "E781")


@pytest.mark.parametrize("name", ["edition.pdf", "edition.print.pdf", "text.json"])
def test_after_the_round_was_changed(root: Path, name: str) -> None:
    with (folder(root) / name).open("ab") as file:
        file.write(b" ")
    refused(root, SourceError, "E754")


def test_with_errors_open(root: Path) -> None:
    edit_record(root, with_finding("error", "E041"))
    assert "E041" in refused(root, BuildError, "E780")


def test_files_that_come_out_otherwise(root: Path) -> None:
    """The record agrees with its own files, yet not with what is built now."""
    path = folder(root) / "edition.pdf"
    path.write_bytes(path.read_bytes() + b"\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    edit_record(root, lambda one: replace(one, files={**one.files, "edition.pdf": digest}))
    assert "edition.pdf" in refused(root, BuildError, "E786")


def test_a_folder_that_cannot_be_written(root: Path) -> None:
    (root / "release").write_bytes(b"")
    with pytest.raises(SourceError) as caught:
        release_issue(root, WEEK)
    assert codes(caught.value) == ["E787"]


def test_nothing_is_left_when_writing_fails(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("typeset.output.write_file.os.rename", fail)
    refused(root, SourceError, "E787")
    assert list((root / "release").iterdir()) == []


def test_the_last_round_that_was_signed_counts(root: Path) -> None:
    freeze_round(root, WEEK, DAY)
    assert release_issue(root, WEEK).record.name == "一校"


def test_colour_pages(root: Path, project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "issues" / "notice-sample", root / "issues" / "notice-sample")
    made = freeze_round(root, "notice-sample", DAY)
    assert find_colour_pages((made.folder / "edition.pdf").read_bytes()) == (0,)
    assert find_colour_pages((folder(root) / "edition.pdf").read_bytes()) == ()


@pytest.mark.parametrize(
    ("places", "words"), [((0,), "1"), ((0, 1, 2, 6), "1-3、7"), ((1, 3), "2、4")]
)
def test_ranges(places: tuple[int, ...], words: str) -> None:
    assert release._colours(places).startswith(f"第 {words} 面")


# --------------------------------------------------------------------------- the commands


def typeset(root: Path, *words: str) -> Done:
    return run_command(*words, "--root", str(root))


def test_the_commands(fresh: Path) -> None:
    assert typeset(fresh, "release", WEEK).code == 2
    done = typeset(fresh, "approve", WEEK, "--by", "王五", "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["signatures"][0]["who"] == "王五"
    done = typeset(fresh, "release", WEEK, "--copies", "20", "--json")
    value = json.loads(done.out)
    assert (done.code, value["ok"], value["round"]) == (0, True, "一校")
    assert value["job_sheet"]["copies"] == "20 册"
    done = typeset(fresh, "release", WEEK, "--copies", "20")
    assert done.code == 0
    assert "nothing was written" in done.out
    assert typeset(fresh, "release", WEEK, "--copies", "21").code == 1
