"""Properties: no text raises, the account always balances, repairing twice is repairing once."""

from __future__ import annotations

import contextlib
import datetime
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from typeset.base.errors import SourceError
from typeset.content.document import Issue, Table
from typeset.content.document_texts import plain_text
from typeset.importers.manuscript.strand import Ledger, Strand
from typeset.importers.plain_text import import_plain_text
from typeset.importers.recognising.read_body import block_text, inlines_text
from typeset.importers.recognising.repair_marks import tidy_paragraph, tidy_title
from typeset.importers.save_import import save_import

WEEK = "2025-36"
PIECES = [
    *["材料1", "材料 2", "【材料三】", "材料4：种树", "目录", "汇编", "工作提示：", "来源：日报"],
    *["2025年9月1日", "(2025年9月1日至9月5日)", "2025-08-29", "国发〔2025〕3号", "……3", "第3页"],
    *["一、", "（一）", "1.", "(1)", "种树", "高质量发展", "会议强调", "的", "和", "王喆", "𬱖"],
    *[
        "（记者 张三 李四）",
        "(记者 王五)",
        "。",
        "，",
        ",",
        ":",
        ";",
        "!",
        "?",
        "(",
        ")",
        "（",
        "）",
    ],
    *[
        "“",
        "”",
        "《",
        "》",
        " ",
        "  ",
        "\t",
        "\u3000",
        "\xa0",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        "\u2028",
    ],
    *[
        "#",
        "## ",
        "*",
        "**",
        "|",
        "| a | b |\n",
        "|---|---|\n",
        "[x](https://a.b/c)",
        "![a](b.png)",
    ],
    *[
        "\\",
        "[",
        "]",
        "/",
        " / ",
        "title: x",
        "---",
        "> ",
        "- ",
        "表：",
        "% lint: off",
        "AI",
        "10,000",
        "x@y.cn",
    ],
    *[
        "\ufeff",
        "\u200b",
        "\x07",
        "\ue000",
        "&",
        "%",
        "'",
        '"',
        "{",
        "}",
        "`",
        "~",
        "！[",
        "\ufffd",
    ],
]
MANUSCRIPTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)
HAN = "春林水山木田火土金云雨风花草石"
SENTENCES = st.text(HAN, min_size=4, max_size=30).map(lambda text: f"{text}。")
HEADINGS = st.text(HAN, min_size=2, max_size=12)


@given(MANUSCRIPTS)
def test_any_text_is_imported_whole_or_refused(text: str) -> None:
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        try:
            result = import_plain_text(data, WEEK, "m.txt")
            save_import(result, root, "m.txt")
        except SourceError:
            assert not list(root.rglob("*.md"))
            return
        counts = result.counts
        in_parts = counts.line_ends + counts.kept + counts.changed + counts.dropped
        assert in_parts == counts.characters_in == len(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_imported_or_refused(data: bytes) -> None:
    with contextlib.suppress(SourceError):
        counts = import_plain_text(data, WEEK, "m.txt").counts
        assert counts.characters_out == counts.kept + counts.changed + counts.inserted


@given(MANUSCRIPTS.map(lambda text: text.replace("\n", "").replace("\r", "")))
def test_repairs_are_idempotent(text: str) -> None:
    for tidy in (tidy_paragraph, tidy_title):
        once = tidy(Strand(text, range(len(text))), Ledger(text, "m")).text
        again = Ledger(once, "m")
        assert tidy(Strand(once, range(len(once))), again).text == once
        assert again.changes == {}


def day(date: datetime.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日"


def as_manuscript(issue: Issue) -> str:
    """An issue as a clean manuscript, the way an editor would type it."""
    numbers = "一二三四五六七八九十"
    lines = [issue.title, f"（{day(issue.period.start)}至{day(issue.period.end)}）"]
    lines += [issue.compiler] if issue.compiler else []
    lines.append(day(issue.date))
    titles = {material.number: plain_text(material.title) for material in issue.materials}
    for number, category in zip(numbers, issue.contents, strict=False):
        lines.append(f"{number}、{category.heading}")
        for count, entry in enumerate(category.entries, start=1):
            lines.append(f"{count}.{entry.title or titles[entry.material]}")
    lines += [inlines_text(issue.notice)] if issue.notice else []
    for material in issue.materials:
        lines.append(f"材料{material.number}")
        lines += [inlines_text(material.kicker)] if material.kicker else []
        lines.append(inlines_text(material.title))
        lines += [inlines_text(line) for line in material.subtitles]
        lines += [f"（{day(material.date)}）"] if material.date else []
        assert not any(isinstance(block, Table) for block in material.blocks)
        lines += [block_text(block) for block in material.blocks]
    return "\n".join(lines) + "\n"


STRUCTURE = {
    "date-form",
    "marker",
    "contents-number",
    "contents-title",
    "default",
}
"""What no clean manuscript can be without: it is given another place, not mended."""


@st.composite
def honest_manuscripts(draw: st.DrawFn) -> str:
    """Manuscripts as they come: untidy marks, blanks and signs, but sense in them."""
    lines = ["# 周重点学习内容清单", "(2025年9月1日至5日)", "春林中心汇编", "2025年8月29日"]
    titles = draw(st.lists(HEADINGS, min_size=1, max_size=4, unique=True))
    lines += ["一、重要文件", *(f"{count}.{title}" for count, title in enumerate(titles, start=1))]
    for number, title in enumerate(titles, start=1):
        lines += [draw(st.sampled_from(["材料{}", "## 材料 {}", "【材料{}】"])).format(number)]
        lines += [draw(st.sampled_from(["", "## ", "**"])) + title]
        lines += draw(st.sampled_from([[], ["(2025年8月15日)"]]))
        for sentence in draw(st.lists(SENTENCES, min_size=1, max_size=4)):
            form = draw(
                st.sampled_from(["{}", "　　{}", "{} ", "（一）春林。{}", "山,水{}", "第 3 {}"])
            )
            lines += [form.format(sentence), ""]
    return "\n".join(lines)


@given(honest_manuscripts())
def test_importing_what_was_imported_changes_nothing(text: str) -> None:
    first = import_plain_text(text.encode(), WEEK, "m.txt").issue
    again = import_plain_text(as_manuscript(first).encode(), WEEK, "m.txt")
    assert again.issue == first
    assert {repair.rule for repair in again.repairs} <= STRUCTURE
