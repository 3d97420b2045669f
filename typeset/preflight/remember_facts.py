"""Facts of finished files (应有内容的留存), kept in the user's cache under each file's own digest.

So a file that the build has made can be examined later, and one that was changed cannot be held
against facts that are not its own.
"""

from __future__ import annotations

import hashlib
import io
from typing import IO, Any

from typeset.base.cache import read_cache, write_cache
from typeset.preflight.expected import ExpectedFacts
from typeset.preflight.facts_json import facts_as_json, facts_from_json


def remember_facts(data: bytes, facts: ExpectedFacts) -> None:
    """Keep the facts of a finished file in the user's cache, under the file's digest."""
    write_cache(_facts_name(io.BytesIO(data)), facts_as_json(facts))


def recall_facts(file: IO[bytes]) -> ExpectedFacts | None:
    """The facts of exactly this file, where its build was here."""
    try:
        return facts_from_json(read_cache(_facts_name(file)))
    except ValueError:
        return None


def _facts_name(file: Any) -> str:
    file.seek(0)
    return f"facts-{hashlib.file_digest(file, 'sha256').hexdigest()[:32]}.json"
