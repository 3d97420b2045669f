"""Text of a material to blocks (段落、标题、表、图): one line a paragraph, levels by their numbers.

A new block type (notes, lists, quotations) is one more case of `_Reader.read_line`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.text_lines import BLANKS
from typeset.content import inline_messages, messages
from typeset.content.comments import is_comment
from typeset.content.document import (
    Block,
    Heading,
    Inlines,
    NoteText,
    Paragraph,
    Picture,
    Quotation,
    Table,
)
from typeset.content.document_texts import plain_text
from typeset.content.limits import HEADING_CHARACTERS, PARAGRAPH_CHARACTERS
from typeset.content.parse_ending import (
    RULES,
    TURNS,
    WIDTH_EXAMPLE,
    Braces,
    Ending,
    TableOptions,
    find_braces,
    find_ending,
    is_ending_word,
    mark_byline,
    parse_note,
    parse_signature,
    picture_width,
    table_options,
)
from typeset.content.parse_inline import ParsedInlines, parse_inline
from typeset.content.parse_list import parse_list, starts_item
from typeset.content.parse_table import parse_table
from typeset.content.read_text import quoted
from typeset.content.write_inline import ESCAPABLE, IN_PAIRS, LABEL, split_inlines

LONG_PARAGRAPH = Message(
    "E216",
    mark("a paragraph of {count} characters; it must have fewer than {limit}"),
    mark("divide it: each line of the file is a paragraph"),
)
WIDE_TABLE = Message(
    "W226",
    mark("full-width ｜ does not make a table"),
    mark("write | with the half-width keyboard, or \\｜ where the sign is meant"),
)
NUMBER_SIGN = Message(
    "W232",
    mark("# at the start of a line makes no heading and is printed as it stands"),
    mark("take it away: headings are known by their numbers 一、（一）1.（1）"),
)
SIGNATURE_PLACE = Message(
    "W240",
    mark("落款： stands at the end of a text only; this is printed as it stands"),
    mark("move the line to the end, the date below it; write \\落款： where the words are meant"),
)
QUOTATION_EMPTY = Message(
    "W246",
    mark("> alone quotes nothing and is left out"),
    mark("write the quoted words behind it, or write \\> where the sign is meant"),
)
OPTIONS = Message(
    "W247",
    mark("the words in braces were not understood and change nothing: {text}"),
    mark("known here: {known}; write \\{{ where the brace is meant"),
)

Level = Literal[1, 2, 3, 4]

_HAN_NUMBER = "[一二三四五六七八九十百零〇]{1,7}"
_NUMBERS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (1, re.compile(rf"{_HAN_NUMBER}、")),
    (2, re.compile(rf"[（(]{_HAN_NUMBER}[）)]")),
    (3, re.compile(r"\d{1,3}[.．](?!\d)")),
    (4, re.compile(r"[（(]\d{1,3}[）)]")),
)
_NUMBER_START = re.compile(r"[一二三四五六七八九十百零〇（(\d]")
CLOSING = "”’）》」』〉】"
_QUOTED = ">＞"
_CAPTION = re.compile(rf"表[:：][{BLANKS}]*+(?=.)")
_NOTE = re.compile(rf"\[\^({LABEL})\][:：][{BLANKS}]*+")
_ESCAPE = re.compile(rf"\\([{ESCAPABLE}])")
_BALANCED = re.compile(IN_PAIRS)
_WIDE_PICTURE = re.compile(r"[!！](?:\[[^\]］]*(?:］[(（]|\]（)|［[^\]］]*[\]］][(（])")


class ParsedBlocks(Struct, frozen=True):
    """The blocks of a text and what was found in it."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def parse_blocks(lines: Sequence[str], file: str = "", first_line: int = 1) -> ParsedBlocks:
    """Read the lines of a material below its header; empty lines mean nothing.

    `first_line` is the number of `lines[0]` in the file.  The byline closing the last paragraph
    is recognised.  No text raises: broken notation is kept as text, with a finding.
    """
    reader = _Reader(lines, file, first_line, find_ending(lines))
    index = 0
    while index < len(lines):
        index = reader.read_line(index)
    blocks = mark_byline(tuple(reader.blocks), reader.escaped)
    return ParsedBlocks(blocks, tuple(reader.findings))


def number_of_heading(line: str) -> tuple[Level, str] | None:
    """The level and number that a line starts with: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).

    `1.5` starts with no number.  Brackets and points may be half-width.
    """
    if not _NUMBER_START.match(line):
        return None
    for level, pattern in _NUMBERS:
        if match := pattern.match(line):
            return level, match[0]
    return None


