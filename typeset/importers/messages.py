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
    mark("{name} is a {kind} file, which cannot be imported"),
    mark("import .docx, .html, .md or .txt; pictures and PDF belong in the issue's attachments"),
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

# ----------------------------------------------------------------- files of other kinds

PACKAGE_TOO_LARGE = Message(
    "E280",
    mark("{name} holds more than {limit} bytes once it is unpacked"),
    mark("take large pictures out of it, or import its text alone"),
)
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
PACKAGE_MEMBERS = Message(
    "E283",
    mark("{name} is made of more than {limit} parts"),
    mark("open it in Word or WPS, save it anew as .docx, and import that"),
)
DOCUMENT_TYPE = Message(
    "E284",
    mark("{name} declares a document type in {part}, which no Word file needs"),
    mark("do not trust this file; ask the sender for another copy or for plain text"),
)
FOREIGN_PART = Message(
    "E285",
    mark("{name} embeds another document as it is"),
    mark("open it in Word, save it anew as .docx, and import that"),
)
TRACKED_INSERTION = Message(
    "E286",
    mark("a tracked change is open: {author} inserted {text}"),
    mark("settle the changes in Word, or give --accept-changes to take all of them in"),
)
TRACKED_DELETION = Message(
    "E287",
    mark("a tracked change is open: {author} deleted {text}"),
    mark("settle the changes in Word, or give --accept-changes to leave the deleted words out"),
)
OPEN_COMMENT = Message(
    "E288",
    mark("a comment by {author} is open: {text}"),
    mark("settle it in Word, or give --accept-changes to import without the comments"),
)
MORE_CHANGES = Message(
    "E289",
    mark("and {count} more tracked changes"),
    mark("settle the changes in Word, or give --accept-changes"),
)
NO_ARTICLE = Message(
    "E290",
    mark("no article was found in {name}"),
    mark("copy the text from the browser into a .txt file and import that"),
)
WRONG_NAME = Message(
    "E291",
    mark("{name} is a {kind} file, though its name says otherwise"),
    mark("give it the ending {suffix} if you trust it, and import it again"),
)
NO_CONVERTER = Message(
    "E293",
    mark("{name} needs LibreOffice to be read, which is not installed"),
    mark(
        "save it as .docx in Word or WPS, or install LibreOffice (apt install libreoffice-writer)"
    ),
)
CONVERSION_FAILED = Message(
    "E294",
    mark("LibreOffice could not read {name}"),
    mark("open it in Word or WPS, save it as .docx, and import that"),
)
WORKER_TIME = Message(
    "E295",
    mark("reading {name} took too long and was ended"),
    mark("divide it, or import its text alone"),
)
WORKER_MEMORY = Message(
    "E296",
    mark("reading {name} needed too much memory and was ended"),
    mark("take large pictures out of it, or import its text alone"),
)
WORKER_CRASH = Message(
    "E297",
    mark("{name} could not be read: its reader crashed"),
    mark("save it anew in the program it comes from, or import its text alone"),
)
NOTHING_TO_IMPORT = Message(
    "E298",
    mark("{name} holds no file that can be imported"),
    mark("put .docx, .html, .md or .txt files into it"),
)
TOO_MANY_FILES = Message(
    "E299",
    mark("{name} holds more than {limit} files"),
    mark("import the files you mean by their names"),
)

# -------------------------------------------------------------------- one material more

SEVERAL_MATERIALS = Message(
    "E272",
    mark("there are {count} materials, and one can be added at a time"),
    mark("give --as issue, or import the files one by one"),
)
NO_ISSUE = Message(
    "E273",
    mark("there is no issue {week} that a material could be added to"),
    mark("make one with paiban new {week}, or give --as issue"),
)
CANNOT_LIST = Message(
    "E274",
    mark("{file} could not be listed in issue.yaml; nothing was changed"),
    mark("give issue.yaml a list of contents: - heading: …, below it materials:"),
)

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
FIELD_WITHOUT_TEXT = Message(
    "W272",
    mark("a field has no words of its own: {text}"),
    mark("look in the original what it shows, and type it"),
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
PICTURE_KIND = Message(
    "W281",
    mark("the picture {name} cannot be printed from this kind of file and was left out"),
    mark("save it as PNG or JPEG, at most 50 megapixels, and put it in with ![caption](file)"),
)
CHANGES_ACCEPTED = Message(
    "W282",
    mark("tracked changes: {inserted} insertions were taken in, {deleted} deletions left out"),
    mark("look at them in Word where you are in doubt"),
)
COMMENT_LEFT = Message(
    "W283",
    mark("a comment by {author} was left out: {text}"),
    mark("look whether it asks for something that is still to be done"),
)
FILE_LEFT_OUT = Message(
    "W284",
    mark("{name} is no text and was left out"),
    mark("put pictures and PDF into the issue's folder yourself where they are needed"),
)
EMPTY_MATERIAL_FILLED = Message(
    "W285",
    mark("{file} was empty and now holds the material"),
    mark("nothing to do; the old file is in {backup}"),
)
