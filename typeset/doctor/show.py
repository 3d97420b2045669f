"""The examination as lines for people (体检报告), and the way to it where even Click is missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from typeset.base.findings import Finding, Message, Severity, has_errors
from typeset.base.messages import mark, translate
from typeset.base.project import project_folder
from typeset.doctor.examine import examine
from typeset.doctor.health import Area, all_findings

NO_CLICK = Message(
    "E937",
    mark("typeset cannot start: the package {package} is missing"),
    mark("run: make doctor, or: python -m typeset doctor, which says what to do"),
)

_STATES = {None: mark("fine"), Severity.WARNING: mark("weak"), Severity.ERROR: mark("FAULT")}
_MANY = ("packages",)
"""Areas whose facts are told in one line while nothing is wrong with them."""


def show_area(area: Area) -> Iterator[str]:
    """One line for an area, one for each of its facts."""
    yield f"[{translate(_STATES[area.worst])}] {area.words}"
    if area.name in _MANY and area.worst is None:
        told = (f"{fact.subject} {fact.values.get('version', '')}".strip() for fact in area.facts)
        yield "    " + ", ".join(told)
        return
    for fact in area.facts:
        yield f"    {fact.subject}: {fact.seen}"


def summarise(areas: Sequence[Area]) -> str:
    """Whether an edition can be made here."""
    findings = list(all_findings(areas))
    errors = sum(one.severity is Severity.ERROR for one in findings)
    warnings = sum(one.severity is Severity.WARNING for one in findings)
    if errors:
        words = mark("{errors} faults, {warnings} weak points; the cures stand below")
    elif warnings:
        words = mark("editions can be made; {warnings} weak points, the cures stand below")
    else:
        words = mark("all is well")
    return translate(words).format(errors=errors, warnings=warnings)


def run_without_click(package: str, arguments: Sequence[str]) -> int:
    """The doctor where the command line itself cannot start for want of a package; any other
    command is answered with the way to the doctor.  The exit code."""
    if "doctor" not in arguments:
        _print(_with_cures([NO_CLICK.at(package=package)]), sys.stderr)
        return 3
    here = Path.cwd()
    areas = list(examine(here if (here / "issues").is_dir() else project_folder()))
    findings = list(all_findings(areas))
    if "--json" in arguments:
        value = {
            "command": "doctor",
            "ok": not has_errors(findings),
            "findings": [finding.as_json() for finding in findings],
            "areas": [area.as_json() for area in areas],
        }
        _print([json.dumps(value, ensure_ascii=False, default=str)], sys.stdout)
    else:
        _print([line for area in areas for line in show_area(area)], sys.stdout)
        _print([summarise(areas)], sys.stdout)
        _print(_with_cures(findings), sys.stderr)
    return 1 if has_errors(findings) else 0


def _with_cures(findings: Iterable[Finding]) -> Iterator[str]:
    label = translate("cure: {cure}")
    for finding in findings:
        yield str(finding)
        yield "  " + label.format(cure=finding.cure)


def _print(lines: Iterable[str], stream: TextIO) -> None:
    encoding = stream.encoding or "ascii"
    for line in lines:
        print(line.encode(encoding, "backslashreplace").decode(encoding), file=stream)
