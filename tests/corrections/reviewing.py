"""Marks in a PDF as the readers of this world make them (Acrobat, PDF.js, Preview, Foxit, Okular)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from typeset.base.units import Rectangle

ORDERS = {
    "acrobat": ("tl", "tr", "bl", "br"),
    "standard": ("bl", "br", "tr", "tl"),
    "other": ("tr", "br", "bl", "tl"),
}
"""The orders in which corners of QuadPoints are given: what most do, and what ISO 32000 says."""


class Reviewer:
    """A copy of a PDF that is being marked; places in pt from a page's top-left corner."""

    def __init__(self, source: Path, target: Path, author: str = "王审") -> None:
        self.target = target
        self.author = author
        self.pdf = pikepdf.open(source)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.pdf.save(self.target)
        self.pdf.close()

    def _up(self, page: int, box: Rectangle) -> tuple[float, float, float, float]:
        left, _, _, top = (float(edge) for edge in self.pdf.pages[page].mediabox)
        return left + box.left, top - box.bottom, left + box.right, top - box.top

    def put(
        self,
        page: int,
        subtype: str,
        boxes: Sequence[Rectangle],
        words: str | None = None,
        **more: Any,
    ) -> Any:
        """Any annotation: its rectangle around the boxes, further entries as they are."""
        corners = [self._up(page, box) for box in boxes]
        rectangle = [
            min(one[0] for one in corners), min(one[1] for one in corners),
            max(one[2] for one in corners), max(one[3] for one in corners),
        ]  # fmt: skip
        values: dict[str, Any] = {
            "/Type": Name.Annot,
            "/Subtype": Name("/" + subtype),
            "/Rect": Array(rectangle),
            "/T": String(self.author),
            "/M": String("D:20250901083000+08'00'"),
            "/F": 4,
        }
        if words is not None:
            values["/Contents"] = String(words)
        values.update({"/" + key: value for key, value in more.items()})
        made = self.pdf.make_indirect(Dictionary(values))
        target = self.pdf.pages[page].obj
        if "/Annots" not in target:
            target["/Annots"] = Array([])
        target["/Annots"].append(made)
        return made

    def mark(
        self, page: int, subtype: str, boxes: Sequence[Rectangle], words: str | None = None,
        order: str = "acrobat", **more: Any,
    ) -> Any:  # fmt: skip
        """Highlight, Underline, Squiggly or StrikeOut over lines, one quad each."""
        points: list[float] = []
        for box in boxes:
            left, bottom, right, top = self._up(page, box)
            corners = {
                "tl": (left, top),
                "tr": (right, top),
                "bl": (left, bottom),
                "br": (right, bottom),
            }
            for corner in ORDERS[order]:
                points += corners[corner]
        return self.put(page, subtype, boxes, words, QuadPoints=Array(points), **more)

    def replace(self, page: int, boxes: Sequence[Rectangle], words: str) -> Any:
        """Acrobat's 替换文本: a caret with the words, and a strike-out that belongs to it."""
        last = boxes[-1]
        caret = Rectangle(last.right - 4, last.bottom - 8, 8, 10)
        made = self.put(
            page, "Caret", [caret], words, IT=Name.Replace, NM=String(f"r-{page}-{words}")
        )
        self.mark(page, "StrikeOut", boxes, "", IT=Name.StrikeOutTextEdit, IRT=made, RT=Name.Group)
        return made

    def insert(self, page: int, at: float, line: Rectangle, words: str) -> Any:
        """Acrobat's 插入文本 at a place in a line."""
        return self.put(page, "Caret", [Rectangle(at - 4, line.bottom - 8, 8, 10)], words)

    def reply(self, page: int, to: Any, words: str, **more: Any) -> Any:
        return self.put(page, "Text", [Rectangle(0, 0, 20, 20)], words, IRT=to, **more)

    def decide(self, page: int, on: Any, state: str) -> Any:
        """The review state that Acrobat hangs under an annotation."""
        return self.reply(
            page, on, f"{state} set by {self.author}",
            State=String(state), StateModel=String("Review"),
        )  # fmt: skip

    def note(self, page: int, left: float, top: float, words: str) -> Any:
        return self.put(page, "Text", [Rectangle(left, top, 20, 20)], words, Name=Name.Comment)