def is_plain_paragraph(line: str) -> bool:
    """Whether a line, without blanks around it, is a paragraph and raises no finding as a block."""
    if line.startswith(("|", "｜", "#", "＃", "![", *_QUOTED)) or _WIDE_PICTURE.match(line):
        return False
    if _NOTE.match(line) or starts_item(line):
        return False
    if _CAPTION.match(line) or is_ending_word(line) or is_comment(line):
        return False
    numbered = number_of_heading(line)
    if numbered is None:
        return True
    parsed = parse_inline(line, SourcePosition(""), line_start=True)
    return _heading_end(parsed, *numbered) is None


class _Reader(Struct):
    """Reads block after block; `escaped` belongs to the last paragraph read."""

    lines: Sequence[str]
    file: str
    first_line: int
    ending: Ending
    blocks: list[Block] = []
    findings: list[Finding] = []
    escaped: frozenset[int] = frozenset()

    def read_line(self, index: int) -> int:
        """Read the block that starts in a line; the index of the line after it."""
        line = self.lines[index].strip(BLANKS)
        if not line or is_comment(line):
            return index + 1
        position = self._position(index)
        if len(line) >= PARAGRAPH_CHARACTERS:
            self.findings.append(
                LONG_PARAGRAPH.at(position, count=len(line), limit=PARAGRAPH_CHARACTERS)
            )
            return index + 1
        if index in self.ending.note or index in self.ending.signature:
            self._read_ending(index)
            return index + 1
        if line[0] == "|":
            return self._read_table(index, index)
        if starts_item(line):
            return self._read_list(index)
        if line[0] in _QUOTED:
            return self._read_quotation(index)
        if _CAPTION.match(line) and self._starts_table(index + 1):
            return self._read_table(index + 1, index)
        if line.startswith("![") and self._read_picture(line, position):
            return index + 1
        if not self._read_note(line, position):
            self._report_traps(line, index)
            self._read_paragraph(line, position)
        return index + 1

    def _read_note(self, line: str, position: SourcePosition) -> bool:
        """A note's text, `[^1]: …`; one without words is text."""
        match = _NOTE.match(line)
        if match is None:
            return False
        if match.end() == len(line):
            self.findings.append(inline_messages.NOTE_EMPTY.at(position))
            return False
        place = position._replace(column=position.column + match.end())
        parsed = parse_inline(line[match.end() :], place, notes=False)
        self.findings += parsed.findings
        self.blocks.append(NoteText(match[1], parsed.inlines, position))
        return True

    def _read_ending(self, index: int) -> None:
        """附件说明 and 落款: the whole block where its first line stands."""
        for places, parse in (
            (self.ending.note, parse_note),
            (self.ending.signature, parse_signature),
        ):
            if index in places[:1]:
                lines = [
                    (self.lines[place].strip(BLANKS), self._position(place)) for place in places
                ]
                parsed = parse(lines)
                self.findings += parsed.findings
                self.blocks.append(parsed.block)

    def _read_list(self, index: int) -> int:
        end = index
        while end < len(self.lines) and self._is_item(end):
            end += 1
        parsed = parse_list(self.lines[index:end], self.file, self.first_line + index)
        self.findings += parsed.findings
        self.blocks += parsed.lists
        return end

    def _is_item(self, index: int) -> bool:
        line = self.lines[index].strip(BLANKS)
        return starts_item(line) and len(line) < PARAGRAPH_CHARACTERS

    def _read_quotation(self, index: int) -> int:
        """引文: neighbouring lines that start with >; one without words parts nothing."""
        paragraphs: list[Inlines] = []
        end = index
        while end < len(self.lines):
            line = self.lines[end].strip(BLANKS)
            if line[:1] not in _QUOTED or not line or len(line) >= PARAGRAPH_CHARACTERS:
                break
            position = self._position(end)
            parsed = _parse_stripped(line[1:], position._replace(column=position.column + 1))
            self.findings += parsed.findings
            if parsed.inlines:
                paragraphs.append(parsed.inlines)
            end += 1
        if paragraphs:
            self.blocks.append(Quotation(tuple(paragraphs), self._position(index)))
        else:
            self.findings.append(QUOTATION_EMPTY.at(self._position(index)))
        return end

    def _read_paragraph(self, line: str, position: SourcePosition) -> None:
        parsed = parse_inline(line, position, line_start=True)
        self.findings += parsed.findings
        self.escaped = parsed.escaped
        numbered = number_of_heading(line)
        end = _heading_end(parsed, *numbered) if numbered else None
        if numbered is None or end is None:
            self.blocks.append(Paragraph(parsed.inlines, position))
            return
        title, run_in = split_inlines(parsed.inlines, end)
        self.blocks.append(Heading(numbered[0], title, run_in, position))

    def _read_picture(self, line: str, position: SourcePosition) -> bool:
        width = 0
        braces = find_braces(line)
        if braces and braces.before.rstrip(BLANKS).endswith(")") and not line.endswith(")"):
            line = braces.before.rstrip(BLANKS)
            width = picture_width(braces) or 0
            if not width:
                self._report_options(braces, position, WIDTH_EXAMPLE)
        split = line.rfind("](")
        caption, file = line[2:split], line[split + 2 : -1].strip(BLANKS)
        if split < 0 or line[-1] != ")" or not file or not _BALANCED.fullmatch(caption):
            if split < 0 and not _WIDE_PICTURE.match(line):
                self.findings.append(messages.PICTURE_FORM.at(position))
            return False
        parsed = _parse_stripped(caption, position._replace(column=position.column + 2))
        self.findings += parsed.findings
        self.blocks.append(Picture(_ESCAPE.sub(r"\1", file), parsed.inlines, width, position))
        return True

    def _read_table(self, index: int, first: int) -> int:
        """Read the table at `index`; `first` is the line of its caption where it has one."""
        end = index
        while end < len(self.lines) and self._starts_table(end):
            end += 1
        parsed = parse_table(self.lines[index:end], self.file, self.first_line + index)
        self.findings += parsed.findings
        if parsed.table is None:
            for line in range(first, end):
                self._read_paragraph(self.lines[line].strip(BLANKS), self._position(line))
            return end
        self.blocks.append(self._captioned(parsed.table, index, first))
        return end

    def _captioned(self, table: Table, index: int, first: int) -> Table:
        """The table with the caption and the options of the line above it."""
        if index == first:
            return table
        line = self.lines[first].strip(BLANKS)
        match = _CAPTION.match(line)
        start = match.end() if match else 0
        position = self._position(first)
        braces = find_braces(line[start:])
        options = table_options(braces) if braces else None
        if braces and options:
            line = line[:start] + braces.before
        elif braces:
            self._report_options(braces, position, " ".join((*RULES, *TURNS)))
        place = position._replace(column=position.column + start)
        caption = _parse_stripped(line[start:], place)
        self.findings += caption.findings
        options = options or TableOptions()
        return replace(table, caption=caption.inlines, rules=options.rules, turn=options.turn)

    def _report_options(self, braces: Braces, position: SourcePosition, known: str) -> None:
        text = quoted("{" + braces.inside + ("}" if braces.closed else ""))
        self.findings.append(OPTIONS.at(position, text=text, known=known))

    def _starts_table(self, index: int) -> bool:
        return index < len(self.lines) and self.lines[index].lstrip(BLANKS).startswith("|")

    def _report_traps(self, line: str, index: int) -> None:
        position = self._position(index)
        if line[0] in "#＃":
            self.findings.append(NUMBER_SIGN.at(position))
        elif line[0] == "｜":
            before = self.lines[index - 1].lstrip(BLANKS) if index else ""
            if not before.startswith("｜"):
                self.findings.append(WIDE_TABLE.at(position))
        elif _WIDE_PICTURE.match(line):
            self.findings.append(messages.WIDE_PICTURE.at(position))
        elif is_ending_word(line):
            self.findings.append(SIGNATURE_PLACE.at(position))

    def _position(self, index: int) -> SourcePosition:
        line = self.lines[index]
        column = len(line) - len(line.lstrip(BLANKS)) + 1
        return SourcePosition(self.file, self.first_line + index, column)


def _heading_end(parsed: ParsedInlines, level: Level, number: str) -> int | None:
    """Where the title of a numbered line ends in its plain text; None where it is a paragraph.

    A title runs in up to its first 。; without one it stands alone, unless it is long or ends
    in ；, as the items of a list do.  A whole sentence is a heading of levels 1 and 2 only.
    """
    text = plain_text(parsed.inlines)
    end = text.find("。", len(number))
    while end >= 0 and end in parsed.escaped:
        end = text.find("。", end + 1)
    if end < 0:
        listed = text[-1] in "；;" and len(text) - 1 not in parsed.escaped
        return None if listed or len(text) > HEADING_CHARACTERS else len(text)
    end += 1
    while end < len(text) and text[end] in CLOSING and end not in parsed.escaped:
        end += 1
    if end == len(text) and (level > 2 or end > HEADING_CHARACTERS):
        return None
    return end


def _parse_stripped(text: str, position: SourcePosition) -> ParsedInlines:
    shift = len(text) - len(text.lstrip(BLANKS))
    return parse_inline(text.strip(BLANKS), position._replace(column=position.column + shift))
