"""`paiban preflight`: text, JSON, HTML, exit codes; and `paiban issue`, which runs it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.editions import MATERIAL, WEEK, write_edition, write_image
from tests.preflight.good_file import GoodFile, build_good_file
from typeset.base.findings import Finding
from typeset.cli.entry import run_command_line
from typeset.edition.build_issue import Printing, build_issue
from typeset.importers.plain_text import import_plain_text
from typeset.importers.receiving.read_manuscript import read_manuscript
from typeset.importers.save_import import save_import
from typeset.preflight.expected import Profile, facts_as_json, remember_facts
from typeset.preflight.run_preflight import FinishedFile, preflight_file
from typeset.preflight.write_html import report_as_html

VOID = {"meta", "br"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, GoodFile]:
    """A folder with the press and reading file of a good edition and their facts."""
    folder = tmp_path_factory.mktemp("files")
    good = build_good_file(folder)
    (folder / "week.print.pdf").write_bytes(good.press)
    (folder / "week.pdf").write_bytes(good.reading)
    (folder / "facts.json").write_text(json.dumps(facts_as_json(good.facts)), encoding="utf-8")
    return folder, good


def command(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        run_command_line([str(word) for word in words])
    out, err = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out, err


def as_json(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, Any]]:
    code, out, err = command(capsys, *words, "--json")
    assert err == ""
    value = json.loads(out)
    assert isinstance(value, dict)
    return code, value


def test_good_file(capsys: pytest.CaptureFixture[str], files: tuple[Path, GoodFile]) -> None:
    folder, _ = files
    code, out, err = command(
        capsys, "preflight", folder / "week.print.pdf", "--facts", folder / "facts.json"
    )
    assert (code, err) == (0, "")
    assert out.startswith("week.print.pdf: no faults found by 38 of 38 checks\n")
    assert "axis 6.99–6.99 mm below" in out
    assert "compliant" not in out


@pytest.mark.parametrize(
    ("file", "profile"), [("week.print.pdf", "print"), ("week.pdf", "reading")]
)
def test_profile_is_guessed(
    capsys: pytest.CaptureFixture[str], files: tuple[Path, GoodFile], file: str, profile: str
) -> None:
    path = files[0] / f"foreign.{file}"
    path.write_bytes((files[0] / file).read_bytes() + b"\n")
    code, value = as_json(capsys, "preflight", path)
    assert (code, value["profile"], value["profile_guessed"]) == (0, profile, True)
    assert {check["state"] for check in value["checks"]} == {"nothing found", "not measured"}
    unmeasured = {check["check"] for check in value["checks"] if check["state"] == "not measured"}
    assert {"line-grid", "type-area", "contents", "text"} <= unmeasured
    assert all({"source", "strength", "words"} <= set(check) for check in value["checks"])


def test_findings_name_file_page_and_cure(
    capsys: pytest.CaptureFixture[str], files: tuple[Path, GoodFile]
) -> None:
    """The reading file does not do for the press."""
    code, _, err = command(capsys, "preflight", files[0] / "week.pdf", "--profile", "print")
    assert code == 1
    assert "week.pdf: E826 page 3: Link annotations in the printed area\n  cure: " in err
    code, value = as_json(capsys, "preflight", files[0] / "week.pdf", "--profile", "print")
    found = {item["code"]: item for item in value["findings"]}
    assert found["E826"]["page"] == 3
    assert code == 1
    assert {"E818", "E810", "E826"} <= set(found)
    codes = {name for check in value["checks"] for name in check["codes"]}
    assert codes == set(found)


def test_facts_are_remembered_for_exactly_this_file(
    files: tuple[Path, GoodFile], tmp_path: Path
) -> None:
    folder, good = files
    remember_facts(good.press, good.facts)
    states = {
        r.check.identifier: r.state.name for r in preflight_file(folder / "week.print.pdf").results
    }
    assert states["text"] == "FINE"
    other = tmp_path / "other.pdf"
    other.write_bytes(good.press + b"\n")
    states = {r.check.identifier: r.state.name for r in preflight_file(other).results}
    assert states["text"] == "NOT_MEASURED"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("facts.json", b"{", "E891"), ("facts.json", b"[]", "E891"), ("absent.json", None, "E891")],
)
def test_bad_facts(
    capsys: pytest.CaptureFixture[str],
    files: tuple[Path, GoodFile],
    tmp_path: Path,
    name: str,
    content: bytes | None,
    code: str,
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ended, value = as_json(capsys, "preflight", files[0] / "week.pdf", "--facts", tmp_path / name)
    assert (ended, [item["code"] for item in value["findings"]]) == (2, [code])


def test_no_pdf(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "文 件#1.pdf"
    path.write_text("no PDF", encoding="utf-8")
    code, out, err = command(capsys, "preflight", path)
    assert (code, out) == (2, "")
    assert err.startswith("E881 文 件#1.pdf is no PDF")
    assert "Traceback" not in err


# ------------------------------------------------------------------------------------ HTML


class Outline(HTMLParser):
    """Balanced elements, and what the page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html(
    capsys: pytest.CaptureFixture[str], files: tuple[Path, GoodFile], tmp_path: Path
) -> None:
    report = tmp_path / "reports" / "报告.html"
    code, _, _ = command(
        capsys, "preflight", files[0] / "week.pdf", "--profile", "print", "--html", report
    )
    assert code == 1
    text = report.read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(text)
    assert outline.open == []
    assert ("html", {"lang": "en"}) in outline.seen
    assert not [tag for tag, attributes in outline.seen if {"src", "href"} & set(attributes)]
    assert not {"script", "img", "link"} & {tag for tag, _ in outline.seen}
    assert [attributes.get("scope") for tag, attributes in outline.seen if tag == "th"][:4] == [
        "col"
    ] * 4
    assert "E826" in text


