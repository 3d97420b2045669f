"""Markdown: what its signs say kept, the signs left out, every character accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.base.errors import SourceError
from typeset.cli.import_text import RULES
from typeset.content.document_texts import plain_text
from typeset.importers.import_issue import import_material
from typeset.importers.manuscript.result import own_text
from typeset.importers.readers.read_markdown import read_markdown


def lines(text: str) -> list[str]:
    """The lines of a transcript without what is left out."""
    transcript = read_markdown(text.encode(), "m.md")
    dropped = {o for span in transcript.dropped for o in range(span.start, span.end)}
    kept = "".join(sign for offset, sign in enumerate(transcript.text) if offset not in dropped)
    return [line for line in kept.split("\n") if line.strip()]


WRAPPED = "\n".join(["一二三四五六七八九十" * 3] * 5) + "\n短行。\n\n又一段。"
ENGLISH = "Wrapped text of one length, in lines "
SIGNS = [
    ("*斜*和 _斜_、**粗**、__粗__、***粗斜***", ["斜和 斜、**粗**、**粗**、**粗斜**"]),
    ("~~删~~ `代码` ``带`号``", ["删 代码 带`号"]),
    ("2 * 3 * 4 和 a_b_c", ["2 * 3 * 4 和 a_b_c"]),
    ("**2030**年", ["**2030**年"]),
    (r"\*不是斜体\* 和 \# 号", ["*不是斜体* 和 # 号"]),
    ("甲&nbsp;&amp;&#20013;", ["甲\xa0&中"]),
    ('[官网](https://a.cn/x_(y) "题")', ["[官网](https://a.cn/x_(y))"]),
    ("[本地](a.md)和[图][1]\n\n[1]: https://a.cn/1", ["本地和[图](https://a.cn/1)"]),
    ("[没有][无]", ["[没有][无]"]),
    ("<https://a.cn/b>", ["https://a.cn/b"]),
    ("甲<br>乙<!-- 注 --><span style='x'>丙</span>", ["甲", "乙丙"]),
    ("a < b > c", ["a < b > c"]),
    ("> 引文\n> > 再引", ["引文", "再引"]),
    ("- 甲\n* 乙\n+ 丙", ["• 甲", "• 乙", "• 丙"]),
    ("1. 甲\n1. 乙\n1. 丙", ["1.甲", "2.乙", "3.丙"]),
    ("1. 甲\n2. 乙\n3) 丙", ["1.甲", "2.乙", "3)丙"]),
    ("3. 甲\n4. 乙", ["3.甲", "4.乙"]),
    ("1. 甲\n   1. 子\n   1. 丑\n2. 乙", ["1.甲", "1.子", "2.丑", "2.乙"]),
    ("1.5亿元\n一、总则", ["1.5亿元", "一、总则"]),
    ("```\n*原样*\n# 甲\n```\n*斜*", ["*原样*", "# 甲", "斜"]),
    ("标题\n===\n\n正文\n\n小标题\n---\n\n正文", ["# 标题", "正文", "# 小标题", "正文"]),
    ("甲\n\n---\n\n* * *\n\n乙", ["甲", "乙"]),
    ("甲[^1]。\n\n[^1]: 注文。", ["甲〔注1〕。", "〔注1〕注文。"]),
    ("甲 | 乙\n--|--\n1 | **2**", ["| 甲 | 乙 |", "| --|-- |", "| 1 | **2** |"]),
    ("甲 | 乙", ["甲 | 乙"]),
    ("甲。\n乙。", ["甲。", "乙。"]),
    (WRAPPED, ["一二三四五六七八九十" * 15 + "短行。", "又一段。"]),
    ("Wrapped text of one length, in lines\n" * 4 + "English.", [ENGLISH * 4 + "English."]),
    ("行末\\\n换行", ["行末", "换行"]),
]


@pytest.mark.parametrize(("text", "wanted"), SIGNS, ids=[row[0][:20] for row in SIGNS])
def test_signs(text: str, wanted: list[str]) -> None:
    assert lines(text) == wanted


def test_front_matter() -> None:
    text = "---\ntitle: 种树的意见\n副题: 征求意见稿\ndate: 2025-09-01\nsource: 林业局\ntags: [a, b]\n---\n\n各单位要种树。\n"
    transcript = read_markdown(text.encode(), "m.md")
    material = import_material(transcript, 1).material
    assert plain_text(material.title) == "种树的意见"
    assert [plain_text(line) for line in material.subtitles] == ["征求意见稿"]
    assert (str(material.date), material.source) == ("2025-09-01", "林业局")
    assert len(material.blocks) == 1


MARKS = [
    "*",
    "**",
    "_",
    "`",
    "~~",
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "|",
    "-",
    "1.",
    "#",
    "\\",
    "&lt;",
    "---",
    "===",
    "```",
    "[^1]",
    "[^1]:",
    "种树",
    "a",
    "。",
    "<br>",
    "|-|",
]
SOURCE = st.lists(st.sampled_from([*MARKS, "\n", "\n\n", "  ", " "]), max_size=30).map("".join)


@given(SOURCE)
def test_any_markdown_is_read_whole(text: str) -> None:
    try:
        transcript = read_markdown(text.encode(), "m.md")
    except SourceError:
        return
    assert "".join(own_text(transcript).split()) == "".join(text.split())


COMMENTS = [
    ("前<!-- 暗 -->后", "前后"),
    ("<!--\n暗\n\n- 暗\n-->\n后", "后"),
    ("前<!-- 暗\n暗 -->后<!-- 暗 -->", "前后"),
    ("`<!--` 前", "`<!--` 前"),
    ("前\n<!-- 暗\n暗", "前"),
]


@pytest.mark.parametrize(("text", "shown"), COMMENTS)
def test_a_comment_is_never_printed(text: str, shown: str) -> None:
    transcript = read_markdown(text.encode(), "a.md")
    gone = {place for span in transcript.dropped for place in range(span.start, span.end)}
    kept = "".join(sign for place, sign in enumerate(transcript.text) if place not in gone)
    assert "暗" not in kept
    assert "".join(kept.split()) == "".join(shown.split()).replace("`", "")
    open_ended = "<!--" in text and text.count("-->") < text.count("<!--") and "`" not in text
    assert ["W289"] * open_ended == [found.kind.code for found in transcript.findings]


def test_what_is_left_out_has_words_for_the_list() -> None:
    result = import_material(read_markdown("题\n\n<!-- 暗 -->\n\n文。\n".encode(), "a.md"), 1)
    assert "comment" in {repair.rule for repair in result.repairs}
    assert "comment" in RULES
