"""Lines of a material that speak to the program and are not printed (注释行)."""

from __future__ import annotations

import re

COMMENT = re.compile(r"[%％]\s*(?:lint|审校)\s*[:：]", re.IGNORECASE)
"""`% lint: off E001` or `% 审校：关 E001`; any other line that starts with % is text."""


def is_comment(line: str) -> bool:
    """Whether a line, without blanks around it, is not printed."""
    return line[:1] in {"%", "％"} and COMMENT.match(line) is not None
