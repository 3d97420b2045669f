"""The text of a material (正文) to blocks: literal but for bold, links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import add

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import Message, SourcePosition
from typeset.base.messages import mark
from typeset.content.comments import is_comment
from typeset.content.document import (
    AttachmentNote,
    Block,
    Byline,
    ForcedBreak,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Link,
    NoteMark,
    NoteText,
    Paragraph,
    Picture,
    Quotation,
    Signature,
    Strong,
    Table,
    Text,
)
from typeset.content.document_texts import texts_of
from typeset.content.limits import PARAGRAPH_CHARACTERS
from typeset.content.parse_blocks import parse_blocks
from typeset.content.parse_ending import find_ending, parse_note, parse_signature
from typeset.content.parse_table import parse_table
from typeset.content.read_text import quoted
from typeset.content.write_inline import write_inlines
from typeset.importers.manuscript.strand import Ledger, Line, Strand
from typeset.importers.recognising.join_lines import join_paragraphs
from typeset.importers.recognising.repair_marks import tidy_paragraph

LONG_PARAGRAPH = Message(
    "E263",
    mark("a paragraph of {count} characters; it must have fewer than {limit}"),
    mark("divide it: each line is a paragraph"),
)

ENDING_KEPT = Message(
    "W287",
    mark("{text} and what follows looks like the end of a text, but not quite; it stays as lines"),
    mark("number attachments 1. 2. 3. without closing mark, and end with name and date"),
)

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\[\]*]*[^\[\]*\s][^\[\]*]*)\]\(((?:https?://|mailto:)[^()\s|]+)\)")
_PICTURE = re.compile(r"!\[([^\[\]]*)\]\(([^()]*)\)")
_RULE_ROW = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_NOTATION_START = re.compile(r"[|｜#＃>＞]|-(?=\s|$)|\d{1,3}[)）]|!\[|[！!][\[［]|表[:：]")
_TABLE_SIGNS = re.compile(r"[\s|:\-—\\]")


class _Piece(Struct, frozen=True):
    """A paragraph or a whole table: what it comes from, what it says, its line in the source."""

    strand: Strand
    inlines: Inlines = ()
    source: str = "\\|"
    block: Table | Picture | AttachmentNote | Signature | None = None


def read_body(lines: Sequence[Line], place: str, ledger: Ledger) -> tuple[Block, ...]:
    """The blocks of a text; block N is placed as `PLACE/N`."""
    pieces = _with_ending(_pieces(join_paragraphs(lines, ledger), ledger), ledger)
    blocks = _blocks(pieces)
    for index, (piece, block) in enumerate(zip(pieces, blocks, strict=True), start=1):
        if isinstance(piece.block, Table):
            ledger.rewrite(piece.strand, block_text(block), "table")
        elif isinstance(piece.block, AttachmentNote | Signature):
            ledger.rewrite(piece.strand, block_text(block), "ending")
        ledger.place(f"{place}/{index}", piece.strand)
    return blocks


def read_inlines(text: str) -> Inlines:
    """A line as inlines: bold and links are known, every other sign is itself."""
    inlines: list[Inline] = []
    done = 0
    for match in _BOLD.finditer(text):
        inlines += _links(text[done : match.start()])
        inlines.append(Strong(_links(match[1])))
        done = match.end()
    return (*inlines, *_links(text[done:]))


def inlines_text(inlines: Inlines) -> str:
    """Inlines as a manuscript would write them, without any escape."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Byline(text=text):
                parts.append(text)
            case Strong(children=children):
                parts.append(f"**{inlines_text(children)}**")
            case Link(children=children, address=address):
                parts.append(f"[{inlines_text(children)}]({address})")
            case ForcedBreak():
                parts.append(" / ")
            case NoteMark(label=label):
                parts.append(f"〔注{label}〕")
            case _:  # no manuscript has scripts or readings in a notation of its own
                parts.append(write_inlines((inline,)))
    return "".join(parts)


def block_text(block: Block) -> str:
    """A block as a manuscript would write it; a table in lines."""
    match block:
        case Paragraph(inlines=inlines):
            return inlines_text(inlines)
        case Heading(title=title, run_in=run_in):
            return inlines_text(title) + inlines_text(run_in)
        case Table(header=header, rows=rows, alignments=alignments):
            cells = [[inlines_text(cell) for cell in row] for row in (header, *rows)]
            lines = [" | ".join(row) for row in cells]
            return "\n".join((lines[0], " ".join(alignments), *lines[1:]))
        case NoteText(label=label, inlines=inlines):
            return f"〔注{label}〕{inlines_text(inlines)}"
        case Picture(file=file, caption=caption):
            return f"![{inlines_text(caption)}]({file})"
        case ItemList() | Quotation() | AttachmentNote():
            return "\n".join(map(inlines_text, texts_of(block)))
        case Signature(names=names, date=date):
            words = [inlines_text(name) for name in names]
            return "\n".join([*words, *([date.isoformat()] if date else [])])