def test_html_escapes(files: tuple[Path, GoodFile], tmp_path: Path) -> None:
    path = tmp_path / "<b>&amp;.pdf"
    path.write_bytes(files[1].reading)
    text = report_as_html(preflight_file(path))
    assert "<b>" not in text
    assert "&lt;b&gt;&amp;amp;.pdf" in text


def test_chinese(files: tuple[Path, GoodFile], tmp_path: Path) -> None:
    """In a Chinese locale no English sentence is left."""
    report = tmp_path / "r.html"
    words = ["preflight", str(files[0] / "week.pdf"), "--profile", "print", "--html", str(report)]
    ended = subprocess.run(
        [sys.executable, "-m", "typeset", *words],
        env={"PATH": "", "LANG": "zh_CN.UTF-8", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 1
    assert "不能使用" in ended.stdout
    text = report.read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in text
    cells = re.findall(r"<(?:td|th|dt|h2|li)[^>]*>([^<]*)", text.partition("</dl>")[2])
    english = [cell for cell in cells if re.search(r"[a-z]+ [a-z]+ [a-z]+", cell)]
    assert english == []


# ----------------------------------------------------------------------------- the build


def test_issue_runs_it(tmp_path: Path) -> None:
    """A picture too coarse for the press is found in the press file alone; both are written."""
    folder = write_edition(
        tmp_path, {"材料1.md": MATERIAL.format(title="题", text="字。\n\n![图](图.png)")}
    )
    write_image(folder / "图.png", (400, 100))
    plain = build_issue(tmp_path, WEEK)
    examined = build_issue(tmp_path, WEEK, preflight=True)
    more = [found for found in examined.findings if found not in plain.findings]
    assert [(found.code, str(found.position)) for found in more] == [("E847", examined.press.name)]
    assert examined.press.read_bytes() == plain.press.read_bytes()
    again = build_issue(tmp_path, WEEK, preflight=True)
    assert again.unchanged
    assert [found.code for found in again.findings] == [found.code for found in examined.findings]


@pytest.mark.parametrize(("option", "runs"), [((), True), (("--no-preflight",), False)])
def test_issue_option(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    option: tuple[str, ...],
    runs: bool,
) -> None:
    write_edition(tmp_path)
    ran: list[str] = []

    def examine(*files: FinishedFile) -> tuple[Finding, ...]:
        ran.extend(file.name for file in files)
        return ()

    monkeypatch.setattr("typeset.preflight.run_preflight.preflight_built", examine)
    code, value = as_json(capsys, "issue", WEEK, "--root", tmp_path, *option)
    assert code == 0
    assert ran == ([f"{WEEK}.pdf", f"{WEEK}.print.pdf"] if runs else [])
    assert ("preflight" in value["seconds"]) is runs


@pytest.mark.slow
@pytest.mark.parametrize("week", ["2025-36", "handbook", "notice-sample"])
def test_samples_are_good(project: Path, tmp_path: Path, week: str) -> None:
    built = build_issue(project, week, out=tmp_path)
    for path, profile in ((built.press, Profile.PRINT), (built.path, Profile.READING)):
        report = preflight_file(path, profile)
        assert [str(found) for found in report.findings] == []
        unmeasured = {r.check.identifier for r in report.results if r.state.name == "NOT_MEASURED"}
        assert unmeasured <= ({"image-resolution"} if week == "notice-sample" else set())
        assert report.substituted == ("substituted" in report.verdict)


def test_outlined_text_is_no_fault(tmp_path: Path) -> None:
    """转曲: a press file without words is measured by what it still has."""
    write_edition(tmp_path)
    built = build_issue(tmp_path, WEEK, printing=Printing(outline_text=True), preflight=True)
    assert [found.code for found in built.findings if found.code.startswith(("E8", "W8"))] == []
    states = {r.check.identifier: r.state.name for r in preflight_file(built.press).results}
    assert states["fonts-embedded"] == "FINE"
    assert states["type-area"] == "NOT_MEASURED"


@pytest.mark.slow
def test_manuscript_is_good(manuscript_path: Path, tmp_path: Path) -> None:
    """The real edition, imported and built."""
    source = manuscript_path
    save_import(
        import_plain_text(read_manuscript(source), WEEK, str(source)), tmp_path, str(source)
    )
    built = build_issue(tmp_path, WEEK, preflight=True)
    assert [str(found) for found in built.findings if found.code.startswith(("E8", "W8"))] == []
