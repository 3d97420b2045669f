"""Lines of a source text (文本行): where they end, and the blanks around what they say."""

from __future__ import annotations

import re

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Line ends of every system, those of Unicode included (Unicode 5.8, newline guidelines)."""
BLANKS = " \t\u3000\xa0"
"""What may stand around a text without belonging to it."""


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends; a line end closing the text begins no line."""
    lines = LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    return lines
