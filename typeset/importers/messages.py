"""What the importers say to their users: E25x and W25x to W26x."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

# ---------------------------------------------------------------------- the manuscript

UNREADABLE = Message(
    "E252",
    mark("{name} cannot be read: {reason}"),
    mark("look at its permissions, or copy it here anew"),
)
TOO_LARGE = Message(
    "E253",
    mark("{name} is larger than {limit} bytes"),
    mark("a weekly edition is far smaller: import only its text, or divide it into several weeks"),
)
NO_TEXT = Message(
    "E254",
    mark("{name} holds no text"),
    mark("look whether the manuscript was saved before it was sent"),
)
BINARY = Message(
    "E255",
    mark("{name} is not text"),
    mark("save the manuscript as plain text (UTF-8, UTF-16 or GB 18030) and import that"),
)
OTHER_KIND = Message(
    "E256",
    mark("{name} is a {kind} file, which cannot be imported"),
    mark("import .docx, .html, .md or .txt; pictures and PDF belong in the issue's attachments"),
)

# ------------------------------------------------------------------------- its parts

LARGE_MATERIAL = Message(
    "E262",
    mark("材料{number} would be larger than {limit} bytes"),
    mark("divide it into several materials"),
)
CANNOT_WRITE = Message(
    "E268",
    mark("{name} cannot be written: {reason}"),
    mark("look at the folder's permissions and at the free space"),
)
UNBALANCED = Message(
    "E270",
    mark("the import was stopped: {count} characters of the manuscript are unaccounted for"),
    mark("nothing was written; please send the manuscript to whoever looks after typeset"),
)
UNFAITHFUL = Message(
    "E271",
    mark("the import was stopped: {place} would not hold what the manuscript says"),
    mark("nothing was written; please send the manuscript to whoever looks after typeset"),
)

# ------------------------------------------------------------------------- doubts

LEFT_OUT = Message(
    "W254",
    mark("this line of the front matter belongs nowhere and was left out: {text}"),
    mark("put it into issue.yaml or into a material if it is needed"),
)
NO_MARKER = Message(
    "W258",
    mark("no line 材料1 was found: everything became one material"),
    mark("put 材料1, 材料2 … on lines of their own where several materials are meant"),
)

# ----------------------------------------------------------------- files of other kinds

DAMAGED_PACKAGE = Message(
    "E281",
    mark("{name} is damaged: {part} cannot be read"),
    mark("open it in Word or WPS, save it anew as .docx, and import that"),
)
LOCKED = Message(
    "E282",
    mark("{name} is protected by a password"),
    mark("open it in Word or WPS, save it without the password, and import that"),
)
FOREIGN_PART = Message(
    "E285",
    mark("{name} embeds another document as it is"),
    mark("open it in Word, save it anew as .docx, and import that"),
)
WORKER_TIME = Message(
    "E295",
    mark("reading {name} took too long and was ended"),
    mark("divide it, or import its text alone"),
)

# -------------------------------------------------------------------- one material more


# ------------------------------------------------------------- what a file holds besides

TEXT_BOX = Message(
    "W270",
    mark("a text box stood here; its words follow the paragraph it hung on"),
    mark("look whether they belong here"),
)
NOTE_KEPT = Message(
    "W271",
    mark("the file's note {number} stands at the foot of its page, where its mark is in the text"),
    mark("look whether it is needed, and where"),
)
NUMBER_FORMAT = Message(
    "W273",
    mark("numbers of the format {kind} were written in digits"),
    mark("look in the original how they are shown"),
)
MERGED_CELLS = Message(
    "W274",
    mark("a table has merged cells; their words stand in the first of them"),
    mark("look whether the table can still be understood"),
)
NESTED_TABLE = Message(
    "W275",
    mark("a table inside a table became text of its cell"),
    mark("look whether it can still be understood"),
)
STRUCK_WORDS = Message(
    "W276",
    mark("words are struck through in {count} places; they were kept"),
    mark("look whether they are still meant to stand"),
)
RAISED_WORDS = Message(
    "W277",
    mark("words are raised or lowered in {count} places, which was not kept"),
    mark("look for signs such as m²"),
)
FORMULA = Message(
    "W278",
    mark("{count} formulas became plain text"),
    mark("compare them with the original"),
)
PICTURE_KIND = Message(
    "W281",
    mark("the picture {name} cannot be printed from this kind of file and was left out"),
    mark("save it as PNG or JPEG, at most 50 megapixels, and put it in with ![caption](file)"),
)
