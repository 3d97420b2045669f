"""The signs of inline notation (行内标记的写法) as patterns, for reading and for writing back.

Each notation is told from ordinary text by what it may hold: a superscript holds letters, digits
and signs but no blank, a subscript stands behind a letter and holds ASCII, so that 10~20% and
30~40% keep their tildes.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

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
from typeset.content.document_texts import plain_text

ESCAPABLE = "!-/:-@\\[-`{-~０-９Ａ-Ｚａ-ｚ（）。；｜［］＊！：＃＝｛”’》」』〉】"
"""The signs a backslash makes plain anywhere (a character set); others only at a line's start."""

ADDRESS = r"[^()\s]*+(?>(?:\([^()\s]*+\)[^()\s]*+)*)"
"""A link's address: no blanks, brackets in pairs (a regular expression)."""

LABEL = r"[\w.-]{1,30}"
"""A note's label: letters, digits, points and hyphens (a regular expression)."""

_LETTER = r"[^\W_]"
_RAISED = rf"(?:{_LETTER}|[+±−(（′°-])(?:{_LETTER}|[+±−=()（）·.,，、′°-]){{0,19}}"
_LOWERED = r"[0-9A-Za-zα-ω+−(-][0-9A-Za-zα-ω+−=().,-]{0,19}"
_BASE = r"(?:[^\W_]|[\ue000-\uf8ff\ufe00-\ufe0f\U000e0100-\U000e01ef]){1,20}"
_READING = rf"{_LETTER}(?:{_LETTER}|[\u0300-\u036f'’·\- ]){{0,59}}"
_FLAT = r"(?:[^\[\]\\]|\\.)"
_IN_NOTE = rf"(?>(?:{_FLAT}|\[(?>{_FLAT}*)\])*)"
IN_PAIRS = rf"(?>(?:{_FLAT}|\[{_IN_NOTE}\])*)"
"""Words with square brackets in pairs, two deep: a link in a note in a caption."""

SUPERSCRIPT, SUBSCRIPT = re.compile(_RAISED), re.compile(_LOWERED)
RUBY_BASE, RUBY_READING = re.compile(_BASE), re.compile(_READING)

SIGN = re.compile(
    rf"""
      \\(?P<escaped>[{ESCAPABLE}])
    | (?P<bold>\*\*)
    | (?P<equals>={{3,}}|＝{{3,}})
    | (?P<emphasis>==)
    | (?P<note_mark>\[\^(?P<label>{LABEL})\])
    | (?P<note>\^\[(?P<words_of_note>{_IN_NOTE})\])
    | (?P<superscript>\^(?P<raised>{_RAISED})\^)
    | (?P<open_superscript>(?<=[\w)）\]])\^(?=[^\W_]|[+−-]))
    | (?P<subscript>(?<=[^\s\d~])~(?P<lowered>{_LOWERED})~)
    | (?P<open_subscript>(?<=[A-Za-z])~(?=[0-9]))
    | (?P<ruby>[{{｛](?P<base>{_BASE})[|｜](?P<reading>{_READING})[}}｝])
    | (?P<open_ruby>[{{｛]{_BASE}[|｜])
    | (?P<picture>!\[(?=(?>(?:[^\[\]\\]|\\.)*)\]\())
    | (?P<wide_picture>！\[(?=(?>(?:[^\[\]\\]|\\.)*)\]\((?!(?i:https?:|mailto:))))
    | (?P<link>\[(?P<words>(?>(?:[^\[\]\\]|\\.)*))\]\((?P<address>{ADDRESS})\))
    | (?P<wide_link>
        (?:\[[^\[\]［］]*+(?:\]（|］[（(])|［[^\[\]［］]*+[\]］][（(])(?=(?i:https?:|mailto:)))
    | (?P<open_note>\[\^|\^\[)
    | (?P<open_link>\[(?={IN_PAIRS}\]\((?i:https?:|mailto:)))
    | (?P<wide_bold>＊＊)
    | (?P<wide_emphasis>＝＝)
    | (?P<forced_break>(?<![ \t])[ \t]++/[ \t]++)
    """,
    re.VERBOSE,
)
"""One sign or one finished notation; what is broken or mistyped has a name of its own."""

