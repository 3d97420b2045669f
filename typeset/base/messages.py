"""User-facing words in the reader's language (gettext; English is the source language).

The catalogues lie in `typeset/locale/LANGUAGE/LC_MESSAGES/typeset.mo`.  The language is that of
LC_ALL, LC_MESSAGES, LANG or LANGUAGE, in gettext's own order.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gettext

LOCALE_FOLDER = Path(__file__).parents[1] / "locale"


@lru_cache(maxsize=1)
def _translations() -> gettext.NullTranslations:
    import gettext  # noqa: PLC0415 (needed only once something is said)

    return gettext.translation("typeset", LOCALE_FOLDER, fallback=True)


def translate(text: str) -> str:
    """The text in the reader's language, or as it is where no translation stands."""
    return _translations().gettext(text) if text else text


def mark(text: str) -> str:
    """Mark a template for the catalogue without translating it yet."""
    return text
