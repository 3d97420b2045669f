"""The list of attachments: what was attached, from which bytes, on which pages, by which road."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.editions import WEEK, write_edition, write_image, write_pdf
from typeset.cli.entry import run_command_line
from typeset.design.applying.foreign_files import TakenPages
from typeset.edition.build_issue import Built, build_issue
from typeset.edition.list_attachments import (
    ListedFile,
    attachment_list_as_html,
    listed_as_json,
    listed_from_json,
    write_attachment_list,
)

pytestmark = pytest.mark.slow

MORE = """attachments:
  - {file: a.pdf, title: 安排表 <一>, fit: page}
  - title: 报名材料
    number: own
    files:
      - {file: a.pdf, title: 表, pages: "2,1"}
      - b.png
"""
A4 = (595.28, 841.89)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = write_edition(tmp_path, more=MORE)
    write_pdf(folder / "a.pdf", [A4, A4])
    write_image(folder / "b.png", (1600, 1200))
    return tmp_path


def written(built: Built) -> Path:
    return write_attachment_list(built.path.parent, WEEK, built.attachments, built.findings)


def test_every_file_is_listed(root: Path) -> None:
    built = build_issue(root, WEEK)
    digest = hashlib.sha256((root / "issues" / WEEK / "a.pdf").read_bytes()).hexdigest()
    assert [
        (one.label, one.own_title, one.file, one.count, one.first, one.last, one.printed)
        for one in built.attachments
    ] == [
        ("附件1", "", "a.pdf", 2, "3", "4", True),
        ("附件2", "表", "a.pdf", 2, "5", "6", False),
        ("附件2", "", "b.png", 1, "7", "7", False),
    ]
    assert [one.sha256 == digest for one in built.attachments] == [True, True, False]
    assert [[(road.numbers, road.road) for road in one.roads] for one in built.attachments] == [
        [("1–2", "vector")],
        [("2, 1", "vector")],
        [("1", "scan")],
    ]
    again = build_issue(root, WEEK)
    assert again.unchanged
    assert again.attachments == built.attachments


def test_it_is_remembered_with_the_build() -> None:
    taken = TakenPages("1–3, 7", "picture", "a font is not embedded", 300)
    listed = ListedFile(
        label="附件",
        title="表",
        own_title="",
        file="a.pdf",
        sha256="0" * 64,
        count=4,
        first="3",
        last="6",
        printed=True,
        roads=(taken, TakenPages("4", "vector")),
        fit="page",
        line=7,
        column=5,
    )
    assert listed_from_json(json.loads(json.dumps(listed_as_json(listed)))) == listed
    text = attachment_list_as_html(WEEK, [listed], ())
    assert "1–3, 7: as pictures at 300 ppi: a font is not embedded" in text


def test_the_sheet(root: Path) -> None:
    """One HTML file without script or anything from elsewhere; titles are safe in it."""
    built = build_issue(root, WEEK)
    path = written(built)
    assert path == root / "out" / f"{WEEK}.attachments.html"
    text = path.read_text("utf-8")
    assert "安排表 &lt;一&gt;" in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")
    assert "5–6 (with page numbers of its own)" in text
    assert built.attachments[0].sha256 in text
    assert text.count("<tr>") == 4
    before = path.read_bytes()
    assert written(build_issue(root, WEEK, rebuild=True)).read_bytes() == before


def test_remarks_stand_beside_their_file(root: Path) -> None:
    write_image(root / "issues" / WEEK / "b.png", (200, 150))
    (root / "issues" / WEEK / "issue.yaml").write_text(
        (root / "issues" / WEEK / "issue.yaml")
        .read_text("utf-8")
        .replace('pages: "2,1"', "fit: page"),
        "utf-8",
    )
    text = written(build_issue(root, WEEK)).read_text("utf-8")
    rows = text.split("<tr>")[2:]
    assert ["W501" in row for row in rows] == [False, False, True]


def test_without_attachments_it_says_so(tmp_path: Path) -> None:
    write_edition(tmp_path)
    text = written(build_issue(tmp_path, WEEK)).read_text("utf-8")
    assert "<p>none</p>" in text


def test_the_option(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*more: str) -> Mapping[str, Any]:
        arguments = ["issue", WEEK, "--root", str(root), "--no-preflight", "--json", *more]
        with pytest.raises(SystemExit) as ended:
            run_command_line(arguments)
        assert ended.value.code == 0
        answer: Mapping[str, Any] = json.loads(capsys.readouterr().out)
        return answer

    plain = said()
    assert len(plain["attachments"]) == 3
    assert plain["attachments"][0]["roads"][0]["road"] == "vector"
    assert "attachment_list" not in plain
    assert not list((root / "out").glob("*.html"))
    assert Path(said("--manifest")["attachment_list"]).is_file()
