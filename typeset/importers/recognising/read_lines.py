"""The manuscript as clean lines (取行): marks of OCR, blanks and what cannot be seen taken away."""

from __future__ import annotations

import re

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.importers.manuscript.result import LINE_END
from typeset.importers.manuscript.strand import Ledger, Line, Strand

DAMAGED_CHARACTER = Message(
    "W260",
    mark("the sign � stands where a character was lost before ({count} in all)"),
    mark("look up the lost characters in the original"),
)
PICTURE_LEFT_OUT = Message(
    "W261",
    mark("the picture {name} was left out"),
    mark("copy it into the issue's folder and write ![caption](file) on a line of its own"),
)

SPACES = " \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Every kind of blank, as a character set (Unicode category Zs, and the tab)."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_BLANKS = (
    " \t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_INDENT = re.compile("[\u3000\u2003]{2}|[ \xa0]{4}|\t")
_SHARPS = re.compile(rf"\A[#＃](?:[#＃{SPACES}])*")
_CLOSING_SHARPS = re.compile(rf"(?<![{SPACES}])[{SPACES}]++[#＃]++\Z")
_PAGE_NUMBER = re.compile(
    rf"[—–―─－-]+[{SPACES}]*\d{{1,4}}[{SPACES}]*[—–―─－-]+"
    rf"|第[{SPACES}]*\d{{1,4}}[{SPACES}]*页(?:[{SPACES}/，,]*共[{SPACES}]*\d{{1,4}}[{SPACES}]*页)?"
)
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,})")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(([^()]*)\)")


def read_lines(ledger: Ledger) -> list[Line]:
    """The lines that hold text, in order; what was taken away is in the ledger."""
    lines: list[Line] = []
    start = 0
    for match in [*LINE_END.finditer(ledger.manuscript), None]:
        end = match.start() if match else len(ledger.manuscript)
        if end > start:
            strand = Strand(ledger.manuscript[start:end], range(start, end))
            line = _clean(ledger.left(strand), len(ledger.line_starts), ledger)
            if line is not None:
                lines.append(line)
        if match:
            start = match.end()
            ledger.line_starts.append(start)
    _report_damage(ledger)
    return lines


def strip_blanks(strand: Strand, ledger: Ledger) -> Strand:
    """The strand without blanks around it."""
    text = strand.text
    start, end = len(text) - len(text.lstrip(_BLANKS)), len(text.rstrip(_BLANKS))
    if start >= end:
        spans = [(0, len(text))] if text else []
    else:
        spans = [span for span in ((0, start), (end, len(text))) if span[0] < span[1]]
    return ledger.drop(strand, spans, "outer-blank")


def _clean(strand: Strand, number: int, ledger: Ledger) -> Line | None:
    indented = _INDENT.match(strand.text) is not None
    strand = _without(_UNSEEN, strand, ledger, "invisible-character")
    strand = strip_blanks(strand, ledger)
    sharp = _SHARPS.match(strand.text)
    if sharp:
        strand = ledger.drop(strand, [sharp.span()], "number-sign")
        strand = _without(_CLOSING_SHARPS, strand, ledger, "number-sign")
    if not strand.text:
        return None
    bare = strand.text.replace("**", "").strip()
    if _PAGE_NUMBER.fullmatch(bare):
        ledger.discard(strand, "page-number")
        return None
    if not bare or _RULE.fullmatch(bare):
        ledger.discard(strand, "rule")
        return None
    picture = _PICTURE.fullmatch(strand.text)
    if picture and picture[1] not in ledger.pictures:
        ledger.discard(strand, "picture")
        ledger.report(PICTURE_LEFT_OUT, number, name=picture[1][:60] or "()")
        return None
    return Line(number, strand, bool(sharp), indented, ledger.is_structured(number))


def _without(pattern: re.Pattern[str], strand: Strand, ledger: Ledger, rule: str) -> Strand:
    return ledger.drop(strand, [match.span() for match in pattern.finditer(strand.text)], rule)


def _report_damage(ledger: Ledger) -> None:
    first = ledger.manuscript.find("\ufffd")
    if first >= 0:
        count = ledger.manuscript.count("\ufffd")
        ledger.report(DAMAGED_CHARACTER, ledger.line_of(first), count=count)
