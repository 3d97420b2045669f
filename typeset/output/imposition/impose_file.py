"""A finished PDF → its sheets (拼版), by a worker: the file may be anyone's."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark, translate
from typeset.base.records import values_of
from typeset.base.units import Pt
from typeset.base.worker import Ending, WorkerAnswer, WorkerLimits, run_worker
from typeset.output.imposition.arrange_pages import arrange_pages
from typeset.output.imposition.place_pages import Room, make_room
from typeset.output.imposition.sheets import Plan
from typeset.output.imposition.write_sheets import Wanted

_ENTRY = "typeset.output.imposition.write_sheets:impose"
_LIMITS = WorkerLimits(memory=2_000_000_000, written=1_000_000_000)

_NO_FILE = Message(
    "E710",
    mark("{file} cannot be read: {reason}"),
    mark("name a finished PDF, or build the issue first"),
)
_SIZES_DIFFER = Message(
    "E711",
    mark("page {number} of {file} is {size} mm, the first {first} mm; sheets need one size"),
    mark("build the issue anew, so that all its pages have one size, or impose the parts apart"),
)
_TOO_SMALL = Message(
    "E712",
    mark("the sheet {sheet} is too small: the pages of one side need {width} × {height} mm"),
    mark("choose a larger sheet or fewer pages a side (--sheet, --up)"),
)
_NO_PDF = Message(
    "E713",
    mark("{file} cannot be imposed: {reason}"),
    mark("open it in a reader, print it to a new PDF and impose that"),
)
_BLANKS = Message(
    "H714",
    mark("{count} blank pages were put in: {places}"),
    mark("nothing to do; --blanks chooses their place"),
)
NO_MARKS = Message(
    "W715",
    mark("the sheet {sheet} has no room for marks, so none are drawn"),
    mark("choose the next larger sheet, as SRA3 for A3, or --marks none"),
)
_REASONS: Mapping[str, str] = {
    "E603": mark("it is damaged, or no PDF"),
    "E604": mark("it is protected by a password"),
    "E605": mark("it has no pages"),
    "E606": mark("it has too many pages"),
    "E614": mark("one of its pages has no possible size"),
}
_FAILURES: Mapping[Ending, str] = {
    Ending.OUT_OF_TIME: mark("it takes too long"),
    Ending.OUT_OF_MEMORY: mark("it needs too much memory"),
    Ending.CRASHED: mark("it is damaged"),
}


class Imposed(Struct, frozen=True):
    """拼好的版: the sheets as a PDF, how they were arranged, and what is to be said of them."""

    data: bytes
    plan: Plan
    room: Room
    findings: tuple[Finding, ...]


def impose_file(path: Path, wanted: Wanted, sheet: str) -> Imposed:
    """Impose a file; `sheet` is what the user calls the sheet.  Raises SourceError where the file
    cannot be read or its pages do not fit."""
    try:
        with path.open("rb") as source, tempfile.TemporaryFile() as output:
            answer = run_worker(_ENTRY, source, values_of(wanted), output, _LIMITS)
            if answer.ending is not Ending.FINE:
                raise SourceError([_refusal(answer, path, sheet)])
            output.seek(0)
            data = output.read()
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([_NO_FILE.at(file=str(path), reason=reason)]) from error
    return _imposed(data, answer.values, wanted, sheet)


def _imposed(data: bytes, values: Mapping[str, object], wanted: Wanted, sheet: str) -> Imposed:
    """The plan again, which the worker made by the same rules."""
    pages, size = values["pages"], values["page_size"]
    assert isinstance(pages, int)
    assert isinstance(size, list)
    plan = arrange_pages(pages, wanted.binding, wanted.up, wanted.section_pages, wanted.policy)
    edges: tuple[Pt, Pt] = (float(size[0]), float(size[1]))
    room = make_room(plan, edges, wanted.sheet, has_marks=bool(wanted.marks))
    assert room is not None
    findings: list[Finding] = []
    if plan.blanks:
        places = ", ".join(str(at + 1) for at in plan.blanks)
        findings.append(_BLANKS.at(count=len(plan.blanks), places=places))
    if wanted.marks and not room.has_marks:
        findings.append(NO_MARKS.at(sheet=sheet))
    return Imposed(data, plan, room, tuple(findings))


def _refusal(answer: WorkerAnswer, path: Path, sheet: str) -> Finding:
    code = str(answer.values.get("code", ""))
    values = dict(answer.values.get("values", {}))
    if code == _SIZES_DIFFER.code:
        return _SIZES_DIFFER.at(file=path.name, **values)
    if code == _TOO_SMALL.code:
        return _TOO_SMALL.at(sheet=sheet, **values)
    reason = _REASONS.get(code) or _FAILURES.get(answer.ending) or _FAILURES[Ending.CRASHED]
    return _NO_PDF.at(file=path.name, reason=translate(reason))
