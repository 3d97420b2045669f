"""Proof rounds: frozen whole, stamped on every page, never written over; what they were made from is
known."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.editions import WEEK, write_edition
from tests.output.read_back import complaints
from typeset.base.errors import SourceError
from typeset.edition.build_issue import build_issue, draw_laid, lay_out_issue
from typeset.rounds import freeze_round as proofs
from typeset.rounds.find_rounds import list_rounds, read_record, read_round, round_folder
from typeset.rounds.freeze_round import differing, freeze_round, ingredients_now
from typeset.rounds.round import ROUND_NAMES, read_record_bytes, short, write_record
from typeset.rounds.stamp_pages import ProofLook, paint_round
from typeset.texts.read_text import text_from_json

pytestmark = pytest.mark.slow

DAY = "2025-09-01"


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    return write_edition(tmp_path)


def words(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_a_round_is_whole(issue: Path, tmp_path: Path) -> None:
    made = freeze_round(tmp_path, WEEK, DAY)
    assert made.folder == issue / "proofs" / "1-一校"
    record = read_record(issue)
    assert record == made.record
    for name, digest in record.files.items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == digest
    for name in ("issue.yaml", "材料1.md", "材料2.md"):
        assert (made.folder / "sources" / name).read_bytes() == (issue / name).read_bytes()
    text = text_from_json(json.loads((made.folder / "text.json").read_bytes()))
    assert any("种树百万棵" in one.text for one in text.paragraphs)
    assert {one.kind for one in record.ingredients} == {
        "source",
        "style",
        "face",
        "profile",
        "program",
    }


def test_its_edition_is_the_one_that_is_built(issue: Path, tmp_path: Path) -> None:
    made = freeze_round(tmp_path, WEEK, DAY)
    built = build_issue(tmp_path, WEEK)
    assert read_round(issue).data == built.path.read_bytes()
    assert (made.folder / "edition.print.pdf").read_bytes() == built.press.read_bytes()


def test_every_page_is_stamped_and_numbered(issue: Path, tmp_path: Path) -> None:
    made = freeze_round(tmp_path, WEEK, DAY)
    pages = words(made.folder / "proof.pdf")
    for place, text in enumerate(pages, 1):
        for stamp in ("一校", WEEK, DAY, short(made.record.digest), f"第{place}/{len(pages)}面"):
            assert stamp in text
    assert all("校样" in text for text in pages)
    with pikepdf.open(made.folder / "proof.pdf") as pdf:
        assert short(made.record.digest) in str(pdf.docinfo.Subject)
    assert complaints(made.folder / "proof.pdf") == []


@pytest.mark.parametrize(
    "look",
    [ProofLook(wide_margin=True), ProofLook(grid=True), ProofLook(watermark=False)],
    ids=["wide", "grid", "plain"],
)
def test_looks(issue: Path, tmp_path: Path, look: ProofLook) -> None:
    made = freeze_round(tmp_path, WEEK, DAY, look=look)
    assert complaints(made.folder / "proof.pdf") == []
    with pikepdf.open(made.folder / "proof.pdf") as pdf:
        width = float(pdf.pages[4].mediabox[2])
    assert (width > 700) is look.wide_margin
    text = words(made.folder / "proof.pdf")[4]
    assert ("校样" in text) is look.watermark
    assert ("校改" in text) is look.wide_margin
    assert read_round(issue).data == build_issue(tmp_path, WEEK).path.read_bytes()


def test_a_clean_proof_has_no_watermark(issue: Path, tmp_path: Path) -> None:
    made = freeze_round(tmp_path, WEEK, DAY, "清样")
    assert all("校样" not in text for text in words(made.folder / "proof.pdf"))


def test_the_same_sources_and_day_give_the_same_bytes(issue: Path, tmp_path: Path) -> None:
    first = freeze_round(tmp_path, WEEK, DAY)
    data = {path.name: path.read_bytes() for path in first.folder.iterdir() if path.is_file()}
    for path in sorted(issue.glob("proofs/**/*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    second = freeze_round(tmp_path, WEEK, DAY)
    assert data == {
        path.name: path.read_bytes() for path in second.folder.iterdir() if path.is_file()
    }


def test_rounds_follow_each_other_and_are_never_written_over(issue: Path, tmp_path: Path) -> None:
    for name in ROUND_NAMES:
        assert freeze_round(tmp_path, WEEK, DAY).record.name == name
    assert list_rounds(issue) == ROUND_NAMES
    assert round_folder(issue).name == "5-清样"
    assert round_folder(issue, "2").name == "2-二校"
    for wanted in ("一校", ""):
        with pytest.raises(SourceError, match="E750"):
            freeze_round(tmp_path, WEEK, DAY, wanted)
    with pytest.raises(SourceError, match="E751"):
        freeze_round(tmp_path, WEEK, DAY, "四校")
    with pytest.raises(SourceError, match="E894"):
        read_record(issue, "四校")


def test_a_source_saved_meanwhile(
    issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def save_and_draw(*arguments: object) -> object:
        (issue / "材料1.md").write_text("title: 另\n\n另。\n", encoding="utf-8")
        return draw_laid(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(proofs, "draw_laid", save_and_draw)
    with pytest.raises(SourceError, match=r"E752 .*材料1\.md"):
        freeze_round(tmp_path, WEEK, DAY)
    assert list_rounds(issue) == ()
    assert list((issue / "proofs").iterdir()) == []


def test_a_round_that_cannot_be_written(
    issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(SourceError, match="E755"):
        freeze_round(tmp_path, WEEK, DAY)
    assert list((issue / "proofs").iterdir()) == []


def test_damage_is_told(issue: Path, tmp_path: Path) -> None:
    made = freeze_round(tmp_path, WEEK, DAY)
    (made.folder / "edition.pdf").write_bytes(b"%PDF-1.6 other")
    with pytest.raises(SourceError, match="E754"):
        read_round(issue)
    record = json.loads((made.folder / "round.json").read_bytes())
    record["ingredients"][0]["sha256"] = "0" * 64
    (made.folder / "round.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(SourceError, match="E753"):
        read_record(issue)


def test_what_differs_from_a_round_is_named(issue: Path, tmp_path: Path) -> None:
    made = freeze_round(tmp_path, WEEK, DAY)
    before = made.record.ingredients
    assert list(differing(before, ingredients_now(tmp_path, WEEK, ""))) == []
    text = (issue / "材料1.md").read_text(encoding="utf-8")
    (issue / "材料1.md").write_text(text + "再种一棵。\n", encoding="utf-8")
    now = ingredients_now(tmp_path, WEEK, "")
    assert list(differing(before, now)) == [("source", "材料1.md", "changed")]


def test_a_record_comes_back(issue: Path, tmp_path: Path) -> None:
    record = freeze_round(tmp_path, WEEK, DAY).record
    assert read_record_bytes(write_record(record)) == record


def test_pictures(issue: Path, tmp_path: Path) -> None:
    made = freeze_round(tmp_path, WEEK, DAY)
    folder = paint_round(made.folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [*(f"{place}.png" for place in range(1, made.record.pages + 1)), "overview.png"]


def test_proofs_do_not_make_an_edition_anew(issue: Path, tmp_path: Path) -> None:
    build_issue(tmp_path, WEEK)
    freeze_round(tmp_path, WEEK, DAY)
    assert build_issue(tmp_path, WEEK).unchanged


def test_what_a_killed_run_left_is_taken_away(issue: Path, tmp_path: Path) -> None:
    left = issue / "proofs" / ".typeset-999999999-new-00000000"
    (left / "sources").mkdir(parents=True)
    (left / "sources" / "issue.yaml").write_text("half", encoding="utf-8")
    assert list_rounds(issue) == ()
    made = freeze_round(tmp_path, WEEK, DAY)
    assert list((issue / "proofs").iterdir()) == [made.folder]


def test_a_run_that_is_killed_leaves_no_half_round(issue: Path, tmp_path: Path) -> None:
    killing = (
        "import os, sys; from pathlib import Path; import typeset.output.write_file as w\n"
        "def killed(*_): os.kill(os.getpid(), 9)\n"
        "w.os.rename = killed\n"
        "from typeset.rounds.freeze_round import freeze_round\n"
        f"freeze_round(Path(sys.argv[1]), {WEEK!r}, {DAY!r})\n"
    )
    ended = subprocess.run([sys.executable, "-c", killing, str(tmp_path)], check=False)
    assert ended.returncode == -9
    assert [path.name[:9] for path in (issue / "proofs").iterdir()] == [".typeset-"]
    assert list_rounds(issue) == ()
    made = freeze_round(tmp_path, WEEK, DAY)
    assert list((issue / "proofs").iterdir()) == [made.folder]


def test_a_style_saved_meanwhile(
    issue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = tmp_path / "styles" / "ours.yaml"
    style.parent.mkdir()
    style.write_text("extends: weekly\n", encoding="utf-8")

    def lay_out_and_save(*arguments: object, **named: object) -> object:
        laid = lay_out_issue(*arguments, **named)  # type: ignore[arg-type]
        style.write_text("extends: weekly\npage:\n  duplex: false\n", encoding="utf-8")
        return laid

    monkeypatch.setattr(proofs, "lay_out_issue", lay_out_and_save)
    with pytest.raises(SourceError, match=r"E752 ours\.yaml"):
        freeze_round(tmp_path, WEEK, DAY, style="ours")
    assert list_rounds(issue) == ()


def test_numbers_of_rounds_are_not_given_twice(issue: Path, tmp_path: Path) -> None:
    first = freeze_round(tmp_path, WEEK, DAY)
    freeze_round(tmp_path, WEEK, DAY)
    shutil.rmtree(first.folder)
    assert freeze_round(tmp_path, WEEK, DAY).folder.name == "3-三校"


def test_the_next_round_follows_the_last_one(issue: Path, tmp_path: Path) -> None:
    freeze_round(tmp_path, WEEK, DAY, "核红")
    assert freeze_round(tmp_path, WEEK, DAY).folder.name == "2-清样"
    assert freeze_round(tmp_path, WEEK, DAY, "一校").folder.name == "3-一校"
    assert freeze_round(tmp_path, WEEK, DAY).folder.name == "4-二校"


def test_a_record_of_another_shape_is_refused(issue: Path, tmp_path: Path) -> None:
    made = freeze_round(tmp_path, WEEK, DAY)
    good = json.loads((made.folder / "round.json").read_bytes())
    for damage in (
        "[]",
        "{}",
        "null",
        "\x00",
        json.dumps(good | {"files": []}),
        json.dumps(good | {"name": "../二校"}),
        json.dumps(good | {"title": None}),
        "[" * 100_000,
    ):
        (made.folder / "round.json").write_text(damage, encoding="utf-8")
        with pytest.raises(SourceError, match="E753"):
            read_record(issue)
