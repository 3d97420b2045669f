"""Options in braces (花括号里的说明) that end a caption or a picture: {全框}, {宽=60%}."""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import Struct

from typeset.content.document import TableRules, TableTurn

_BRACES = re.compile(r"(?<!\\)(?:\\\\)*(\{([^{}\[\]()|]*)\}?)$")
_WIDTH = re.compile(r"(?:宽|width)\s*[=＝:：]\s*(\d{1,3})\s*[%％]", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,，、;；]+")

RULES: dict[str, TableRules] = {
    "全框": "full",
    "full": "full",
    "三线": "three-line",
    "three-line": "three-line",
}
TURNS: dict[str, TableTurn] = {
    "横排": "turned",
    "turned": "turned",
    "竖排": "upright",
    "upright": "upright",
}
WIDTH_EXAMPLE = "宽=60%"


class TableOptions(Struct, frozen=True):
    """Options of a table."""

    rules: TableRules = "style"
    turn: TableTurn = "auto"


class Braces(Struct, frozen=True):
    """What stands before the braces that end a text, and what is in them."""

    before: str
    inside: str
    closed: bool


def find_braces(text: str) -> Braces | None:
    """The braces that end a text without blanks after it; one that is not closed counts."""
    match = _BRACES.search(text)
    if match is None:
        return None
    return Braces(text[: match.start(1)], match[2].strip(), match[1].endswith("}"))


def table_options(braces: Braces) -> TableOptions | None:
    """The options of a table, or None where a word is not known."""
    words = [word.lower() for word in _BETWEEN.split(braces.inside) if word]
    if not braces.closed or not words or not _all_known(words, (*RULES, *TURNS)):
        return None
    rules: TableRules = next((RULES[word] for word in words if word in RULES), "style")
    turn: TableTurn = next((TURNS[word] for word in words if word in TURNS), "auto")
    return TableOptions(rules, turn)


def picture_width(braces: Braces) -> int | None:
    """The width of a picture in per cent of the measure, or None where none is understood."""
    match = _WIDTH.fullmatch(braces.inside)
    percent = int(match[1]) if match else 0
    return percent if braces.closed and 0 < percent <= 100 else None


def _all_known(words: Collection[str], known: Collection[str]) -> bool:
    return all(word in known for word in words)
