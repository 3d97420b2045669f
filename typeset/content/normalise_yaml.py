"""issue.yaml as editors type it to YAML proper (全角冒号): same lines, columns accounted for.

`标题：周重点` and `title:周重点` become `标题: 周重点`; a full-width blank before a key becomes two
half-width ones.  Texts that go on over several lines are left alone.
"""

from __future__ import annotations

import re

from msgspec import Struct

from typeset.base.text_lines import BLANKS
from typeset.base.yaml_nodes import SourceLines
from typeset.content.keys import GROUP_NAMES, MANIFEST_NAMES

_KEY_LINE = re.compile(
    r"""(?P<indent>[ \t\u3000\xa0]*+)
        (?P<dashes>(?>(?:-[ \u3000\xa0]++)*))
        (?P<key>[^\s:："'#\[\]{}&*!|>%@`,\-][^:："'#\[\]{}]{0,30}?)
        [ \t\u3000\xa0]*+(?P<sign>[:：])(?P<value>.*)""",
    re.VERBOSE | re.DOTALL,
)
_ITEM = re.compile(r"[ \t\u3000\xa0]*+(?>(?:-[ \u3000\xa0]++)*)")
_BLOCK_SIGN = re.compile(r"[ \t]*([|>])([+-]?\d?[+-]?[ \t]*(?:#.*)?)")
_WIDE_BLANKS = str.maketrans({"\u3000": "  ", "\xa0": " "})


def normalise_yaml(lines: list[str]) -> SourceLines:
    """Mend indents and the separators of keys; each line stays the line it was."""
    state = _State()
    shifts: dict[int, tuple[int, int]] = {}
    done = SourceLines([], shifts)
    for index, line in enumerate(lines):
        bare = line.strip(BLANKS)
        indent = len(line) - len(line.lstrip(BLANKS))
        if not bare or bare[0] == "#":
            mended, start = line, len(line)
        elif state.continues(indent):
            mended, start = _narrowed(line, indent)
        else:
            mended, start = state.take(line)
        if mended != line:
            shifts[index] = (start, len(line) - len(mended))
        done.lines.append(mended)
    return done


def _narrowed(line: str, end: int) -> tuple[str, int]:
    """The line with full-width blanks before `end` made half-width, and where its text starts."""
    head = line[:end].translate(_WIDE_BLANKS)
    return head + line[end:], len(head)


class _State(Struct):
    """What the lines before say about the next: the column of the last key and whether its value
    is a text, which deeper lines continue."""

    column: int = -1
    has_text: bool = False

    def continues(self, indent: int) -> bool:
        return self.has_text and indent > self.column

    def take(self, line: str) -> tuple[str, int]:
        """The mended line, and the column from which its columns differ from those typed."""
        match = _KEY_LINE.fullmatch(line)
        key = match["key"].lower() if match else ""
        is_known = key in MANIFEST_NAMES
        if match is None or (match["dashes"] and not is_known and match["sign"] == "："):
            self.column = len(line) - len(line.lstrip(BLANKS))
            self.has_text = line.strip(BLANKS) != "-"
            item = _ITEM.match(line)
            return _narrowed(line, item.end() if item else 0)
        self.column = match.start("key")
        value = match["value"]
        bare = value.strip(BLANKS)
        is_text = is_known and key not in GROUP_NAMES
        self.has_text = is_text or bool(bare and bare[0] != "#")
        start = line[: self.column].translate(_WIDE_BLANKS) + match["key"]
        if block := _BLOCK_SIGN.fullmatch(value):
            # Folding would put blanks between Han; the lines are joined by `read_yaml` instead.
            return f"{start}: |{block[2]}", len(start)
        if match["sign"] == ":" and (not value or value[0] in " \t"):
            return f"{start}:{value}", len(start)
        return f"{start}: {value.lstrip(BLANKS)}", len(start) + 2
