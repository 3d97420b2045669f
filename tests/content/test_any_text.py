"""Properties of reading: no text raises, no character is lost, every position is where it says."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from tests.content.documents import PIECES
from typeset.base.text_lines import BLANKS, split_lines
from typeset.content.document import (
    AttachmentNote,
    Byline,
    Emphasis,
    ForcedBreak,
    Heading,
    Inlines,
    ItemList,
    Link,
    Material,
    Note,
    NoteMark,
    NoteText,
    Paragraph,
    Picture,
    Quotation,
    Ruby,
    Signature,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from typeset.content.document_texts import texts_of
from typeset.content.parse_blocks import parse_blocks
from typeset.content.parse_material import parse_material
from typeset.content.read_manifest import parse_manifest
from typeset.content.read_text import decode_source

PIECES_OF_FILES = [
    *PIECES,
    *["\n", "\n", "\n\n", "\r\n", "\x85", "\u2028", "| 春 | 山 |\n|---|:-:|\n| 1 |", "表：春\n"],
    *["title: 春\n", "标题：春\n\n", "date: 2025-09-01\n", "日期：2025年9月31日\n", "subtitle：\n"],
    *["> 春\n", "- 春\n  - 山\n    1) 水\n      - 春\n", "1) 春\n3）山\n", "-\n", ">\n"],
    *["落款：春\n", "附件：1. 春\n2. 山\n", "春山林\n2025年9月31日\n"],
    *["![春](a.png)", "![春](a.png) ", "！[春](a.png)", "｜春｜", "（记者 春林）\n"],
]
TEXTS = st.lists(st.sampled_from(PIECES_OF_FILES) | st.text(max_size=3), max_size=30).map("".join)
PIECES_OF_MANIFESTS = [
    *[
        "title: 春\n",
        "标题：春\n",
        "contents:\n",
        "目录：\n",
        "  - heading: 春\n",
        "  - 类别：春\n",
    ],
    *[
        "    materials:\n",
        "    材料：\n",
        "      - file: 材料1.md\n",
        "      - 文件：a.md\n",
        "      - a\n",
    ],
    *[
        "notice: |\n  春\n  山\n",
        "notice: >-\n",
        "names: [春, 山]\n",
        "names:\n  - 春\n",
        "姓名：春、山\n",
    ],
    *[
        "period: 2025年9月1日至5日\n",
        "date: 2025-13-01\n",
        "imprint:\n  copies: 3\n",
        "fit: 整页\n",
    ],
    *[
        "attachments:\n  - file: ../a\n",
        "\t",
        "  ",
        "- ",
        ": ",
        "：",
        "'",
        '"',
        "[",
        "]",
        "{",
        "}",
        "&a",
    ],
    *[
        "*a",
        "!!x",
        "<<: ",
        "---\n",
        "...\n",
        "? ",
        "| ",
        "> ",
        "#",
        "\n",
        "\x00",
        "\ufeff",
        "%",
        "\u3000",
    ],
]
MANIFESTS = st.lists(st.sampled_from(PIECES_OF_MANIFESTS) | st.text(max_size=3), max_size=25).map(
    "".join
)


def lines_of(material: Material) -> Iterator[Inlines]:
    """Every line of inlines that a material holds."""
    yield from (material.kicker, material.title, *material.subtitles)
    for block in material.blocks:
        match block:
            case Paragraph(inlines=inlines):
                yield inlines
            case Heading(title=title, run_in=run_in):
                yield from (title, run_in)
            case Table(caption=caption):
                yield caption
                for row in (block.header, *block.rows):
                    yield from row
            case Picture(caption=caption):
                yield caption
            case _:
                yield from texts_of(block)


def pieces_of(inlines: Inlines) -> Iterator[Text | Byline | Superscript | Subscript]:
    """Each stretch of characters; a reading, or a note's label, as one of its own."""
    for inline in inlines:
        match inline:
            case Strong(children=children) | Emphasis(children=children):
                yield from pieces_of(children)
            case Link(children=children) | Note(children=children):
                yield from pieces_of(children)
            case NoteMark(label=label, position=place):
                yield Text(label, place._replace(column=place.column + 2))
            case Ruby(text=text, reading=reading, position=place):
                yield Text(text, place)
                yield Text(reading, place._replace(column=place.column + len(text) + 1))
            case ForcedBreak():
                pass
            case _:
                yield inline


@given(TEXTS)
def test_every_character_of_a_material_is_where_it_says(text: str) -> None:
    lines = split_lines(text)
    parsed = parse_material(text, file="材料1.md")
    for inlines in lines_of(parsed.material):
        for piece in pieces_of(inlines):
            place = piece.position
            columns = piece.columns if isinstance(piece, Text) else ()
            for index, character in enumerate(piece.text):
                column = columns[index] if columns else place.column + index
                # The blank between cells that are too many stands where the second one starts.
                assert character in {lines[place.line - 1][column - 1], " "}
    for finding in parsed.findings:
        assert finding.position is not None
        assert 1 <= finding.position.line <= max(len(lines), 1)
        assert finding.message
        assert finding.cure


@given(TEXTS)
def test_no_character_of_a_text_is_lost(text: str) -> None:
    """Signs of notation aside, what was written is in the blocks, in order."""
    lines = split_lines(text)
    parsed = parse_blocks(lines)
    material = Material(1, (), parsed.blocks)
    kept = "".join(piece.text for line in lines_of(material) for piece in pieces_of(line))
    rest = iter("".join(lines))
    assert all(character in rest for character in kept if character not in BLANKS)
    signs = set("\\*[]()!|:-/#：表=^~{}｛｝｜" + BLANKS)
    kinds = (Picture, ItemList, Quotation, AttachmentNote, Signature, NoteText)
    others = any(isinstance(block, kinds) for block in material.blocks)
    notation = "](" in text or "{" in text
    notation |= any(found.code in {"W243", "W246"} for found in parsed.findings)
    if not others and not notation:
        lost = [char for char in "".join(lines) if char not in signs]
        assert [char for char in kept if char not in signs] == lost


@given(MANIFESTS, st.sampled_from(["2025-36", "handbook"]))
def test_any_text_is_a_manifest_or_says_why_not(text: str, week: str) -> None:
    lines = split_lines(text)
    parsed = parse_manifest(text, week)
    for finding in parsed.findings:
        assert finding.position is not None
        assert finding.position.file == "issue.yaml"
        assert 1 <= finding.position.line <= max(len(lines), 1)
        assert finding.message
        assert finding.cure


@given(
    st.binary(max_size=80) | st.text(max_size=40).map(lambda text: text.encode("gb18030", "ignore"))
)
def test_any_bytes_are_text_or_say_what_they_are(data: bytes) -> None:
    decoded = decode_source(data, "材料1.md")
    if isinstance(decoded, str):
        assert decoded.encode() in {data, data.removeprefix(b"\xef\xbb\xbf")}
    else:
        assert decoded.code in {"E111", "E112"}
