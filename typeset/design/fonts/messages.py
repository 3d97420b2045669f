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
    mark("run: paiban fonts install"),
)
BAD_FACE = Message(
    "E404",
    mark("{file} cannot be used as a face: {reason}"),
    mark("take the file out of fonts/, or run: paiban fonts install"),
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
    mark("run: paiban fonts install"),
)
NORMALISED = Message(
    "H409",
    mark("{before} is set as {after}"),
    mark("write it so in the source, or put a backslash before it to keep it"),
)
CHANGED_FACE = Message(
    "E408",
    mark("{file} is not the face it was when it was installed"),
    mark("run: paiban fonts install"),
)
INVISIBLE = Message(
    "W410",
    mark("the invisible character {code} is not printed"),
    mark("take it out of the source; paiban lint --fix does"),
)
SPELLED_OUT = Message(
    "H411",
    mark("no face has {character} ({code}); it is put together from {elements}"),
    mark("nothing to do; for its own form put a face that has it into fonts/"),
)
PRIVATE_USE = Message(
    "W412",
    mark("{character} ({code}) is a private-use character; another face may draw another one"),
    mark("look at it on the page; replace it with the character of Unicode where there is one"),
)
VARIANT = Message(
    "W413",
    mark("the variant {code} of {character} is not set; its usual form is"),
    mark("look at the character on the page, or put a face whose usual form is this into fonts/"),
)
NO_COMBINING = Message(
    "W414",
    mark("the mark {code} over or under {character} is not printed"),
    mark("type the letter with its mark as one character, or write the reading as {{字|zì}}"),
)
NO_SUCH_FIGURE = Message(
    "W415",
    mark("{label} is referred to, but this text has none"),
    mark("correct the number, or give the picture or table a caption, which numbers it"),
)
NO_SUCH_ATTACHMENT = Message(
    "W416",
    mark("the text names an attachment “{title}” that the issue does not have"),
    mark("list it under attachments with this title, or write （略） behind it if it is left out"),
)
NO_SUCH_ATTACHMENT_NUMBER = Message(
    "W417",
    mark("{label} is referred to, but the attachments end with {last}"),
    mark("correct the number, or list the attachment under attachments in issue.yaml"),
)