def _links(text: str) -> Inlines:
    inlines: list[Inline] = []
    done = 0
    for match in _LINK.finditer(text):
        if match.start() > done:
            inlines.append(Text(text[done : match.start()]))
        inlines.append(Link((Text(match[1]),), match[2]))
        done = match.end()
    return (*inlines, Text(text[done:])) if done < len(text) else tuple(inlines)


def _pieces(lines: Sequence[Line], ledger: Ledger) -> list[_Piece]:
    tidied: list[Line] = []
    for line in lines:
        if _is_too_long(len(line.text), line.number, ledger):
            continue
        if _picture(line.text, ledger):
            tidied.append(line)
            continue
        strand = tidy_paragraph(line.strand, ledger)
        if strand.text:
            tidied.append(line.with_strand(strand))
    pieces: list[_Piece] = []
    index = 0
    while index < len(tidied):
        end = _table_end(tidied, index)
        table = _table([line.text for line in tidied[index:end]])
        if table is not None:
            pieces.append(_table_piece(tidied[index:end], table, ledger))
        else:
            end = max(end, index + 1)
            pieces += _paragraphs(tidied[index:end], ledger)
        index = end
    return pieces


def _paragraphs(lines: Sequence[Line], ledger: Ledger) -> Iterator[_Piece]:
    for line in lines:
        picture = _picture(line.text, ledger)
        if picture is not None:
            yield _Piece(line.strand, block=picture)
            continue
        inlines = read_inlines(line.text)
        source = _source_line(inlines)
        if not _is_too_long(len(source), line.number, ledger):
            yield _Piece(line.strand, inlines, source)


def _table_piece(rows: Sequence[Line], table: Table, ledger: Ledger) -> _Piece:
    for row, following in pairwise(rows):
        ledger.join(row.number, following.number, "table")
    text = "".join(row.text for row in rows)
    origins = [origin for row in rows for origin in row.strand.origins]
    return _Piece(Strand(text, origins), block=table)


def _picture(text: str, ledger: Ledger) -> Picture | None:
    """The picture of a line that is nothing else, where its file was brought along."""
    match = _PICTURE.fullmatch(text)
    if match is None or match[2] not in ledger.pictures:
        return None
    return Picture(match[2], (Text(match[1]),) if match[1] else ())


def _with_ending(pieces: Sequence[_Piece], ledger: Ledger) -> list[_Piece]:
    """附件说明 and 落款 as one piece each, where the last paragraphs have their form."""
    found = find_ending([piece.source for piece in pieces])
    made: list[_Piece] = []
    for index, piece in enumerate(pieces):
        places = found.note if index in found.note else found.signature
        if index not in places:
            made.append(piece)
        elif index == places[0]:
            parse = parse_note if places is found.note else parse_signature
            parts = [pieces[place] for place in places]
            parsed = parse([(part.source, SourcePosition("")) for part in parts])
            if parsed.findings:
                line = ledger.line_of(parts[0].strand.origins[0])
                ledger.report(ENDING_KEPT, line, text=quoted(parts[0].strand.text))
                made += [replace(part, source=f"\\{part.source}") for part in parts]
                continue
            strand = reduce(add, (part.strand for part in parts))
            made.append(_Piece(strand, block=parsed.block))
    return made


def _table_end(lines: Sequence[Line], index: int) -> int:
    """Where the rows that start in a line end; the line itself where there is no rule below it."""
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if not lines[index].text.startswith("|") or not _RULE_ROW.fullmatch(following):
        return index
    end = index
    while end < len(lines) and lines[end].text.startswith("|"):
        end += 1
    return end


def _table(lines: Sequence[str]) -> Table | None:
    """The table that rows make, where all their words are in it."""
    if len(lines) < 3:
        return None
    parsed = parse_table(lines, "", 1)
    if parsed.table is None or parsed.findings:
        return None
    words = _TABLE_SIGNS.sub("", "".join((lines[0], *lines[2:])))
    cells = (*parsed.table.header, *(cell for row in parsed.table.rows for cell in row))
    found = _TABLE_SIGNS.sub("", "".join(inlines_text(cell) for cell in cells))
    return parsed.table if words == found else None


def _blocks(pieces: Sequence[_Piece]) -> tuple[Block, ...]:
    """The blocks, levels and byline found by the reader of sources itself."""
    parsed = parse_blocks([piece.source for piece in pieces]).blocks
    blocks: list[Block] = []
    for piece, block in zip(pieces, parsed, strict=True):
        text = piece.strand.text
        if piece.block is not None:
            blocks.append(piece.block)
        elif block_text(block) == text and isinstance(block, Paragraph | Heading):
            blocks.append(block)
        else:
            blocks.append(Paragraph(piece.inlines, SourcePosition("")))
    return tuple(blocks)


def _is_too_long(count: int, line: int, ledger: Ledger) -> bool:
    if count >= PARAGRAPH_CHARACTERS:
        ledger.report(LONG_PARAGRAPH, line, count=count, limit=PARAGRAPH_CHARACTERS)
    return count >= PARAGRAPH_CHARACTERS


def _source_line(inlines: Inlines) -> str:
    line = write_inlines(inlines)
    return f"\\{line}" if _NOTATION_START.match(line) or is_comment(line) else line
