"""One value of issue.yaml as text (写 YAML 值): plain where that is safe, else in quotes."""

from __future__ import annotations

import re

_PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`\\<](?>(?:[^\s:#]|:(?=\S)|#|[ ](?=[^\s#]))*)(?<!:)"
)
_PRINTABLE = re.compile("[\x20-\x7e\xa1-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*+")
_LINE_ENDS = re.compile("[\u2028\u2029]")
_ESCAPED = re.compile(
    r'["\\]|'
    "[^\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def write_scalar(text: str, *, inside_brackets: bool = False) -> str:
    """A text as a YAML scalar of one line (YAML 1.1, 5.1 and 7.3).

    `inside_brackets`: an item of `[…]`, where commas and brackets are signs too.
    """
    plain = _PLAIN.fullmatch(text) and _PRINTABLE.fullmatch(text) and not _LINE_ENDS.search(text)
    if plain and not (inside_brackets and re.search(r"[,\[\]{}:]", text)):
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char in '"\\':
        return "\\" + char
    code = ord(char)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"
