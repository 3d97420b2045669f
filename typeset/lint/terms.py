"""Words to be watched (用语表)."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from typeset.base.findings import Severity


class Term(Struct, frozen=True):
    """用语: what is wrong, what is right, how much it matters, and why."""

    wrong: str
    right: str
    level: Severity
    why: str = ""


class Terms(Struct, frozen=True):
    """用语表: terms by what is wrong, groups of forms of which one issue should keep to one, and
    the posts (职务) of people by name."""

    terms: Mapping[str, Term] = {}
    forms: tuple[tuple[str, ...], ...] = ()
    people: Mapping[str, tuple[str, ...]] = {}


NO_TERMS = Terms()
