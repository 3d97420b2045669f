"""What the importers say to their users: E25x and W25x to W26x."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

# ---------------------------------------------------------------------- the manuscript

NO_MANUSCRIPT = Message(
    "E250",
    mark("there is no file {name}"),
    mark("look at the spelling of the name and at the folder you are in"),
)
IS_FOLDER = Message(
    "E251",
    mark("{name} is a folder"),
    mark("name the manuscript in it"),
)
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
    mark("{name} is a {kind} file, not plain text"),
    mark("open it, save it as plain text, and import that"),
)

# ------------------------------------------------------------------------- its parts

SAME_MATERIAL = Message(
    "E260",
    mark("材料{number} starts here and also in line {first}"),
    mark("give one of them another number"),
)
EMPTY_MATERIAL = Message(
    "E261",
    mark("材料{number} has no text"),
    mark("put its text below this line, or take the line away"),
)
LARGE_MATERIAL = Message(
    "E262",
    mark("材料{number} would be larger than {limit} bytes"),
    mark("divide it into several materials"),
)
LONG_PARAGRAPH = Message(
    "E263",
    mark("a paragraph of {count} characters; it must have fewer than {limit}"),
    mark("divide it: each line is a paragraph"),
)
MARKER_NUMBER = Message(
    "E264",
    mark("{text} is not a number a material can have"),
    mark("number the materials from 1"),
)
BAD_WEEK = Message(
    "E265",
    mark("{week} is not the name of a week"),
    mark("write the year and the ISO week, as in 2025-36"),
)
NO_DATES = Message(
    "E266",
    mark("{week} is no week, and the manuscript does not say {what}"),
    mark("write it above the contents, or name a week such as 2025-36"),
)
ISSUE_EXISTS = Message(
    "E267",
    mark("the issue {week} is there already; nothing was changed"),
    mark("take another week, or give --force: the old folder is then kept as a backup"),
)
CANNOT_WRITE = Message(
    "E268",
    mark("{name} cannot be written: {reason}"),
    mark("look at the folder's permissions and at the free space"),
)
PERIOD_REVERSED = Message(
    "E269",
    mark("the period ends on {end}, before it starts on {start}"),
    mark("correct the dates in the manuscript"),
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

PERIOD_FORMS = Message(
    "W250",
    mark("the period is written in two forms: {first} (line {line}) and {second}"),
    mark("nothing to do here: it is kept once, as a date; correct the manuscript's template"),
)
PERIODS_DIFFER = Message(
    "W251",
    mark("two periods: {first} (line {line}) and {second}; the first was taken"),
    mark("look which is right, and correct issue.yaml"),
)
DATES_DIFFER = Message(
    "W252",
    mark("two issue dates: {first} (line {line}) and {second}; the first was taken"),
    mark("look which is right, and correct issue.yaml"),
)
PERIOD_OF_OTHER_WEEK = Message(
    "W253",
    mark("the period {period} does not lie in the week {week}"),
    mark("look at the week you named and at the manuscript's dates"),
)
LEFT_OUT = Message(
    "W254",
    mark("this line of the front matter belongs nowhere and was left out: {text}"),
    mark("put it into issue.yaml or into a material if it is needed"),
)
ENTRY_WITHOUT_MATERIAL = Message(
    "W255",
    mark("the contents list {text}, but there is no such material"),
    mark("look whether a material or its line 材料N is missing"),
)
NOT_IN_CONTENTS = Message(
    "W256",
    mark("材料{number} is not in the manuscript's contents; it was added at their end"),
    mark("move it in issue.yaml to where it belongs"),
)
NUMBER_MISSING = Message(
    "W257",
    mark("材料{number} is missing: the numbers go on with 材料{following}"),
    mark("look whether a material was forgotten"),
)
NO_MARKER = Message(
    "W258",
    mark("no line 材料1 was found: everything became one material"),
    mark("put 材料1, 材料2 … on lines of their own where several materials are meant"),
)
NO_MATERIAL_TITLE = Message(
    "W259",
    mark("材料{number} has no title of its own; {title} was put in"),
    mark("correct the title in its file"),
)
DAMAGED_CHARACTER = Message(
    "W260",
    mark("the sign � stands where a character was lost before ({count} in all)"),
    mark("look up the lost characters in the original"),
)
PICTURE_LEFT_OUT = Message(
    "W261",
    mark("the picture {name} was left out"),
    mark("copy it into the issue's folder and write ![caption](file) on a line of its own"),
)
ATTACHMENTS_UNLISTED = Message(
    "W262",
    mark("what the old issue.yaml listed beside the texts was not carried over"),
    mark("copy attachments and imprint from {backup}/issue.yaml where they are still wanted"),
)
NO_SUCH_DAY = Message(
    "W263",
    mark("there is no such day as {text}; the line was left out"),
    mark("look at the calendar and correct issue.yaml or the material"),
)
NOTICE_JOINED = Message(
    "W264",
    mark("this paragraph was joined to the notice above"),
    mark("look at notice in issue.yaml"),
)
