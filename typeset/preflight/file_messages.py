"""What is said of a file as a whole: its form, its metadata, its parts (8xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

HEADER = Message(
    "E805",
    mark("the file calls itself PDF {version}; wanted is {wanted}"),
    mark("export the file again with the settings of its profile"),
)
ENCRYPTED = Message(
    "E806",
    mark("the file is encrypted"),
    mark("save it without a password and without restrictions"),
)
NO_IDENTIFIER = Message(
    "E807",
    mark("the trailer lacks its identifier of two strings"),
    mark("export the file again with the settings of its profile"),
)
NO_CLASSIC_TABLE = Message(
    "E808",
    mark("the cross-reference is a stream, not a table"),
    mark("export the file again with the settings of its profile"),
)
REPAIRED = Message(
    "E809",
    mark("the file is damaged and was read only after repair: {reason}"),
    mark("export the file again with the settings of its profile"),
)
NO_INTENT = Message(
    "E810",
    mark("no output intent {kind}: nobody knows which press the inks are meant for"),
    mark("export the file again with the settings of its profile"),
)
INTENTS = Message(
    "E811",
    mark("{count} output intents {kind} where one is allowed"),
    mark("export the file again with the settings of its profile"),
)
INTENT_NAMELESS = Message(
    "E812",
    mark("the output intent does not name its printing condition"),
    mark("export the file again with the settings of its profile"),
)
INTENT_PROFILE = Message(
    "E813",
    mark("the output intent has no embedded profile for {wanted}; found: {found}"),
    mark("embed the profile of the printing condition, e.g. FOGRA39"),
)
INTENTS_DIFFER = Message(
    "E814",
    mark("the output intents for press and archive have different profiles"),
    mark("export the file again with the settings of its profile"),
)
NO_XMP = Message(
    "E815",
    mark("the file has no XMP metadata"),
    mark("export the file again with the settings of its profile"),
)
XMP_COMPRESSED = Message(
    "E816",
    mark("the XMP metadata is compressed"),
    mark("export the file again with the settings of its profile"),
)
XMP_UNREADABLE = Message(
    "E817",
    mark("the XMP metadata cannot be read: {reason}"),
    mark("export the file again with the settings of its profile"),
)
XMP_VALUE = Message(
    "E818",
    mark("XMP {key} is “{found}”; wanted is {wanted}"),
    mark("export the file again with the settings of its profile"),
)
XMP_REPEATED = Message(
    "E819",
    mark("XMP says {key} more than once"),
    mark("export the file again with the settings of its profile"),
)
INFO_DIFFERS = Message(
    "E820",
    mark("{key} is “{info}” in Info and “{xmp}” in XMP"),
    mark("export the file again with the settings of its profile"),
)
TRAPPED = Message(
    "E821",
    mark("Trapped is {found}; it must be True or False"),
    mark("say whether the file is trapped: False for text in one ink"),
)
FORM = Message(
    "E829",
    mark("the file has a form to fill in ({what})"),
    mark("flatten the form"),
)
ACTION = Message(
    "E830",
    mark("the file would do something by itself or at a click: {kinds}"),
    mark("take the actions out"),
)
LZW = Message(
    "E841",
    mark("streams are compressed with {filter}"),
    mark("export the file again with the settings of its profile"),
)
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
EMBEDDED = Message(
    "E845",
    mark("{count} files are embedded"),
    mark("take them out; a press prints pages only"),
)
LAYERS = Message(
    "E846",
    mark("layers are switched by themselves or not listed: {what}"),
    mark("flatten the layers"),
)
LINK_PLACE = Message(
    "E867",
    mark("the contents entry “{title}” links to sheet side {found} instead of {wanted}"),
    mark("please report this: the file is not to be used"),
)
NO_LINK = Message(
    "E868",
    mark("the contents entry “{title}” has no link"),
    mark("please report this: the file is not to be used"),
)
OUTLINE_TARGET = Message(
    "E873",
    mark("the bookmark “{title}” leads nowhere"),
    mark("make the outline again"),
)
NO_OUTLINE = Message(
    "W874",
    mark("the file has no bookmarks"),
    mark("make the outline, so that readers find their way"),
)
OUTLINE_TITLE = Message(
    "E875",
    mark("the bookmark “{title}” leads to sheet side {pages}, where these words do not stand"),
    mark("make the outline again"),
)
NOT_TAGGED = Message(
    "E876",
    mark("for screen readers the file lacks {what}"),
    mark("export the file again with the settings of its profile"),
)
UNTAGGED_MARKS = Message(
    "E877",
    mark("page {pages}: {count} marks are neither tagged nor artifacts"),
    mark("export the file again with the settings of its profile"),
)
HEADING_SKIP = Message(
    "E878",
    mark("headings go from H{before} to H{after}"),
    mark("number the headings without a gap"),
)
NO_ALTERNATIVE = Message(
    "E879",
    mark("{count} figures have no words for those who cannot see them"),
    mark("give each picture a caption"),
)
