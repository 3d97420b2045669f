"""Layers (图层): none that switch by themselves, all of them listed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

LAYERS = Message(
    "E846",
    mark("layers are switched by themselves or not listed: {what}"),
    mark("flatten the layers"),
)

_DEEPEST = 20


def look(opened: Opened) -> Iterator[Said]:
    """Optional content without AS, each configuration named, all groups in Order."""
    properties = opened.root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        yield measured(mark("no layers"))
        return
    groups = {group.objgen for group in properties.get("/OCGs", ())}
    configurations = [properties.get("/D"), *properties.get("/Configs", ())]
    for configuration in configurations:
        if not isinstance(configuration, pikepdf.Dictionary):
            continue
        if "/AS" in configuration:
            yield LAYERS.at(what="AS")
        ordered = set(_ordered(configuration.get("/Order"), 0))
        if not groups <= ordered:
            yield LAYERS.at(what=f"Order: {len(groups & ordered)}/{len(groups)}")
    yield measured(mark("{count} layers"), count=len(groups))


def _ordered(order: Any, depth: int) -> Iterator[tuple[int, int]]:
    if not isinstance(order, pikepdf.Array) or depth > _DEEPEST:
        return
    for item in order:
        if isinstance(item, pikepdf.Dictionary):
            yield item.objgen
        yield from _ordered(item, depth + 1)


OPTIONAL_CONTENT = Check(
    identifier="layers",
    words=mark("layers"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(LAYERS,),
    look=look,
)
