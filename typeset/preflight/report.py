"""The report (检查报告) of a file: what each check measured, found, or could not measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition, has_errors
from typeset.base.messages import mark, translate
from typeset.preflight.check import Check, Measured, NotMeasured, Said
from typeset.preflight.checks import CHECKS
from typeset.preflight.expected import Profile
from typeset.preflight.messages import BROKEN_CHECK


class State(StrEnum):
    """What came of a check."""

    FINE = mark("nothing found")
    FOUND = mark("found")
    NOT_MEASURED = mark("not measured")


class CheckResult(Struct, frozen=True):
    """What one check had to say; `more` findings were left out."""

    check: Check
    findings: tuple[Finding, ...]
    measured: tuple[Measured, ...]
    not_measured: tuple[NotMeasured, ...]
    more: int = 0

    @property
    def state(self) -> State:
        if self.findings:
            return State.FOUND
        return State.FINE if self.measured else State.NOT_MEASURED


class Report(Struct, frozen=True):
    """报告: the file's name, sha256 and size in bytes, its profile, and every check's result.

    `substituted`: a face served for another, so nothing is said of the look as a whole.
    """

    name: str
    digest: str
    size: int
    pages: int
    profile: Profile
    guessed: bool
    results: tuple[CheckResult, ...]
    substituted: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for result in self.results for finding in result.findings)

    @property
    def verdict(self) -> str:
        """One sentence: what was measured, never more than that."""
        measured = sum(result.state is not State.NOT_MEASURED for result in self.results)
        values = {"measured": measured, "all": len(self.results), "found": len(self.findings)}
        if has_errors(self.findings):
            words = mark("not fit for use: {found} findings; {measured} of {all} checks measured")
        elif self.substituted:
            words = mark(
                "no faults found by {measured} of {all} checks; faces were substituted, so the look"
                " is not the one the style names"
            )
        else:
            words = mark("no faults found by {measured} of {all} checks")
        return translate(words).format_map(values)


# Reports between the worker and the program (报告的交换形式).

_CHECKS = {check.identifier: check for check in CHECKS}


def result_as_json(identifier: str, said: Iterable[Said], more: int) -> dict[str, Any]:
    """What a check said, for the way out of the worker."""
    return {"check": identifier, "more": more, "said": [_said(item) for item in said]}


def _said(item: Said) -> list[Any]:
    if isinstance(item, Measured):
        return ["measured", item.text, item.values]
    if isinstance(item, NotMeasured):
        return ["not measured", item.reason]
    where = item.position
    place = [where.file, where.line, where.column] if where else None
    return ["finding", item.code, item.values, place, item.page]


def report_from_json(name: str, value: Mapping[str, Any], *, guessed: bool) -> Report:
    """The report that a worker wrote.  Raises ValueError when it is not one."""
    try:
        results = tuple(_result(item, SourcePosition(name)) for item in value["results"])
        report = Report(
            name=name,
            digest=str(value["digest"]),
            size=int(value["size"]),
            pages=int(value["pages"]),
            profile=Profile(value["profile"]),
            guessed=guessed,
            results=results,
            substituted=bool(value["substituted"]),
        )
        for finding in report.findings:
            # A finding that cannot be said is garbage; better here than while printing.
            assert finding.message
            assert finding.cure
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(str(error)) from error
    return report


def _result(value: Mapping[str, Any], where: SourcePosition) -> CheckResult:
    check = _CHECKS[value["check"]]
    findings, measured, not_measured = [], [], []
    for kind, *rest in value["said"]:
        if kind == "finding":
            findings.append(_finding(check, where, *rest))
        elif kind == "measured":
            measured.append(Measured(rest[0], _values(rest[1])))
        else:
            not_measured.append(NotMeasured(rest[0]))
    return CheckResult(
        check, tuple(findings), tuple(measured), tuple(not_measured), int(value["more"])
    )


def _finding(
    check: Check, where: SourcePosition, code: str, values: Any, place: Any, page: int | None
) -> Finding:
    kinds: dict[str, Message] = {kind.code: kind for kind in (*check.messages, BROKEN_CHECK)}
    position = SourcePosition(*place) if place else where
    return Finding(kinds[code], _values(values), position, page)


def _values(values: Any) -> tuple[tuple[str, str | int | float], ...]:
    return tuple((str(key), value) for key, value in values)
