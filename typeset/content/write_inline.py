"""Inlines back to their notation (写回行内标记), the inverse of `parse_inline`."""

from __future__ import annotations

import re

from msgspec import Struct

from typeset.content.document import (
    Byline,
    Emphasis,
    ForcedBreak,
    Inline,
    Inlines,
    Link,
    Note,
    NoteMark,
    Ruby,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from typeset.content.inline_signs import ADDRESS, signs_to_escape

_ADDRESS = re.compile(ADDRESS)
_ADDRESS_ESCAPES = str.maketrans({sign: f"%{ord(sign):02X}" for sign in " \t()|[]"})


def write_inlines(
    inlines: Inlines,
    *,
    header: bool = False,
    cell: bool = False,
    words: bool = False,
    plain_at: frozenset[int] = frozenset(),
) -> str:
    """Inlines in their notation, in one line.

    `header`: ` / ` is notation there.  `cell`: | is.  `words`: the words of a link, a caption or
    a note, where ] is.  `plain_at`: offsets in `plain_text(inlines)` of characters that need a
    backslash to be no pattern (a 。 inside a title, the bracket of what only looks like a byline).
    """
    return _Writer(header, cell, plain_at).write(inlines, words=words)


class _Writer(Struct):
    header: bool
    cell: bool
    plain_at: frozenset[int]
    offset: int = 0
    patterns: dict[bool, re.Pattern[str]] = {}

    def write(self, inlines: Inlines, *, words: bool) -> str:
        return "".join([self._write_one(inline, words=words) for inline in inlines])

    def _write_one(self, inline: Inline, *, words: bool) -> str:
        match inline:
            case Text(text=text):
                return self._write_text(text, self._signs(words=words))
            case ForcedBreak():
                return " / "
            case Strong(children=children):
                return f"**{self.write(children, words=words)}**"
            case Emphasis(children=children):
                return f"=={self.write(children, words=words)}=="
            case NoteMark(label=label):
                return f"[^{label}]"
            case Note(children=children):
                inner = _Writer(False, self.cell, frozenset())
                return f"^[{inner.write(children, words=True)}]"
            case Link(children=children, address=address):
                inner_words = self.write(children, words=True)
                return f"[{inner_words}]({self._write_address(address, words=words)})"
            case _:
                self.offset += len(inline.text)
                return self._write_box(inline)

    def _write_box(self, inline: Superscript | Subscript | Ruby | Byline) -> str:
        """What holds characters without notation in them."""
        match inline:
            case Superscript(text=text):
                return f"^{text}^"
            case Subscript(text=text):
                return f"~{text}~"
            case Ruby(text=text, reading=reading):
                return f"{{{text}{'｜' if self.cell else '|'}{reading}}}"
            case Byline(text=text):
                return text

    def _write_address(self, address: str, *, words: bool) -> str:
        bracketed = words and not {"[", "]"}.isdisjoint(address)
        if _ADDRESS.fullmatch(address) and not ((self.cell and "|" in address) or bracketed):
            return address
        return address.translate(_ADDRESS_ESCAPES)

    def _write_text(self, text: str, signs: re.Pattern[str]) -> str:
        start, self.offset = self.offset, self.offset + len(text)
        parts: list[str] = []
        done = 0
        for stop in sorted(place for place in self.plain_at if start <= place < self.offset):
            parts.append(signs.sub(r"\\\g<0>", text[done : stop - start]))
            parts.append("\\" + text[stop - start])
            done = stop - start + 1
        parts.append(signs.sub(r"\\\g<0>", text[done:]))
        return "".join(parts)

    def _signs(self, *, words: bool) -> re.Pattern[str]:
        if words not in self.patterns:
            self.patterns[words] = signs_to_escape(words=words, cell=self.cell, header=self.header)
        return self.patterns[words]
