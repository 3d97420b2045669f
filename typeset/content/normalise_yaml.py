"""issue.yaml as editors type it to YAML proper (全角冒号): same lines, columns accounted for.

`标题：周重点` and `title:周重点` become `标题: 周重点`; a full-width blank before a key becomes two
half-width ones.  Texts that go on over several lines are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from typeset.base.text_lines import BLANKS
from typeset.base.yaml_nodes import SourceLines
from typeset.content.keys import GROUP_NAMES, MANIFEST_NAMES

_KEY_LINE = re.compile(
    r"""(?P<indent>[ \t\u3000\xa0]*+)
        (?P<dashes>(?:-[ \u3000\xa0]++)*+)
        (?P<key>[^\s:："'#\[\]{}&*!|>%@`,\-][^:："'#\[\]{}]{0,30}?)
        [ \t\u3000\xa0]*+(?P<sign>[:：])(?P<value>.*)""",
    re.VERBOSE | re.DOTALL,
)
_BLOCK_SIGN = re.compile(r"[ \t]*([|>])([+-]?\d?[+-]?[ \t]*(?:#.*)?)")
_WIDE_BLANKS = str.maketrans({"\u3000": "  ", "\xa0": " "})


def normalise_yaml(lines: list[str]) -> SourceLines:
    """Mend the separators of keys; each line stays the line it was."""
    state = _State()
    shifts: dict[int, tuple[int, int]] = {}
    done = SourceLines([], shifts)
    for index, line in enumerate(lines):
        bare = line.strip(BLANKS)
        indent = len(line) - len(line.lstrip(BLANKS))
        if bare and bare[0] != "#" and not state.continues(indent):
            line = state.take(line, index, shifts)  # noqa: PLW2901 (the mended line)
        done.lines.append(line)
    return done


@dataclass(slots=True)
class _State:
    """What the lines before say about the next: the column of the last key and whether its value
    is a text, which deeper lines continue."""

    column: int = -1
    has_text: bool = False

    def continues(self, indent: int) -> bool:
        return self.has_text and indent > self.column

    def take(self, line: str, index: int, shifts: dict[int, tuple[int, int]]) -> str:
        match = _KEY_LINE.fullmatch(line)
        key = match["key"].lower() if match else ""
        if match is None or (
            match["dashes"] and key not in MANIFEST_NAMES and match["sign"] == "："
        ):
            self.column = len(line) - len(line.lstrip(BLANKS))
            self.has_text = line.strip(BLANKS) != "-"
            return line
        value = match["value"]
        head = match["indent"].translate(_WIDE_BLANKS) + match["dashes"].translate(_WIDE_BLANKS)
        self.column = len(match["indent"] + match["dashes"])
        bare = value.strip(BLANKS)
        is_text = key in MANIFEST_NAMES and key not in GROUP_NAMES
        self.has_text = is_text or bool(bare and bare[0] != "#")
        if block := _BLOCK_SIGN.fullmatch(value):
            # Folding would put blanks between Han; the lines are joined by `read_yaml` instead.
            value = f" |{block[2]}"
        proper = match["sign"] == ":" and (not value or value[0] in " \t")
        rest = value if proper else f" {value.lstrip(BLANKS)}"
        mended = f"{head}{match['key']}:{rest}"
        if mended != line:
            start = len(mended) - len(rest.lstrip(BLANKS))
            shifts[index] = (
                (start, len(line) - len(mended))
                if not _BLOCK_SIGN.fullmatch(value)
                else (len(head), 0)
            )
        return mended
