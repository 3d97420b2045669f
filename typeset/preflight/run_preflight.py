"""Preflight (付印前检查): a finished file examined in a worker, apart and within limits."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from typeset.base.disk import reason_of
from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark, translate
from typeset.base.worker import Ending, WorkerLimits, run_worker
from typeset.preflight.expected import (
    ExpectedFacts,
    Profile,
    facts_as_json,
    facts_from_json,
    recall_facts,
)
from typeset.preflight.limits import REPORT_BYTES
from typeset.preflight.messages import LOCKED, NO_PDF, TOO_LARGE, TOO_MANY_PAGES
from typeset.preflight.report import Report, report_from_json

NO_TIME = Message(
    "E885",
    mark("{file} could not be examined in the time allowed"),
    mark("export it again from the program that made it; it may be built to loop"),
)
NO_MEMORY = Message(
    "E886",
    mark("{file} could not be examined in the memory allowed"),
    mark("export it again from the program that made it; it may be built to swell"),
)
CRASHED = Message(
    "E887",
    mark("{file} could not be examined: the examination crashed"),
    mark("export it again from the program that made it"),
)
NO_FILE = Message(
    "E890",
    mark("{file} cannot be read: {reason}"),
    mark("check the name; sources stay where they are"),
)
BAD_FACTS = Message(
    "E891",
    mark("{file} holds no facts of a build: {reason}"),
    mark("leave --facts out, or build the edition again"),
)

_ENTRY = "typeset.preflight.examine:examine"
_LIMITS = WorkerLimits(written=REPORT_BYTES)
_REFUSALS = {kind.code: kind for kind in (NO_PDF, LOCKED, TOO_LARGE, TOO_MANY_PAGES)}
_FAILURES: Mapping[Ending, Message] = {
    Ending.OUT_OF_TIME: NO_TIME,
    Ending.OUT_OF_MEMORY: NO_MEMORY,
    Ending.CRASHED: CRASHED,
}


def preflight_file(
    path: Path, profile: Profile | None = None, facts_file: Path | None = None
) -> Report:
    """Examine a file; its facts are those of `facts_file`, else those its build remembered.

    Raises SourceError when the file, or the facts, cannot be examined at all.
    """
    try:
        with path.open("rb") as file:
            if not path.is_file():
                raise SourceError([NO_FILE.at(file=str(path), reason=os.strerror(22))])
            facts = _load_facts(facts_file) if facts_file else recall_facts(file)
            return _examine(file, path.name, profile, facts)
    except OSError as error:
        reason = reason_of(error)
        raise SourceError([NO_FILE.at(file=str(path), reason=reason)]) from error


def preflight_bytes(data: bytes, name: str, profile: Profile, facts: ExpectedFacts) -> Report:
    """Examine a file that is not written yet.  Raises SourceError when it cannot be at all."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        return _examine(file, name, profile, facts)


class FinishedFile(Struct, frozen=True):
    """成品文件: not written yet; its name, bytes, profile and facts."""

    name: str
    data: bytes
    profile: Profile
    facts: ExpectedFacts


def preflight_built(*files: FinishedFile) -> tuple[Finding, ...]:
    """What is found in the files of one build, examined side by side.

    A finding that several files share is given once, for the first.  A file that cannot be
    examined is a finding too.
    """
    from concurrent.futures import ThreadPoolExecutor

    def examine(file: FinishedFile) -> tuple[Finding, ...]:
        try:
            return preflight_bytes(file.data, file.name, file.profile, file.facts).findings
        except SourceError as error:
            return error.findings

    found: dict[object, Finding] = {}
    with ThreadPoolExecutor(len(files)) as pool:
        for findings in pool.map(examine, files):
            for finding in findings:
                found.setdefault((finding.code, finding.values, finding.page), finding)
    return tuple(found.values())


def _load_facts(path: Path) -> ExpectedFacts:
    try:
        return facts_from_json(json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0][:100]
        raise SourceError([BAD_FACTS.at(file=str(path), reason=reason)]) from error


def _examine(
    file: IO[bytes], name: str, profile: Profile | None, facts: ExpectedFacts | None
) -> Report:
    request = {
        "name": name,
        "profile": profile.value if profile else None,
        "facts": facts_as_json(facts) if facts else None,
    }
    with tempfile.TemporaryFile() as output:
        answer = run_worker(_ENTRY, file, request, output, _LIMITS)
        if answer.failed:
            raise SourceError([_FAILURES[answer.ending].at(file=name)])
        if answer.ending is Ending.REFUSED:
            raise SourceError([_refusal(name, answer.values)])
        output.seek(0)
        try:
            value = json.loads(output.read(REPORT_BYTES + 1))
            return report_from_json(name, value, guessed=profile is None)
        except (ValueError, RecursionError) as error:
            raise SourceError([CRASHED.at(file=name)]) from error


def _refusal(name: str, said: Mapping[str, Any]) -> Any:
    kind = _REFUSALS.get(str(said.get("code")))
    values = said.get("values")
    if kind is None or not isinstance(values, dict):
        return CRASHED.at(file=name)
    finding = kind.at(**{str(key): value for key, value in values.items()})
    try:
        assert translate(finding.message)
    except KeyError:
        return CRASHED.at(file=name)
    return finding
