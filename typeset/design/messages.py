"""What applying a style and choosing faces may have to say (E4xx, W4xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NO_GLYPH = Message(
    "E401",
    mark("no face has the character {character} ({code})"),
    mark("replace it, or put a face that has it into fonts/ and run again"),
)
FALLBACK_FACE = Message(
    "H402",
    mark("{character} ({code}) is not in {wanted}; set in {used}"),
    mark("nothing to do; for one look throughout put a face that has it into fonts/"),
)
NO_FACE = Message(
    "E403",
    mark("no face is installed for the role {role}"),
    mark("run: typeset fonts install"),
)
BAD_FACE = Message(
    "E404",
    mark("{file} cannot be used as a face: {reason}"),
    mark("take the file out of fonts/, or run: typeset fonts install"),
)
RESTRICTED_FACE = Message(
    "W405",
    mark("{file} may not be embedded (its licence bits forbid it); the next face serves"),
    mark("ask the foundry for a licence that allows embedding, or take the file out of fonts/"),
)
UNKNOWN_FACE = Message(
    "H406",
    mark("{file} lies in fonts/ but no role names it"),
    mark("put it into fonts/title, fonts/body, fonts/kai, fonts/hei, fonts/song or fonts/western"),
)
SUBSTITUTED_ROLE = Message(
    "W407",
    mark("the face {wanted} for {role} is not installed; {used} serves"),
    mark("run: typeset fonts install"),
)
NORMALISED = Message(
    "H409",
    mark("{before} is set as {after}"),
    mark("write it so in the source, or put a backslash before it to keep it"),
)
CHANGED_FACE = Message(
    "E408",
    mark("{file} is not the face it was when it was installed"),
    mark("run: typeset fonts install"),
)
NO_SUCH_FIGURE = Message(
    "W410",
    mark("{label} is referred to, but this text has none"),
    mark("correct the number, or give the picture or table a caption, which numbers it"),
)
NO_SUCH_ATTACHMENT = Message(
    "W411",
    mark("the text names an attachment “{title}” that the issue does not have"),
    mark("list it under attachments with this title, or write （略） behind it if it is left out"),
)
