"""What no press has (外来对象): PostScript, other files' pages, alternate images, OPI."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import EVERY, X4, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

STRANGE_OBJECT = Message(
    "E843",
    mark("the file asks for what no press has: {kinds}"),
    mark("export the file again with the settings of its profile"),
)
EXTERNAL = Message(
    "E844",
    mark("{count} streams lie outside the file"),
    mark("export the file again with the settings of its profile"),
)


def look(opened: Opened) -> Iterator[Said]:
    """Among all objects of the file."""
    found = opened.inventory
    if found.foreign_objects:
        yield STRANGE_OBJECT.at(kinds=", ".join(sorted(set(found.foreign_objects))))
    if found.external:
        yield EXTERNAL.at(count=found.external)
    if not found.foreign_objects and not found.external:
        yield measured(mark("everything lies in the file"))


FOREIGN_OBJECTS = Check(
    identifier="foreign-objects",
    words=mark("PostScript, OPI and what lies outside the file"),
    source=X4,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(STRANGE_OBJECT, EXTERNAL),
    look=look,
)
