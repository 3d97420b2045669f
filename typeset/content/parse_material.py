"""Text of a material (材料) to a `Material`: header lines, an empty line, then the text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.text_lines import BLANKS, split_lines
from typeset.content import messages
from typeset.content.check_notes import check_notes
from typeset.content.comments import is_comment
from typeset.content.dates import NoSuchDayError, parse_date
from typeset.content.document import Inlines, Material
from typeset.content.manifest import HEADER_KEYS, describe_keys, find_key, nearest_key
from typeset.content.parse_blocks import parse_blocks
from typeset.content.parse_inline import parse_inline
from typeset.content.read_text import quoted

NO_TITLE = Message(
    "E210",
    mark("the material has no title"),
    mark('let the file start with a line "title: …" (标题：…), then an empty line, then the text'),
)
HEADER_LINE = Message(
    "E211",
    mark("this line is not a header line of the form key: value"),
    mark("put an empty line between the header lines and the text"),
)
UNKNOWN_HEADER = Message(
    "E212",
    mark("unknown header line {key}; did you mean {nearest}?"),
    mark("known: {known}; the text starts after an empty line"),
)
UNKNOWN_HEADER_ALONE = Message(
    "E213",
    mark("unknown header line {key}"),
    mark("known: {known}; the text starts after an empty line"),
)
EMPTY_MATERIAL = Message(
    "E215",
    mark("the material has no text"),
    mark("write its paragraphs after the header lines and an empty line"),
)

_HEADER_LINE = re.compile(r"([^:：\s][^:：]{0,19}?)[ \t\u3000\xa0]*[:：]")


class ParsedMaterial(Struct, frozen=True):
    """A material, complete even where errors were found, and the findings."""

    material: Material
    findings: tuple[Finding, ...]


class _Header(Struct):
    """The header lines of a material: for each key its values with their places."""

    values: dict[str, list[tuple[str, SourcePosition]]] = {}
    findings: list[Finding] = []
    end: int = 0

    def text(self, key: str) -> str:
        return next((value for value, _ in self.values.get(key, ())), "")

    def place(self, key: str, file: str) -> SourcePosition:
        """Where a key's value stands, or the start of the file."""
        return next((place for _, place in self.values.get(key, ())), SourcePosition(file, 1, 1))

    def inlines(self, key: str) -> tuple[Inlines, ...]:
        """Each value of a key with its notation read; the empty ones left out."""
        read: list[Inlines] = []
        for value, position in self.values.get(key, ()):
            parsed = parse_inline(value, position, breaks=True)
            self.findings += parsed.findings
            if parsed.inlines:
                read.append(parsed.inlines)
        return tuple(read)


def parse_material(text: str, *, file: str = "", number: int = 1) -> ParsedMaterial:
    """Read the text of a material; `file` is its name for positions, `number` its 材料N.

    No text raises.  Errors (E2xx) forbid building, but the material holds all that was readable.
    """
    lines = split_lines(text)
    header = _read_header(lines, file)
    is_formed = not header.findings
    title = header.inlines("title")
    if not title and is_formed and any(line.strip(BLANKS) for line in lines):
        header.findings.append(NO_TITLE.at(header.place("title", file)))
    kicker = header.inlines("kicker")
    subtitles = header.inlines("subtitle")
    date = _read_date(header)
    body = parse_blocks(lines[header.end :], file, header.end + 1)
    findings = (*header.findings, *body.findings)
    if not body.blocks and not body.findings and is_formed:
        last = SourcePosition(file, max(len(lines), 1), 1)
        findings = (*findings, EMPTY_MATERIAL.at(last))
    material = Material(
        number=number,
        title=title[0] if title else (),
        blocks=body.blocks,
        kicker=kicker[0] if kicker else (),
        subtitles=subtitles,
        date=date,
        document_number=header.text("number"),
        source=header.text("source"),
        byline=_without_brackets(header.text("byline")),
        file=file,
        position=SourcePosition(file, 1, 1),
    )
    return ParsedMaterial(material, (*findings, *check_notes(material)))


def _read_header(lines: Sequence[str], file: str) -> _Header:
    """The lines up to the first empty one; text that stands there is reported once."""
    header = _Header()
    start = next((index for index, line in enumerate(lines) if not _says_nothing(line)), len(lines))
    first = SourcePosition(file, min(start + 1, max(len(lines), 1)), 1)
    for index in range(start, len(lines)):
        line = lines[index].strip(BLANKS)
        if not line:
            header.end = index + 1
            return header
        if is_comment(line):
            continue
        position = SourcePosition(
            file, index + 1, len(lines[index]) - len(lines[index].lstrip(BLANKS)) + 1
        )
        match = _HEADER_LINE.match(line)
        if match is None:
            header.end = index
            if header.values:
                header.findings.append(HEADER_LINE.at(position))
            else:
                header.findings[:] = [NO_TITLE.at(first)]
            return header
        _take_line(header, match, line, position)
    header.end = len(lines)
    if header.findings and not header.values:
        header.findings[:] = [NO_TITLE.at(first)]
    return header


def _says_nothing(line: str) -> bool:
    bare = line.strip(BLANKS)
    return not bare or is_comment(bare)


def _take_line(header: _Header, match: re.Match[str], line: str, position: SourcePosition) -> None:
    name = match[1]
    key = find_key(HEADER_KEYS, name)
    if key is None:
        header.findings.append(_unknown_key(name, position))
        return
    rest = line[match.end() :]
    column = position.column + len(line) - len(rest.lstrip(BLANKS))
    place = SourcePosition(position.file, position.line, column)
    values = header.values.setdefault(key, [])
    if values and key != "subtitle":
        header.findings.append(
            messages.DUPLICATE_KEY.at(
                position, key=quoted(name), first=values[0][1].line, second=position.line
            )
        )
    values.append((rest.strip(BLANKS), place))


def _unknown_key(name: str, position: SourcePosition) -> Finding:
    known = describe_keys(HEADER_KEYS)
    nearest = nearest_key(HEADER_KEYS, name)
    if nearest is None:
        return UNKNOWN_HEADER_ALONE.at(position, key=quoted(name), known=known)
    return UNKNOWN_HEADER.at(position, key=quoted(name), nearest=nearest, known=known)


def _read_date(header: _Header) -> datetime.date | None:
    for value, position in header.values.get("date", ()):
        if value:
            try:
                return parse_date(value)
            except NoSuchDayError:
                header.findings.append(messages.NO_SUCH_DAY.at(position, text=quoted(value)))
            except ValueError:
                header.findings.append(messages.BAD_DATE.at(position, text=quoted(value)))
    return None


def _without_brackets(byline: str) -> str:
    if len(byline) > 1 and byline[0] in "（(" and byline[-1] in "）)":
        return byline[1:-1].strip(BLANKS)
    return byline
