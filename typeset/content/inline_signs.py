"""The signs of inline notation (行内标记的写法) as patterns, for reading and for writing back.

Each notation is told from ordinary text by what it may hold: a superscript holds letters, digits
and signs but no blank, a subscript stands behind a letter and holds ASCII, so that 10~20% and
30~40% keep their tildes.
"""

from __future__ import annotations

import re

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
