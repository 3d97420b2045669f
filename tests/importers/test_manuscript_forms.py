"""The real manuscript as text, Word file, web page and Markdown: the same materials from each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.importers import word_files as word
from typeset.content.document import Issue, Material, Table
from typeset.content.parse_blocks import number_of_heading
from typeset.importers.import_issue import import_issue
from typeset.importers.manuscript.result import ImportResult
from typeset.importers.receiving.gather_files import GivenFile
from typeset.importers.receiving.read_files import read_files
from typeset.importers.recognising.read_body import block_text
from typeset.importers.save_import import save_import

WEEK = "2025-36"
TABLE = [["项目", "数量"], ["老旧小区", "3万个"], ["地下管网", "7万公里"]]
NUMBERS = word.abstract(
    1,
    word.level(0, "chineseCounting", "%1、", '<w:pStyle w:val="N1"/>'),
    word.level(1, "chineseCountingThousand", "（%2）", '<w:lvlRestart w:val="0"/>'),
) + word.abstract(2, word.level(0, "decimal", "%1."))
INSTANCES = word.instance(7, 1) + word.instance(8, 2)
SHARP = re.compile(r"#+ *")


@pytest.fixture(scope="module")
def lines(manuscript_path: Path) -> list[str]:
    return manuscript_path.read_text("utf-8").split("\n")


@pytest.fixture(scope="module")
def plain(lines: list[str]) -> ImportResult:
    rows = ["| " + " | ".join(row) + " |" for row in TABLE]
    table = [rows[0], "|---|---|", *rows[1:]]
    return imported("m.txt", "\n".join([*lines, *table]).encode())


def imported(name: str, data: bytes, *, accept: bool = False) -> ImportResult:
    transcript = read_files([GivenFile(name, data, lambda _: None)], accept_changes=accept)
    return import_issue(transcript, WEEK)


# ------------------------------------------------------------------------- the other forms


def as_word(lines: list[str]) -> bytes:
    """With automatic numbers, bold runs, a table, and tracked changes in every long paragraph."""
    body = "".join(_word_paragraphs(lines)) + word.table(TABLE)
    header = word.text("内部资料") + word.paragraph(word.field_of("PAGE", word.run("7")))
    return word.WordFile(body, NUMBERS + INSTANCES, parts={"header1": header}).data()


def _word_paragraphs(lines: list[str]) -> Iterator[str]:
    in_text = False
    for line in lines:
        sharp = SHARP.match(line)
        words = line[sharp.end() :] if sharp else line
        in_text = in_text or words.startswith("材料")
        style = "1" if sharp and not words.startswith("材料") else ""
        numbered = number_of_heading(words) if in_text else None
        contents = re.match(r"\d\.", words)
        if numbered and numbered[0] <= 2:
            runs = _word_runs(words[len(numbered[1]) :])
            if numbered[0] == 1:
                yield word.paragraph(*runs, style="N1")
            else:
                yield word.paragraph(*runs, number=(7, 1))
        elif contents and not in_text:
            yield word.paragraph(word.run(words[contents.end() :]), number=(8, 0))
        else:
            yield word.paragraph(*_word_runs(words), style=style)


def _word_runs(words: str) -> Iterator[str]:
    for index, part in enumerate(re.split(r"\*\*", words)):
        if index % 2:
            yield word.bold(part)
        elif len(part) > 60 and "**" not in words:
            yield word.run(part[:20]) + word.deleted("这里原来多写了几个字")
            yield word.inserted(part[20:30]) + word.run(part[30:])
        else:
            yield word.run(part)


def as_page(lines: list[str]) -> bytes:
    """A saved page: site around it, headings, a list, strong words, a table; in GB 18030."""
    blocks: list[str] = []
    for line in lines:
        sharp = SHARP.match(line)
        words = html.escape(line[sharp.end() :] if sharp else line)
        words = re.sub(r"\*\*(.*?)\*\*", r"<strong>\1</strong>", words)
        tag = f"h{min(len(sharp[0].strip()) + 1, 6)}" if sharp else "p"
        blocks.append(f"<{tag}>　　{words}</{tag}>" if words else "")
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    page = (
        '<!DOCTYPE html><html><head><meta charset="gb2312"><title>周重点学习内容清单_某网</title>'
        "<style>p{color:red}</style></head><body><ul class=nav><li><a href=/>首页</a></li>"
        "<li><a href=/x>要闻</a></li></ul><div class=main><div id=content>"
        f"{chr(10).join(blocks)}<table>{rows}</table></div><div class=side><a href=/y>更多新闻</a></div>"
        "</div><div class=footer>版权所有 某网</div><script>var a='文字';</script></body></html>"
    )
    return page.encode("gb18030")


def as_markdown(lines: list[str]) -> bytes:
    rows = ["| " + " | ".join(row) + " |" for row in TABLE]
    table = ["", rows[0], "| --- | :-: |", *rows[1:]]
    return "\n".join([*lines, *table]).encode()


def bodies(issue: Issue) -> list[Material]:
    """Materials without the file's own alignment of the table, which differs by form."""
    return [
        replace(
            material,
            blocks=tuple(
                replace(block, alignments=()) if isinstance(block, Table) else block
                for block in material.blocks
            ),
        )
        for material in issue.materials
    ]


def words(material: Material) -> str:
    return "".join(map(block_text, material.blocks)).replace("\n", "")


FORMS = {"m.docx": as_word, "m.html": as_page, "m.md": as_markdown}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_materials_from_every_form(
    name: str, lines: list[str], plain: ImportResult, tmp_path: Path
) -> None:
    result = imported(name, FORMS[name](lines), accept=True)
    # Each cut line is a paragraph of its own in these forms: the words are the same, but only what
    # the file itself cannot have meant is joined (a word, a number, a comma without an indent).
    for material, wanted in zip(bodies(result.issue), bodies(plain.issue), strict=True):
        assert replace(material, blocks=()) == replace(wanted, blocks=())
        assert words(material) == words(wanted)
    assert any(isinstance(block, Table) for block in result.issue.materials[-1].blocks)
    joins = [join.line for join in result.account.joins if join.rule == "page-break"]
    expected = [join.line for join in plain.account.joins if join.rule == "page-break"]
    assert len(joins) < len(expected)
    assert len(expected) > 10
    counts = result.counts
    assert counts.characters_in + counts.added == (
        counts.line_ends + counts.kept + counts.changed + counts.dropped
    )
    saved = save_import(result, tmp_path, name)
    assert saved.loaded.issue == result.issue


@pytest.mark.parametrize("name", FORMS)
def test_the_front_matter_too(name: str, lines: list[str], plain: ImportResult) -> None:
    issue = imported(name, FORMS[name](lines), accept=True).issue
    assert replace(issue, materials=()) == replace(plain.issue, materials=())
