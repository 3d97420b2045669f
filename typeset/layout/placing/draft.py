"""A page in the making (页稿)."""

from __future__ import annotations

from msgspec import Struct

from typeset.layout.placing.page import GivenUp, PageKind, VariantReport
from typeset.layout.placing.place import PageCanvas


class Draft(Struct):
    """A page being made: its canvas and what will be known of it."""

    kind: PageKind
    canvas: PageCanvas
    number: int | None = None
    label: str = ""
    lines_used: int = 0
    variants: tuple[VariantReport, ...] = ()
    given_up: tuple[GivenUp, ...] = ()
