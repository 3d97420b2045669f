"""The program's former name: who calls it is told the new one, once."""

from __future__ import annotations

import sys

from typeset.base.cache import read_cache, write_cache
from typeset.base.messages import mark, translate

_TOLD = "new-name.json"
_WORDS = mark("the program is called paiban now; typeset goes on working by its path")


def tell_new_name() -> None:
    """Say the new name on standard error, unless it was said to this user before."""
    if read_cache(_TOLD) is None:
        sys.stderr.write(translate(_WORDS) + "\n")
        write_cache(_TOLD, {"told": True})
