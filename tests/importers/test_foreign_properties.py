"""Properties of what is read from Word files and web pages: whole or refused, and it can be saved."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.importers import word_files as word
from typeset.base.errors import SourceError
from typeset.importers.import_issue import import_issue
from typeset.importers.manuscript.result import Transcript
from typeset.importers.readers.web.read_html import read_html
from typeset.importers.readers.word.read_docx import read_docx
from typeset.importers.save_import import save_import

WORDS = st.sampled_from(
    [
        "种树",
        "。",
        " ",
        "材料1",
        "一、",
        "（一）",
        "**",
        "|",
        "\\",
        "[a]",
        "(b)",
        "a b",
        "#",
        "\t",
        "２",
        "来源：报",
        "2025年9月1日",
        "目录",
        "\u2028",
        "•",
        "！",
        "![",
        "表：",
        "% lint: off E001",
        "% 审校：关",
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=4).map("".join)
RUN = st.one_of(
    TEXT.map(word.run),
    TEXT.map(word.bold),
    TEXT.map(word.inserted),
    TEXT.map(word.deleted),
    TEXT.map(lambda text: word.run(text, "<w:vanish/>")),
    TEXT.map(lambda text: word.field_of("PAGE", word.run(text))),
    TEXT.map(lambda text: word.field_of('HYPERLINK "https://a.cn/(x)"', word.run(text))),
    TEXT.map(lambda text: f"<w:sdt><w:sdtContent>{word.run(text)}</w:sdtContent></w:sdt>"),
    TEXT.map(
        lambda text: f"<w:r><w:pict><w:txbxContent>{word.text(text)}</w:txbxContent></w:pict></w:r>"
    ),
    st.sampled_from(
        [
            "<w:r><w:br/></w:r>",
            "<w:r><w:tab/></w:r>",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        ]
    ),
)
PARAGRAPH = st.builds(
    lambda runs, style, number, more: word.paragraph(*runs, style=style, number=number, more=more),
    st.lists(RUN, max_size=4),
    st.sampled_from(["", "1", "T", "N1"]),
    st.sampled_from([None, (1, 0), (1, 1), (9, 0)]),
    st.sampled_from(
        ["", '<w:jc w:val="center"/>', '<w:rPr><w:del w:id="1" w:author="甲"/></w:rPr>']
    ),
)
BLOCK = st.one_of(
    PARAGRAPH,
    st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=3).map(word.table),
)
NUMBERING = (
    word.abstract(1, word.level(0, "chineseCounting", "%1、"), word.level(1, "decimal", "%1.%2"))
    + word.instance(1, 1)
    + word.instance(7, 1)
)
NOTE = f'<w:footnote w:id="2">{word.text("注文。")}</w:footnote>'


def saved(transcript: Transcript) -> None:
    """Import and save: the check of the account runs on the files written."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            save_import(import_issue(transcript, "2025-36"), Path(folder), "m")
        except SourceError:
            assert not list(Path(folder).rglob("*.md"))


@pytest.mark.slow
@given(st.lists(BLOCK, max_size=6))
def test_any_word_file_is_read_whole_or_refused(blocks: list[str]) -> None:
    file = word.WordFile(
        "".join(blocks), NUMBERING, parts={"footnotes": NOTE, "header1": word.text("页眉")}
    )
    try:
        transcript = read_docx(file.data(), "m.docx", accept_changes=True)
    except SourceError as error:
        assert [finding.code for finding in error.findings] == ["E254"]  # noqa: PT017
        return
    saved(transcript)


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "a href='https://a.cn'",
        "h1",
        "h3",
        "li",
        "ol",
        "ul",
        "table",
        "tr",
        "td",
        "span style='display:none'",
        "br",
        "pre",
        "nav",
        "section class=content",
        "ruby",
        "rt",
        "script",
        "option",
    ]
)
PIECE = st.one_of(
    TEXT.map(html.escape),
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag.split()[0]}>"),
)


@given(st.lists(PIECE, max_size=25).map("".join))
def test_any_page_is_read_whole_or_refused(page: str) -> None:
    try:
        transcript = read_html(f"<html><body>{page}</body></html>".encode(), "m.html")
    except SourceError as error:
        assert {finding.code for finding in error.findings} == {"E290"}  # noqa: PT017
        return
    saved(transcript)
