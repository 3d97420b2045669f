"""User-facing words in the reader's language (gettext; English is the source language).

The catalogues lie in `typeset/locale/LANGUAGE/LC_MESSAGES/typeset.mo`.  The language is that of
LANGUAGE, LC_ALL, LC_MESSAGES or LANG, in gettext's own order.  There is one Chinese catalogue,
zh_CN; readers of every other Chinese locale (zh, zh_TW, zh_HK, zh_SG) get it too.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gettext

LOCALE_FOLDER = Path(__file__).parents[1] / "locale"


@lru_cache(maxsize=1)
def _translations() -> gettext.NullTranslations:
    import gettext  # needed only once something is said

    return gettext.translation("typeset", LOCALE_FOLDER, reader_languages(), fallback=True)


def reader_languages() -> list[str]:
    """The languages the environment asks for, first choice first."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return ["zh_CN" if name.startswith("zh") else name for name in value.split(":")]
    return []


def translate(text: str) -> str:
    """The text in the reader's language, or as it is where no translation stands."""
    return _translations().gettext(text) if text else text


def mark(text: str) -> str:
    """Mark a template for the catalogue without translating it yet."""
    return text
