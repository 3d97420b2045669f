"""Reports between the worker and the program (报告的交换形式)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from typeset.base.findings import Finding, Message
from typeset.base.source_position import SourcePosition
from typeset.preflight.check import Check, Measured, NotMeasured, Profile, Said
from typeset.preflight.checks import CHECKS
from typeset.preflight.messages import BROKEN_CHECK
from typeset.preflight.report import CheckResult, Report

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
