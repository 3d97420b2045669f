"""The errors typeset raises.

TypesetError
├── SourceError      what the editor wrote or named, or the disk, cannot be used   exit 2
├── BuildError       the build was stopped by what it found                        exit 1
└── InternalError    a fault of the program itself                                 exit 3

Each carries all the findings known when it was raised; none is raised for the first fault only.
"""

from __future__ import annotations

from collections.abc import Iterable

from typeset.base.findings import Finding


class TypesetError(Exception):
    """Base of all; `findings` says what is wrong, where, and the cure."""

    exit_code = 3

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(str(finding) for finding in self.findings))


class SourceError(TypesetError):
    """A fault of source, style, font, usage or disk: nothing was built (exit 2)."""

    exit_code = 2


class BuildError(TypesetError):
    """The linter, or a check of the finished edition, refused it (exit 1)."""

    exit_code = 1


class InternalError(TypesetError):
    """A promise of the program was broken (exit 3)."""

    exit_code = 3
