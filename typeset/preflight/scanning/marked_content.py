"""Marked content (标记内容) while a page is read.  Source: ISO 32000-1, 14.6, 14.8.2, 14.9.4."""

from __future__ import annotations

from typing import Any

import pikepdf

from typeset.preflight.scanning.page_scan import Tagging


class MarkedContent:
    """What is open at the moment, the innermost last."""

    def __init__(self) -> None:
        self._open: list[Tagging] = []
        self._actual: list[str | None] = []

    @property
    def tagging(self) -> Tagging:
        return self._open[-1] if self._open else Tagging.NONE

    def begin(self, tag: str, properties: Any, resources: Any) -> None:
        """BMC or BDC: content with an MCID, an artifact, or as what is around it."""
        if isinstance(properties, pikepdf.Name):
            named = resources.get("/Properties")
            properties = named.get(str(properties)) if named is not None else None
        tagging, actual = self.tagging, self._actual[-1] if self._actual else None
        if tag == "/Artifact":
            tagging = Tagging.ARTIFACT
        elif isinstance(properties, pikepdf.Dictionary):
            if "/MCID" in properties:
                tagging = Tagging.CONTENT
            if "/ActualText" in properties:
                actual = str(properties["/ActualText"])
        self._open.append(tagging)
        self._actual.append(actual)

    def end(self) -> None:
        """EMC."""
        if self._open:
            self._open.pop()
            self._actual.pop()

    def text(self, shown: str) -> str:
        """What a shown text stands for: once the ActualText around it, where there is one."""
        if not self._actual or self._actual[-1] is None:
            return shown
        actual, self._actual[-1] = self._actual[-1], ""
        return actual
