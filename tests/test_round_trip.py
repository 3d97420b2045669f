"""A proof's way through the office: made, marked, read back, corrected, signed, released."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array

from tests.commands import run_command
from tests.corrections.reviewing import Reviewer
from tests.corrections.test_corrections import LONG, boxes_of
from tests.editions import MATERIAL, WEEK, write_edition
from typeset.base.units import Rectangle
from typeset.texts.edition_text import EditionText
from typeset.texts.read_text import text_from_json

pytestmark = pytest.mark.slow


def typeset(*words: str, code: int = 0) -> dict[str, Any]:
    """A command as a user gives it, with `--json`."""
    done = run_command(*words, "--json")
    assert done.code == code, done.out + done.err
    value: dict[str, Any] = json.loads(done.out)
    return value


@pytest.fixture
def root(tmp_path: Path) -> Path:
    words = f"一、总体要求\n{LONG}\n"
    write_edition(tmp_path, {"材料1.md": MATERIAL.format(title="植树造林的通知", text=words)})
    return tmp_path


def text_of(folder: Path) -> EditionText:
    return text_from_json(json.loads((folder / "text.json").read_bytes()))


def shifted(boxes: tuple[Rectangle, ...], left: float) -> tuple[Rectangle, ...]:
    return tuple(Rectangle(box.left + left, box.top, box.width, box.height) for box in boxes)


def _finish(root: Path, source: Path, words: str) -> None:
    """The rest is corrected, the clean proof signed, and only what was signed is released."""
    at = ("--root", str(root))
    for old, new in (("五千余棵", "五千棵以上"), ("备案", "审定"), ("十一月", "十二月")):
        words = words.replace(old, new)
    source.write_text(words, encoding="utf-8")
    checked = typeset("corrections", "--check", WEEK, *at)
    assert (checked["summary"]["done"], checked["summary"]["open"]) == (4, 1)
    assert (checked["others"], checked["findings"]) == ([], [])

    clean = typeset("proof", WEEK, *at, "--round", "清样")
    typeset("approve", WEEK, *at, "--by", "主任", "--round", "清样")
    source.write_text(words + "又加一句。\n", encoding="utf-8")
    typeset("release", WEEK, *at, code=1)
    source.write_text(words, encoding="utf-8")
    typeset("release", WEEK, *at)
    released = {path.read_bytes() for path in (root / "release" / WEEK).glob("*.pdf")}
    assert (Path(clean["folder"]) / "edition.pdf").read_bytes() in released


@pytest.mark.parametrize("margin", [(), ("--wide-margin",)], ids=["plain", "wide"])
def test_marked_read_back_corrected_and_made_again(
    root: Path, tmp_path: Path, margin: tuple[str, ...]
) -> None:
    issue, at = root / "issues" / WEEK, ("--root", str(root))
    made = typeset("proof", WEEK, *at, *margin)
    folder = Path(made["folder"])
    text = text_of(folder)
    sheet = json.loads((folder / "round.json").read_bytes())
    back, other = tmp_path / "王审 改.pdf", tmp_path / "from-browser.pdf"

    def find(words: str) -> tuple[int, tuple[Rectangle, ...]]:
        page, boxes = boxes_of(text, words)
        side = "verso" if page in sheet["versos"] else "recto"
        return page, shifted(boxes, sheet["sheet"][side])

    with Reviewer(Path(made["file"]), back) as reviewer:  # as Acrobat does
        reviewer.replace(*find("百万"), "八十万")
        reviewer.mark(find("统一")[0], "StrikeOut", find("统一")[1])
        page, (box,) = find("五千棵")
        reviewer.insert(page, box.right, box, "以上")
        reviewer.mark(find("三成")[0], "Highlight", find("三成")[1], "核对此数")
    with Reviewer(Path(made["file"]), other, "李审") as reviewer:  # as PDF.js does
        page, boxes = find("备案")
        reviewer.mark(page, "Highlight", boxes, "改为“审定”", C=Array([1, 1, 0.6]))

    found = typeset("corrections", str(back), str(other), *at)
    assert (found["week"], found["round"], len(found["added"])) == (WEEK, "一校", 5)
    assert [one["kind"] for one in found["corrections"]] == [
        "replace", "question", "insert", "delete", "replace",
    ]  # fmt: skip
    assert {one["file"] for one in found["corrections"]} == {"材料1.md"}
    assert typeset("corrections", str(back), *at)["added"] == []

    source = issue / "材料1.md"
    for one in found["corrections"]:
        line = source.read_text(encoding="utf-8").splitlines()[one["line"] - 1]
        assert line[one["column"] - 1 :].startswith(one["marked"] or one["after"])

    before = typeset("corrections", "--check", WEEK, *at)
    assert before["summary"]["not done"] == 4
    assert before["others"] == []

    words = source.read_text(encoding="utf-8")
    for old, new in (
        ("百万", "八十万"),
        ("统一", ""),
        ("五千棵", "五千余棵"),
        ("十二月", "十一月"),
    ):
        assert old in words
        words = words.replace(old, new)
    source.write_text(words, encoding="utf-8")
    second = typeset("proof", WEEK, *at)
    assert second["round"] == "二校"
    check = second["corrections"]
    outcomes = {one["marked"] or one["asked"]: one["outcome"] for one in check["corrections"]}
    assert outcomes == {
        "百万": "done", "统一": "done", "以上": "not done", "三成": "open", "备案": "not done",
    }  # fmt: skip
    assert [(one["before"], one["after"]) for one in check["others"]] == [("", "余"), ("二", "一")]
    assert [finding["code"] for finding in second["findings"]].count("W773") == 1

    _finish(root, source, words)


def test_what_was_printed_into_the_pages_is_told(root: Path, tmp_path: Path) -> None:
    at = ("--root", str(root))
    made = typeset("proof", WEEK, *at)
    flat, unmarked, stray = (tmp_path / f"{name}.pdf" for name in ("flat", "same", "stray"))
    with pikepdf.open(made["file"]) as pdf:
        pdf.pages[4].contents_add(b"1 0 0 RG 100 400 m 300 400 l S")
        pdf.save(flat)
    unmarked.write_bytes(Path(made["file"]).read_bytes())
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stray)
    for path, code, exit_code in ((flat, "W776", 0), (unmarked, "H778", 0), (stray, "E775", 2)):
        week = ("corrections", str(path), *at)
        told = typeset(*week, code=exit_code)["findings"]
        assert [finding["code"] for finding in told] == [code]


def test_pages_sent_back_alone_are_known_by_their_words(root: Path, tmp_path: Path) -> None:
    at = ("--root", str(root))
    made = typeset("proof", WEEK, *at)
    text = text_of(Path(made["folder"]))
    page, boxes = boxes_of(text, "百万")
    whole, part, report = (tmp_path / name for name in ("whole.pdf", "part.pdf", "list.html"))
    with Reviewer(Path(made["file"]), whole) as reviewer:
        reviewer.mark(page, "StrikeOut", boxes, "八十万")
    with pikepdf.open(whole) as pdf, pikepdf.new() as new:
        new.pages.append(pdf.pages[page])
        new.save(part)
    found = typeset("corrections", str(part), *at, "--report", str(report))
    assert [one["marked"] for one in found["corrections"]] == ["百万"]
    assert "W778" in [finding["code"] for finding in found["findings"]]
    assert "<del>百万</del>" in report.read_text(encoding="utf-8")
    assert os.listdir(tmp_path / "issues" / WEEK / "proofs") == ["1-一校"]


def test_damaged_lists_and_missing_ones_are_told(root: Path) -> None:
    at = ("--root", str(root))
    none = typeset("corrections", "--check", WEEK, *at, code=2)
    assert [finding["code"] for finding in none["findings"]] == ["E776"]
    folder = Path(typeset("proof", WEEK, *at)["folder"])
    (folder / "corrections.json").write_text('{"format": 1}', encoding="utf-8")
    bad = typeset("corrections", "--check", WEEK, *at, code=2)
    assert [finding["code"] for finding in bad["findings"]] == ["E779"]
    both = typeset("corrections", *at, code=2)
    assert [finding["code"] for finding in both["findings"]] == ["E901"]
