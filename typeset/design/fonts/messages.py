"""What applying a style and choosing faces may have to say (E4xx, W4xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NO_GLYPH = Message(
    "E401",
    mark("no face has the character {character} ({code})"),
    mark("replace it, or put a face that has it into fonts/ and run again"),
)
BAD_FACE = Message(
    "E404",
    mark("{file} cannot be used as a face: {reason}"),
    mark("take the file out of fonts/, or run: paiban fonts install"),
)
NORMALISED = Message(
    "H409",
    mark("{before} is set as {after}"),
    mark("write it so in the source, or put a backslash before it to keep it"),
)