NOTATION = re.compile(r"[\\*\[［＊/^~={｛＝]")
"""What every notation holds: a text without is plain."""

_ALWAYS = (
    r"[\\*\[＊［^]|!$"
    r"|=(?==)|(?<==)=|^=|=$"
    r"|＝(?=＝)|(?<=＝)＝"
    r"|(?<=[A-Za-z])~(?=[0-9])|(?<![\s\d~])~(?=[0-9A-Za-zα-ω+−=().,-]*(?:~|$))"
    rf"|[{{｛](?={_BASE}[|｜])"
)
_IN_WORDS = r"|\]"
_IN_CELL = r"|\|"
_IN_HEADER = r"|(?:(?<=[ \t])|^)/(?=[ \t]|$)"


def signs_to_escape(*, words: bool, cell: bool, header: bool) -> re.Pattern[str]:
    """The characters of plain text that need a backslash where they stand: inside the words of a
    link, a caption or a note ], in a cell |, in header lines the / of ` / `."""
    return re.compile(
        _ALWAYS
        + (_IN_WORDS if words else "")
        + (_IN_CELL if cell else "")
        + (_IN_HEADER if header else "")
    )


# Inlines (行内内容) cut in two or joined, without a character or a position lost.


def split_inlines(inlines: Inlines, offset: int) -> tuple[Inlines, Inlines]:
    """Cut before the character at `offset` of `plain_text(inlines)`.

    Bold words and links on the cut are cut too, each half keeping its kind.
    """
    for index, inline in enumerate(inlines):
        length = len(plain_text((inline,)))
        if offset < length:
            left, right = _split(inline, offset)
            return (*inlines[:index], *left), (*right, *inlines[index + 1 :])
        offset -= length
    return inlines, ()


def join_inlines(left: Inlines, right: Inlines) -> Inlines:
    """The inverse of `split_inlines`: what was cut in two becomes one again."""
    if not left or not right:
        return left + right
    match left[-1], right[0]:
        case Text(text=first), Text(text=second):
            joined: Inline = Text(first + second, left[-1].position)
        case Strong(children=first_children), Strong(children=second_children):
            joined = Strong(join_inlines(first_children, second_children), left[-1].position)
        case Emphasis(children=first_children), Emphasis(children=second_children):
            joined = Emphasis(join_inlines(first_children, second_children), left[-1].position)
        case Link() as first_link, Link() as second_link if (
            first_link.address == second_link.address
        ):
            words = join_inlines(first_link.children, second_link.children)
            joined = replace(first_link, children=words)
        case _:
            return left + right
    return (*left[:-1], joined, *right[1:])


def _split(inline: Inline, offset: int) -> tuple[Inlines, Inlines]:
    if offset == 0:
        return (), (inline,)
    match inline:
        case Text():
            return _split_text(inline, offset)
        case Strong() | Emphasis() | Link():
            left, right = split_inlines(inline.children, offset)
            position = next((child.position for child in right), inline.position)
            return (replace(inline, children=left),), (
                replace(inline, children=right, position=position),
            )
        case _:
            return (inline,), ()


def _split_text(text: Text, offset: int) -> tuple[Inlines, Inlines]:
    columns = text.columns
    column = columns[offset] if columns else text.position.column + offset
    right = columns[offset:]
    follows = bool(right) and right[-1] - right[0] == len(right) - 1
    return (
        (Text(text.text[:offset], text.position, columns[:offset]),),
        (
            Text(
                text.text[offset:],
                text.position._replace(column=column),
                () if follows else right,
            ),
        ),
    )


# Inlines back to their notation (写回行内标记), the inverse of `parse_inline`.

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
