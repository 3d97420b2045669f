"""材料 markers in any spelling (材料标记): where the front matter ends and each material starts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.importers import messages
from typeset.importers.manuscript.strand import EMPTY, Ledger, Line, Strand

SAME_MATERIAL = Message(
    "E260",
    mark("材料{number} starts here and also in line {first}"),
    mark("give one of them another number"),
)
MARKER_NUMBER = Message(
    "E264",
    mark("{text} is not a number a material can have"),
    mark("number the materials from 1"),
)
NUMBER_MISSING = Message(
    "W257",
    mark("材料{number} is missing: the numbers go on with 材料{following}"),
    mark("look whether a material was forgotten"),
)

_OPEN = r"[【\[［(（〔「『《〈<]"
_CLOSE = r"[】\]］)）〕」』》〉>]"
_HAN_NUMBER = "[一二三四五六七八九十百]{1,5}"
_MARKER = re.compile(
    rf"\**+\s*+{_OPEN}?\s*+材\s*+料\s*+(?:[之第]\s*+)?"
    rf"(?P<number>\d{{1,9}}|{_HAN_NUMBER}|[①-⑳])\s*+"
    rf"{_CLOSE}?\s*+[:：]?\s*+\**+\s*+(?P<rest>.*)"
)
_SENTENCE = re.compile(r"[。！？；]")
_NOTICE = re.compile(r"\**(?:工作|学习|温馨|特别)?(?:提示|提醒|要求)")
_LONGEST_TITLE = 80
_HIGHEST_NUMBER = 999
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}


class Section(Struct, frozen=True):
    """A material's lines below its marker; `title` is what stood beside the marker."""

    number: int
    marker: Line | None
    lines: tuple[Line, ...]


class Sections(Struct, frozen=True):
    """The manuscript divided: front matter, then the materials."""

    front: tuple[Line, ...]
    materials: tuple[Section, ...]


class _Marker(Struct, frozen=True):
    index: int
    line: Line
    number: int
    label: Strand
    rest: Strand


def find_materials(lines: Sequence[Line], ledger: Ledger) -> Sections:
    """Divide the lines.

    A number that comes twice was a label of the contents the first time; without any marker
    everything is one material.  Markers are placed, so only texts are left.
    """
    found = [marker for index, line in enumerate(lines) if (marker := _marker(index, line))]
    markers = _without_labels(found, lines, ledger)
    if not markers:
        ledger.report(messages.NO_MARKER, 0)
        ledger.insert("材料1/number", "1")
        return Sections((), (Section(1, None, tuple(lines)),))
    sections: list[Section] = []
    ends = [marker.index for marker in markers[1:]] + [len(lines)]
    for marker, end in zip(markers, ends, strict=True):
        if not 1 <= marker.number <= _HIGHEST_NUMBER:
            ledger.report(MARKER_NUMBER, marker.line.number, text=str(marker.number))
        ledger.rewrite(marker.label, str(marker.number), "marker")
        ledger.place(f"材料{marker.number}/number", marker.label)
        beside = (marker.line.with_strand(marker.rest),) if marker.rest.text else ()
        body = (*beside, *lines[marker.index + 1 : end])
        sections.append(Section(marker.number, marker.line, body))
    _report_gaps(sections, ledger)
    return Sections(tuple(lines[: markers[0].index]), tuple(sections))


def read_label(line: Line) -> tuple[int, Strand, Strand] | None:
    """The number, the label and the rest of a line that starts with 材料N; None for others."""
    marker = _marker(0, line)
    return (marker.number, marker.label, marker.rest) if marker else None


def is_marker(text: str) -> bool:
    """Whether a line of a manuscript, its # and blanks included, begins a material."""
    bare = text.strip().lstrip("#＃").strip()
    return _marker(0, Line(0, Strand(bare, range(len(bare))))) is not None


def number_value(text: str) -> int:
    """The value of 12, １２, 十二 or ⑫; 0 where the Han characters make no number."""
    if text[0] in _DIGITS or text[0] in "十百":
        return _han_value(text)
    return int(unicodedata.normalize("NFKC", text))


def _marker(index: int, line: Line) -> _Marker | None:
    match = _MARKER.fullmatch(line.text)
    if match is None:
        return None
    rest = match["rest"].strip("*")
    if rest:
        separated = line.text[match.end("number") : match.start("rest")].replace("*", "")
        if not separated or len(rest) > _LONGEST_TITLE or _SENTENCE.search(rest):
            return None
        if re.match(r"[、，,和与至及是中]", rest):
            return None
    start = match.start("rest")
    label = line.strand.cut(0, start) if rest else line.strand
    return _Marker(
        index,
        line,
        number_value(match["number"]),
        label,
        line.strand.cut(start) if rest else EMPTY,
    )


def _without_labels(found: list[_Marker], lines: Sequence[Line], ledger: Ledger) -> list[_Marker]:
    """The markers without those that only label entries of the contents.

    Labels stand above all markers, and no text among them.
    """
    last = {marker.number: marker for marker in found}
    first_real = min((marker.index for marker in last.values()), default=0)
    first = found[0].index if found else 0
    if any(_is_text(line) for line in lines[first:first_real]):
        first_real = first
    markers = [marker for marker in found if marker.index >= first_real]
    seen: dict[int, _Marker] = {}
    repeated: set[int] = set()
    for marker in markers:
        before = seen.setdefault(marker.number, marker)
        if before is not marker and marker.number not in repeated:
            repeated.add(marker.number)
            ledger.report(
                SAME_MATERIAL,
                marker.line.number,
                number=marker.number,
                first=before.line.number,
            )
    return markers


def _is_text(line: Line) -> bool:
    """Whether a line is a sentence of a material, not of the contents' notice."""
    return line.text.endswith(("。", "！", "？", "”", "）")) and not _NOTICE.match(line.text)


def _report_gaps(sections: list[Section], ledger: Ledger) -> None:
    numbers = {section.number for section in sections}
    expected = 1
    for section in sorted(sections, key=lambda section: section.number):
        if expected < section.number and expected not in numbers:
            line = section.marker.number if section.marker else 0
            ledger.report(NUMBER_MISSING, line, number=expected, following=section.number)
        expected = section.number + 1


def _han_value(text: str) -> int:
    total = 0
    digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
    return total + digit
