"""Paragraphs cut at the ends of pages joined again (跨页断段): only where the text says so.

A Word file, a web page or Markdown says itself where a paragraph ends: there only a word or a
number that was cut in two is joined, and a sentence broken behind a comma where no blank line, no
indent and no label speaks against it.  Lines of plain text and of OCR are joined by their widths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from msgspec.structs import replace

from typeset.content.limits import HEADING_CHARACTERS
from typeset.content.parse_blocks import number_of_heading
from typeset.content.paths import material_number
from typeset.importers.manuscript.account import cuts_word, width
from typeset.importers.manuscript.result import NOTATION, Span, Transcript
from typeset.importers.manuscript.strand import Ledger, Line, Strand
from typeset.importers.recognising.find_materials import is_marker
from typeset.importers.recognising.read_front_matter import is_contents_label

MEASURE = 28
"""Characters in a line of an official document (GB/T 9704-2012, 5.2.3)."""

_INDENT = 2
_SLACK = 2.5
"""A full line holds up to this much more than the grid, its marks squeezed."""
_LEAST = 20
"""A piece shorter than most of a line was not cut by the end of a page."""
_CLOSED = re.compile(
    r"(?:[。！？!?…：:；;]|[.—])[”’）)」』》】]*\Z|[。！？…][”’]?[（(][^（）()]*[）)]\Z"
)
_NUMBER_GOES_ON = re.compile(r"[.％%年月日万亿元](?![\u3400-\u9fff]{0,3}[:：])")
_YEAR_CUT = re.compile(r"(?<!\d)(?:19|20)\d?\Z")
_TAIL = 200
_GOES_ON = re.compile(r"[，、,]\Z")
_CANNOT_START = re.compile(r"[，。、；：！？）》”’】」』…,;:?!)]")
_QUOTED_END = re.compile(r"[”’）)》】」』]\Z")
_ADDRESS_END = re.compile(r"[!-~]*(?:://|www\.|@)[!-~]+\Z")
_DATE = re.compile(
    r"[（(]?[\d〇一二三四五六七八九十○]{2,4}\s*年[\d一二三四五六七八九十\s]+月.{0,5}日[）)]?"
)
_BLOCK = re.compile(r"[|｜]|!\[")
"""How a row of a table or a picture begins."""
_LABEL = re.compile(
    r"[•●○■□◆◇▪▶➢·*+-]\s*\S|[①-⑳⑴-⒇]|\d{1,3}\s*[:：.、)）]"
    r"|(?:\*\*)?[\u3400-\u9fff]{1,8}(?:\*\*)?[:：]|[（(【\[][^（）()]{0,24}(?:摄|图|供图|制图)[】\])）]?\Z"
)
"""How an item of a list, a line 注：, 联系方式： or a picture's credit begins."""
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*")
_DECIMAL = re.compile(r"\d+\.\d")
_FIGURES = re.compile(r"[-+]?\d[\d,.]*%?\s+(?:[-+]?\d[\d,.]*%?|-|—)\Z")
"""How a row of figures ends, as it is copied out of a table."""


def join_paragraphs(lines: Sequence[Line], ledger: Ledger) -> list[Line]:
    """The paragraphs of a text, each as one line; each join is in the ledger."""
    paragraphs: list[list[Line]] = []
    tail = ""
    length = 0.0
    for line in lines:
        gap = bool(paragraphs) and line.number > paragraphs[-1][-1].number + 1
        if paragraphs and goes_on(paragraphs[-1][0], tail, length, line, gap=gap):
            ledger.join(paragraphs[-1][-1].number, line.number, "page-break")
            paragraphs[-1].append(line)
            tail = (tail + line.text)[-_TAIL:]
            length += width(line.text)
        else:
            paragraphs.append([line])
            tail = line.text[-_TAIL:]
            length = width(line.text)
    return [_joined(pieces) for pieces in paragraphs]


def goes_on(line: Line, tail: str, length: float, following: Line, *, gap: bool = False) -> bool:
    """Whether a paragraph was cut: no end in it, and no beginning in the line that follows.

    `line` is its first line, `tail` the end of its text so far, `length` its length in em; `gap`: a
    blank line stands between.
    """
    text, after = tail.replace("**", ""), following.text.replace("**", "")
    if not text or not after or _CLOSED.search(text) or _ADDRESS_END.search(text):
        return False
    if _starts_something(following, after) or _BLOCK.match(line.text) or _FIGURES.search(text):
        return False
    if following.structured:
        subhead = _BOLD_LINE.fullmatch(line.text)
        return not (gap or subhead) and _is_broken(text, after, following, length)
    if following.indented and not _is_cut(text, after):
        return False
    if _is_title(line, text, length):
        return is_full_line(length) and cuts_word(text, after)
    if _GOES_ON.search(text) or _CANNOT_START.match(after):
        return True
    if length < _LEAST:
        return False
    if _QUOTED_END.search(text):
        return (text[-1] == "》" and after[0] == "《") or is_full_line(length)
    return True


