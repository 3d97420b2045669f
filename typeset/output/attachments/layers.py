"""Layers (图层) that are off, whose content must not come along.

Source: ISO 32000-1, 8.11 (optional content).
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Name

_DEPTH = 12


class Layers:
    """Which layers of a file are off when it is opened for printing."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        properties = pdf.Root.get("/OCProperties")
        self._off: set[tuple[int, int]] = set()
        if not isinstance(properties, pikepdf.Dictionary):
            return
        default = properties.get("/D", pikepdf.Dictionary())
        if default.get("/BaseState") == Name.OFF:
            self._off = {group.objgen for group in properties.get("/OCGs", [])}
        self._off |= {group.objgen for group in default.get("/OFF", [])}
        self._off -= {group.objgen for group in default.get("/ON", [])}

    def is_off(self, layer: Any, depth: int = 0) -> bool:
        """Whether a layer (OCG) or a condition on layers (OCMD) hides what belongs to it.

        Raises ValueError for a condition that is an expression.
        """
        if not isinstance(layer, pikepdf.Dictionary) or depth > _DEPTH:
            return False
        if layer.get("/Type") != Name.OCMD:
            return layer.objgen in self._off
        if "/VE" in layer:
            raise ValueError("an expression of layers")
        groups = layer.get("/OCGs", pikepdf.Array())
        members = list(groups) if isinstance(groups, pikepdf.Array) else [groups]
        hidden = [self.is_off(group, depth + 1) for group in members]
        if not hidden:
            return False
        match str(layer.get("/P", Name.AnyOn)):
            case "/AllOn":
                return any(hidden)
            case "/AnyOff":
                return not any(hidden)
            case "/AllOff":
                return not all(hidden)
        return all(hidden)
