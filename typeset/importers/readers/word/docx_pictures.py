"""Pictures of a Word file (图片): taken out into the issue's folder, each once."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.importers import messages
from typeset.importers.manuscript.prepare_picture import prepare_picture
from typeset.importers.manuscript.result import TranscriptWriter
from typeset.importers.readers.word.docx_words import A, R, V, local, seen
from typeset.importers.readers.word.open_package import Package, Relationship

OBJECT_LEFT_OUT = Message(
    "W279",
    mark("a chart or an embedded object was left out"),
    mark("save it as a picture, and put it in with ![caption](file)"),
)
PICTURE_NOT_THERE = Message(
    "W280",
    mark("the picture {name} is not in the file and was left out"),
    mark("save it from the web or the original, and put it in with ![caption](file)"),
)

_WITHOUT_PICTURE = {"chart", "relIds", "OLEObject", "control", "contentPart"}
"""图表、SmartArt、嵌入对象: what only Word can draw."""


class Pictures(Struct):
    """Takes pictures out of a package; `taken` are their bytes by path."""

    package: Package
    relationships: dict[str, Relationship]
    writer: TranscriptWriter
    taken: dict[str, bytes] = {}

    def write(self, drawn: Any) -> None:
        """Write a line for each picture of a drawing; say what cannot be taken."""
        found = False
        for element in seen(drawn):
            if element.tag == f"{A}blip":
                names = element.get(f"{R}embed", ""), element.get(f"{R}link", "")
            elif element.tag == f"{V}imagedata":
                names = element.get(f"{R}id", ""), element.get(f"{R}href", "")
            else:
                continue
            found = True
            self._write_one(*names)
        if not found and any(local(element) in _WITHOUT_PICTURE for element in seen(drawn)):
            self.writer.report(OBJECT_LEFT_OUT)

    def _write_one(self, embedded: str, linked: str) -> None:
        relationship = self.relationships.get(embedded)
        if relationship is None or relationship.external:
            other = self.relationships.get(linked) or relationship
            name = other.target if other else embedded or linked or "?"
            self.writer.report(PICTURE_NOT_THERE, name=name[:60])
            return
        data = self.package.bytes_of(relationship.target)
        if data is None:
            self.writer.report(PICTURE_NOT_THERE, name=relationship.target[:60])
            return
        prepared = prepare_picture(data)
        if prepared is None:
            self.writer.report(messages.PICTURE_KIND, name=relationship.target[:60])
            return
        self.taken[prepared.path] = prepared.data
        self.writer.break_line()
        self.writer.add(f"![]({prepared.path})", "picture-taken")
        self.writer.end_line()
