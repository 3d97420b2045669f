"""Faults that are known and still open.  Who mends a kind takes its line from here; a line that nothing
matches any more fails the long form of the test."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """A kind of fault: patterns of scenarios and of `call: fault`, and what is wrong with it."""

    scenarios: str
    faults: str
    what: str

    def covers(self, scenario: str, fault: str) -> bool:
        return bool(re.fullmatch(self.scenarios, scenario) and re.fullmatch(self.faults, fault))


KNOWN: tuple[Known, ...] = ()
