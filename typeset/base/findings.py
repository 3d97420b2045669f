"""Where something was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from typeset.base.advice import as_typed_here
from typeset.base.messages import translate


class SourcePosition(NamedTuple):
    """出处: a file (as the editor knows it, relative to the issue's folder), line and column.

    Lines and columns count from 1; a column counts characters, not bytes.  0 means unknown.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


UNKNOWN = SourcePosition("")


# Findings (问题): everything a stage has to say about its input, as values.
#
# A `Message` is one kind of finding, declared once as a constant beside its use (in the
# `messages.py` of a package where several modules say it); `MESSAGE.at(position, key=value)` makes
# a `Finding`.  The words are
# English templates, translated when they are shown (`base.messages`).
#
# The first letter of a code is its severity: E error, W warning, H hint.  Numbers by stage:
# 0xx the linter, 1xx source of an issue, 2xx content, 3xx style, 4xx fonts, 5xx layout,
# 6xx attachments and pictures, 7xx output, 8xx checks of the finished file, 9xx usage and the
# machine.

Value: TypeAlias = str | int | float


class Severity(StrEnum):
    """严重程度."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


_SEVERITY = {"E": Severity.ERROR, "W": Severity.WARNING, "H": Severity.HINT}


@dataclass(frozen=True, slots=True)
class Message:
    """One kind of finding: a stable code, what is wrong, and what to do about it.

    Both texts are `str.format` templates over the values given to `at`.
    """

    code: str
    text: str
    cure: str

    @property
    def severity(self) -> Severity:
        return _SEVERITY[self.code[0]]

    def at(
        self, position: SourcePosition | None = None, *, page: int | None = None, **values: Value
    ) -> Finding:
        """A finding of this kind at a place in the source or on a page (1 = first sheet side)."""
        return Finding(self, tuple(values.items()), position, page)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, with its place and its cure."""

    kind: Message
    values: tuple[tuple[str, Value], ...] = ()
    position: SourcePosition | None = None
    page: int | None = None

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def message(self) -> str:
        return translate(self.kind.text).format_map(dict(self.values))

    @property
    def cure(self) -> str:
        return as_typed_here(translate(self.kind.cure).format_map(dict(self.values)))

    def as_json(self) -> dict[str, str | int | None]:
        """The object that `--json` prints for a finding."""
        where = self.position
        return {
            "severity": self.severity.value,
            "code": self.code,
            "message": self.message,
            "cure": self.cure,
            "file": where.file if where else None,
            "line": (where.line or None) if where else None,
            "column": (where.column or None) if where else None,
            "page": self.page,
        }

    def __str__(self) -> str:
        place = f"{self.position}: " if self.position else ""
        return f"{place}{self.code} {self.message}"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding forbids going on."""
    return any(finding.severity is Severity.ERROR for finding in findings)
