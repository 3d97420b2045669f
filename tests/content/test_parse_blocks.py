"""Lines to blocks: levels by number (GB/T 9704-2012, 7.3.3), tables, pictures, bylines, traps."""

from __future__ import annotations

import pytest

from typeset.content.document import (
    Block,
    Byline,
    Heading,
    Link,
    Paragraph,
    Picture,
    Strong,
    Table,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.parse_blocks import parse_blocks


def one(text: str) -> Block:
    parsed = parse_blocks(text.split("\n"))
    assert parsed.findings == ()
    (block,) = parsed.blocks
    return block


def codes(text: str) -> list[str]:
    return [f"{one.position} {one.code}" for one in parse_blocks(text.split("\n"), "m.md").findings]


HEADINGS = [
    # line, level, title, what runs in after it (7.3.3)
    ("一、总体要求", 1, "一、总体要求", ""),
    ("二十一、总体要求", 1, "二十一、总体要求", ""),
    ("一、总体要求。", 1, "一、总体要求。", ""),
    ("（一）种树", 2, "（一）种树", ""),
    ("(一)种树", 2, "(一)种树", ""),
    ("（一）种树。春天种。", 2, "（一）种树。", "春天种。"),
    ("（一）说“种树。”春天种。", 2, "（一）说“种树。”", "春天种。"),
    ("（一）种树。", 2, "（一）种树。", ""),
    ("1.种树", 3, "1.种树", ""),
    ("1. 种树", 3, "1. 种树", ""),
    ("12．种树。春天种。", 3, "12．种树。", "春天种。"),
    ("（1）种树", 4, "（1）种树", ""),
    ("(12)种树。春天种。", 4, "(12)种树。", "春天种。"),
    ("（一）种**好**树。春天种。", 2, "（一）种好树。", "春天种。"),
    ("（一）种树\\。春天种。水。", 2, "（一）种树。春天种。", "水。"),
    ("　　一、总体要求", 1, "一、总体要求", ""),
]


@pytest.mark.parametrize(("line", "level", "title", "run_in"), HEADINGS)
def test_headings(line: str, level: int, title: str, run_in: str) -> None:
    block = one(line)
    assert isinstance(block, Heading)
    assert (block.level, plain_text(block.title), plain_text(block.run_in)) == (
        level,
        title,
        run_in,
    )


NO_HEADINGS = [
    "春天种树。",
    "1.5万棵树",
    "2025年种树",
    "一是种树",
    "1、种树",
    "\\一、种树",
    "\\（一）种树。春天种。",
    "1.种树。",  # a whole sentence is an item of a list
    "（1）种树；",
    "（一）种树；",
    f"一、{'树' * 59}",
    f"（一）{'树' * 60}。",
    "（一",
    "一",
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_paragraphs_that_only_look_like_headings(line: str) -> None:
    block = one(line)
    assert block == Paragraph((Text(line.removeprefix("\\")),))


def test_one_line_a_paragraph_and_empty_lines_mean_nothing() -> None:
    blocks = parse_blocks(["", "　　春。 ", " ", "", "夏。", ""], "m.md", 4).blocks
    assert blocks == (Paragraph((Text("春。"),)), Paragraph((Text("夏。"),)))
    assert [(one.position.line, one.position.column) for one in blocks] == [(5, 3), (8, 1)]


def test_table() -> None:
    block = one("表：种树\n| 年份 | 棵数 |\n|:---|---:|\n| 2025 | **10** |\n| 2026 | a\\|b |")
    assert block == Table(
        header=((Text("年份"),), (Text("棵数"),)),
        rows=(
            ((Text("2025"),), (Strong((Text("10"),)),)),
            ((Text("2026"),), (Text("a|b"),)),
        ),
        alignments=("left", "right"),
        caption=(Text("种树"),),
    )


ALIGNMENTS = [
    ("---", "auto"),
    ("-", "auto"),
    (":--", "left"),
    (":-:", "centre"),
    ("--:", "right"),
    ("：-：", "centre"),
]


@pytest.mark.parametrize(("rule", "alignment"), ALIGNMENTS)
def test_alignment(rule: str, alignment: str) -> None:
    block = one(f"|春|\n|{rule}|\n|夏|")
    assert isinstance(block, Table)
    assert block.alignments == (alignment,)


def test_cells_too_many_or_too_few_keep_their_text() -> None:
    parsed = parse_blocks(["| a | b |", "|---|---|", "| 1 | 2 | 3 |", "| 4 |"], "m.md")
    assert codes("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |") == ["m.md:3 W230", "m.md:4 W230"]
    (table,) = parsed.blocks
    assert isinstance(table, Table)
    assert [[plain_text(cell) for cell in row] for row in table.rows] == [["1", "2 3"], ["4", ""]]


def test_two_tables_need_an_empty_line_between() -> None:
    table = "| a |\n|---|\n| b |"
    assert len(parse_blocks(f"{table}\n\n{table}".split("\n")).blocks) == 2


PICTURES = [
    ("![山](a.png)", "a.png", "山"),
    ("![](a.png)", "a.png", ""),
    ("![ 山 ]( 图/a b.png )", "图/a b.png", "山"),
    ("![图\\]山](a(1).png)", "a(1).png", "图]山"),
    ("![**山**](a.png)", "a.png", "山"),
]


@pytest.mark.parametrize(("line", "file", "caption"), PICTURES)
def test_pictures(line: str, file: str, caption: str) -> None:
    block = one(line)
    assert isinstance(block, Picture)
    assert (block.file, plain_text(block.caption)) == (file, caption)


BYLINES = [
    "（记者 王喆）",
    "(记者 王喆)",
    "（本报记者 王喆 李堃）",
    "（记者王喆）",
    "（记者：王喆）",
    "（四川日报全媒体记者 王喆 摄影 李堃）",
    "（王喆 摄）",
    "（李堃 整理）",
    "（通讯员 王喆）",
]


@pytest.mark.parametrize("byline", BYLINES)
def test_byline_closes_the_last_paragraph(byline: str) -> None:
    for blocks in (f"春。\n夏。{byline}", f"（一）春。夏。{byline}", f"夏。{byline}\n![](a.png)"):
        parsed = parse_blocks(blocks.split("\n")).blocks
        last = next(one for one in reversed(parsed) if not isinstance(one, Picture))
        assert isinstance(last, Paragraph | Heading)
        inlines = last.inlines if isinstance(last, Paragraph) else last.run_in
        assert inlines == (Text("夏。"), Byline(byline))


NO_BYLINES = [
    "（见附件）",
    "（2025年9月1日）",
    "（记者会上的话）",
    "（答记者问）",
    "（记者们 说）",
    "\\（记者 王喆）",
    "（记者 王喆）。",
    "（王喆）",
]


@pytest.mark.parametrize("text", NO_BYLINES)
def test_brackets_that_are_no_byline(text: str) -> None:
    assert one(f"夏。{text}") == Paragraph((Text(f"夏。{text}".replace("\\", "")),))


def test_a_byline_only_in_the_last_paragraph() -> None:
    first, last = parse_blocks(["春。（记者 王喆）", "夏。"]).blocks
    assert first == Paragraph((Text("春。（记者 王喆）"),))
    assert last == Paragraph((Text("夏。"),))


TRAPS = [
    # text, its findings
    ("# 一级", ["m.md:1 W232"]),
    ("＃一级", ["m.md:1 W232"]),
    ("春\n| a | b |", ["m.md:2 W231"]),
    ("| a |\n| b |", ["m.md:2 W229"]),
    ("| a | b |\n|---|", ["m.md:2 W230"]),
    ("｜a｜\n｜b｜", ["m.md:1 W226"]),
    ("！[山](a.png)", ["m.md:1 W227"]),
    ("![山](a.png) 春", ["m.md:1 W228"]),
    ("春 ![山](a.png)", ["m.md:1 W228"]),
    ("![山", ["m.md:1 W228"]),
    ("春**夏", ["m.md:1 W220"]),
    ("春****夏", ["m.md:1 W221"]),
    ("[春](ftp://a.cn)", ["m.md:1 W222"]),
    ("[春](javascript:alert)", ["m.md:1 W222"]),
    ("[](https://a.cn)", ["m.md:1 W223"]),
    ("＊＊春＊＊", ["m.md:1 W224", "m.md:1 W224"]),
    ("[春]（https://a.cn）", ["m.md:1 W225"]),
    ("[春](附件)", ["m.md:1 W222"]),
    ("[春]、（夏）", []),
    ("\\# 一级", []),
    ("\\*\\*春", []),
    ("3 * 4 = 12", []),
]


@pytest.mark.parametrize(("text", "expected"), TRAPS)
def test_broken_notation_is_kept_as_text_and_reported(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
    blocks = parse_blocks(text.split("\n")).blocks
    if not any(isinstance(block, Table) for block in blocks):
        kept = [block for block in blocks if isinstance(block, Paragraph)]
        shown = "\n".join(plain_text(block.inlines) for block in kept)
        assert shown == text.replace("\\", "")


def test_links_and_bold() -> None:
    assert one("看**这[里](https://a.cn/b_(c))**。") == Paragraph(
        (
            Text("看"),
            Strong((Text("这"), Link((Text("里"),), "https://a.cn/b_(c)"))),
            Text("。"),
        )
    )


def test_a_column_after_an_escape() -> None:
    block = one("春\\*夏")
    assert isinstance(block, Paragraph)
    (text,) = block.inlines
    assert isinstance(text, Text)
    assert (text.text, text.columns) == ("春*夏", (1, 3, 4))
