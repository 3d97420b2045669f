"""The report (检查报告) of a file: what each check measured, found, or could not measure."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from typeset.base.findings import Finding, has_errors
from typeset.base.messages import mark, translate
from typeset.preflight.check import Check, Measured, NotMeasured, Profile


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
