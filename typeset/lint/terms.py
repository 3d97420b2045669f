"""Words to be watched (用语表)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from typeset.base.findings import Severity


@dataclass(frozen=True, slots=True)
class Term:
    """用语: what is wrong, what is right, how much it matters, and why."""

    wrong: str
    right: str
    level: Severity
    why: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """用语表: terms by what is wrong, groups of forms of which one issue should keep to one, and
    the posts (职务) of people by name."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    forms: tuple[tuple[str, ...], ...] = ()
    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NO_TERMS = Terms()
