"""Write the rules of the linter into the handbook, between the two switches of its material.

Prints the file where it was changed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

os.environ["LANGUAGE"] = "zh_CN"

from typeset.lint.describe_rules import describe_rules

MATERIAL = Path(__file__).parents[1] / "issues" / "handbook" / "材料4.md"
_RULES = re.compile(r"(?<=^% 审校：关\n).*?(?=^% 审校：开$)", re.DOTALL | re.MULTILINE)


def fresh(text: str) -> str:
    """The material's text with today's rules."""
    rules = describe_rules()
    return _RULES.sub(lambda _: rules, text)


def main() -> None:
    """Bring the handbook up to date."""
    before = MATERIAL.read_text(encoding="utf-8")
    after = fresh(before)
    if after != before:
        MATERIAL.write_text(after, encoding="utf-8")
        print(MATERIAL)


if __name__ == "__main__":
    main()