def _is_broken(text: str, after: str, following: Line, length: float) -> bool:
    """Whether one paragraph of a structured file is two by mistake."""
    if length < _LEAST:
        return False
    return _is_cut(text, after) or (text[-1] in "，," and not following.indented)


def _is_cut(text: str, after: str) -> bool:
    """Whether a word or a number reaches over the border."""
    if text[-1].isdigit():
        year = _YEAR_CUT.search(text) and re.match(r"\d{1,2}年", after)
        return bool(year or _NUMBER_GOES_ON.match(after))
    return cuts_word(text, after)


def is_full_line(length: float) -> bool:
    """Whether a paragraph of this length ends at the end of a line of 28 characters."""
    rest = (length + _INDENT) % MEASURE
    return rest <= _SLACK or rest >= MEASURE - 0.5


def _joined(pieces: list[Line]) -> Line:
    if len(pieces) == 1:
        return pieces[0]
    text = "".join(piece.text for piece in pieces)
    origins = [origin for piece in pieces for origin in piece.strand.origins]
    return pieces[0].with_strand(Strand(text, origins))


def _starts_something(line: Line, text: str) -> bool:
    if number_of_heading(text) or line.sharp or _BLOCK.match(text):
        return True
    if _LABEL.match(text) and not _DECIMAL.match(text):
        return True
    return _DATE.fullmatch(text) is not None


def _is_title(line: Line, tail: str, length: float) -> bool:
    """Whether a paragraph so far is a heading that stands alone."""
    if length > 2 * MEASURE or "。" in tail:
        return False
    if line.sharp:
        return True
    numbered = number_of_heading(line.text.replace("**", "")) is not None
    return numbered and len(tail) <= HEADING_CHARACTERS and not _GOES_ON.search(tail)


# Several files as one manuscript (合并来稿): each a material, unless they say it themselves.


def join_transcripts(transcripts: Sequence[Transcript]) -> Transcript:
    """One transcript; a lone file stays as it is.

    A file without a line 材料N gets one: the number in its name, else the next.  The first file may
    be the cover and the contents alone.
    """
    if len(transcripts) == 1:
        return transcripts[0]
    joined = Transcript("", (), "")
    used: set[int] = set()
    for index, given in enumerate(transcripts):
        transcript = given
        lines = transcript.text.splitlines()
        marked = any(is_marker(line) for line in lines)
        front = not index and any(map(is_contents_label, lines))
        if not marked and not front:
            number = _number(transcript.parts[0].file, used)
            used.add(number)
            transcript = with_marker(transcript, number)
        joined = _appended(joined, transcript)
    return joined


def with_marker(transcript: Transcript, number: int) -> Transcript:
    """A transcript below a line that says its number."""
    line = f"材料{number}\n"
    moved = _moved(transcript, len(line), 1)
    put_in = Span(0, len(line), NOTATION)
    return replace(moved, text=line + transcript.text, added=(put_in, *moved.added))


def _number(file: str, used: set[int]) -> int:
    named = material_number(PurePath(file).name)
    if named and named not in used:
        return named
    return max(used, default=0) + 1


def _appended(joined: Transcript, transcript: Transcript) -> Transcript:
    """Two transcripts as one, each beginning a line."""
    between = "" if not joined.text or joined.text.endswith("\n") else "\n"
    before = joined.text + between
    moved = _moved(transcript, len(before), before.count("\n"))
    put_in = (Span(len(joined.text), len(before), NOTATION),) if between else ()
    return Transcript(
        before + transcript.text,
        (*joined.parts, replace(moved.parts[0], first_line=before.count("\n") + 1)),
        ", ".join(dict.fromkeys(kind for kind in (joined.encoding, moved.encoding) if kind)),
        (*joined.added, *put_in, *moved.added),
        (*joined.dropped, *moved.dropped),
        {**joined.roles, **moved.roles},
        {**joined.pictures, **moved.pictures},
        (*joined.findings, *moved.findings),
    )


def _moved(transcript: Transcript, offset: int, lines: int) -> Transcript:
    """A transcript whose offsets and lines count from elsewhere; findings keep their file's."""
    return replace(
        transcript,
        parts=tuple(replace(part, first_line=part.first_line + lines) for part in transcript.parts),
        added=tuple(_shifted(span, offset) for span in transcript.added),
        dropped=tuple(_shifted(span, offset) for span in transcript.dropped),
        roles={line + lines: role for line, role in transcript.roles.items()},
    )


def _shifted(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset, span.rule)
