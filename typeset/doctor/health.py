"""What a look at the environment gives (体检结果): areas, each with its facts and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from typeset.base.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing looked at: what it is called, what was seen, and the same for programs."""

    subject: str
    seen: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Area:
    """检查项目: things that belong together.  `name` is for programs, `words` for people."""

    name: str
    words: str
    facts: Sequence[Fact] = ()
    findings: Sequence[Finding] = ()

    @property
    def worst(self) -> Severity | None:
        """The gravest of the findings, hints aside, which are no fault."""
        found = {finding.severity for finding in self.findings}
        return next((one for one in (Severity.ERROR, Severity.WARNING) if one in found), None)

    def as_json(self) -> dict[str, Any]:
        worst = self.worst
        return {
            "area": self.name,
            "state": worst.value if worst else "fine",
            "facts": [
                {"subject": fact.subject, "seen": fact.seen, **fact.values} for fact in self.facts
            ],
            "codes": [finding.code for finding in self.findings],
        }


def all_findings(areas: Sequence[Area]) -> Iterator[Finding]:
    """What was found in all areas, the gravest first."""
    for severity in Severity:
        for area in areas:
            yield from (finding for finding in area.findings if finding.severity is severity)
