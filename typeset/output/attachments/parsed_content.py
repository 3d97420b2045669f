"""Content streams taken apart (内容流解析), each once, for the checks and for the colours."""

from __future__ import annotations

from typing import Any, TypeAlias

import pikepdf

from typeset.output.attachments import limits
from typeset.output.attachments.error import ForeignError

Instructions: TypeAlias = list[tuple[str, Any]]
"""Operators by name, each with its whole instruction; INLINE for a picture among them."""

INLINE = "BI"


class ParsedContents:
    """The contents of one page and of the forms that it paints."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Instructions] = {}

    def of(self, content: Any) -> Instructions:
        """What a page or form paints.  Raises ForeignError (E615) where that is too much."""
        key = getattr(content, "obj", content).objgen
        known = self._known.get(key)
        if known is None:
            instructions = pikepdf.parse_content_stream(content)
            if len(instructions) > limits.OPERATORS:
                raise ForeignError("E615")
            known = [(_name(one), one) for one in instructions]
            self._known[key] = known
        return known

    def rename(self, page: pikepdf.Page, form: pikepdf.Stream) -> None:
        """Let a form made of a page have the page's content."""
        self._known[form.objgen] = self._known.pop(page.obj.objgen)


def _name(instruction: Any) -> str:
    if isinstance(instruction, pikepdf.ContentStreamInlineImage):
        return INLINE
    return str(instruction.operator)
