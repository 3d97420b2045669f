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


_ROUND = "proof|proof-pictures|approve|release|compare|corrections"

KNOWN = (
    Known(
        "issue|issue-again|release|proof|proof-pictures",
        r"(write /passing/#… \(deleted\)|mkdir /passing/typeset-worker-…): exit 3",
        "no worker can be started: an error of ours (E999) instead of a message",
    ),
    Known(
        "issue|issue-again|proof|proof-pictures|release|approve",
        r"(create|write|fsync|link|rename|mkdir|open) /(out|release|issues/2025-36/proofs)\b.*: exit 1",
        "could not write: exit 2 in all commands",
    ),
    Known(
        ".*",
        r"open /issues/2025-36/pictures/field\.png: exit [13]",
        "a picture that cannot be read",
    ),
    Known(".*", r"open /cache/attachments/….pack: does not say why", "a pack that cannot be read"),
    Known(
        _ROUND,
        r"open /issues/2025-36/.*: does not say why",
        "a file that cannot be read is called damaged or changed",
    ),
    Known(
        "import|import-again|lint-fix",
        r"open /issues/\.new-….*: exit 3",
        "a copy that cannot be read again is an error of ours (E999)",
    ),
    Known(
        "import-again",
        r".*/(attachments|pictures|旧稿\.txt)\b.*: does not say why",
        "what is carried over: which file and why",
    ),
    Known(
        "import-again",
        r"open /issues/\.backups/2025-36-1/issue\.yaml: says something else, and not why",
        "what the old issue.yaml lists is lost in silence",
    ),
    Known(
        "lint-fix",
        r".* /issues/(\.new-…|\.backups)?.*: (does not say why|half of it is made|damaged .*)",
        "a backup is whole or not there; two files are mended both or neither",
    ),
    Known(
        "new",
        r"open /issues/2025-36/issue\.yaml: .*",
        "a last issue that cannot be read is left out in silence",
    ),
)
