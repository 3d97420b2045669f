"""What the source stage says: E1xx, W1xx, H1xx about the issue, E2xx and W2xx about texts."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

# ------------------------------------------------------------------ the issue's folder

NO_ISSUES_FOLDER = Message(
    "E101",
    mark("there is no folder {folder}"),
    mark("run typeset where the folder issues/ lies, or name its parent with --root"),
)
NO_SUCH_WEEK = Message(
    "E102",
    mark("there is no issue {week}"),
    mark("take one of: {weeks}; or make it with: paiban new {week}"),
)
BAD_WEEK = Message(
    "E103",
    mark("{week} is not the name of a week"),
    mark("write the year and the ISO week, as in 2025-36; there are: {weeks}"),
)
NO_WEEKS = Message(
    "E104",
    mark("there is no issue {week}, nor any other yet"),
    mark("make the first with: paiban new 2025-36 (year and ISO week)"),
)
FILE_MISSING = Message(
    "E105",
    mark("the file {name} is not there"),
    mark("did you mean {nearest}?"),
)
FILE_MISSING_ALONE = Message(
    "E106",
    mark("the file {name} is not there"),
    mark("put it into the issue's folder, or correct its name"),
)
FILE_UNREADABLE = Message(
    "E107",
    mark("the file {name} cannot be read: {reason}"),
    mark("look at its permissions, or copy it here anew"),
)
FILE_TOO_LARGE = Message(
    "E108",
    mark("the file {name} is larger than {limit} bytes"),
    mark("divide the text into several materials"),
)
FOLDER_TOO_LARGE = Message(
    "E109",
    mark("the issue's folder holds more than {limit} bytes"),
    mark("move what does not belong to the issue elsewhere"),
)
FOLDER_TOO_FULL = Message(
    "E110",
    mark("the issue's folder holds more than {limit} files"),
    mark("move what does not belong to the issue elsewhere"),
)
OTHER_ENCODING = Message(
    "E111",
    mark("the text is {encoding}, not UTF-8"),
    mark(
        "save it as UTF-8 in your editor, or convert it:"
        " iconv -f {encoding_name} -t UTF-8; paiban import reads it as it is"
    ),
)
NOT_TEXT = Message(
    "E112",
    mark("this is not UTF-8 text"),
    mark("save the file as UTF-8 text; a Word or PDF file is brought in with paiban import"),
)

# ------------------------------------------------------------------------------- paths

PATH_ABSOLUTE = Message(
    "E115",
    mark("{name} is an absolute path"),
    mark("copy the file into the issue's folder and write its name only"),
)
PATH_PARENT = Message(
    "E116",
    mark("{name} leads out of the issue's folder (..)"),
    mark("copy the file into the issue's folder and write its name only"),
)
PATH_BACKSLASH = Message(
    "E117",
    mark("{name} holds a backslash"),
    mark("write folders with /, as in attachments/plan.pdf"),
)
PATH_DRIVE = Message(
    "E118",
    mark("{name} names a drive or an address"),
    mark("copy the file into the issue's folder and write its name only"),
)
PATH_CONTROL = Message(
    "E119",
    mark("the file name {name} holds a character that no file name may hold"),
    mark("type the name anew"),
)
PATH_OUTSIDE = Message(
    "E120",
    mark("{name} is a link to a place outside the issue's folder"),
    mark("put the file itself into the issue's folder"),
)
PATH_FOLDER = Message(
    "E121",
    mark("{name} is a folder, not a file"),
    mark("name a file in it"),
)
PATH_SPECIAL = Message(
    "E122",
    mark("{name} is not an ordinary file"),
    mark("put an ordinary file in its place"),
)
PICTURE_KIND = Message(
    "E123",
    mark("{name} is not a kind of picture that can be placed"),
    mark("save it as one of: {kinds}"),
)
ATTACHMENT_KIND = Message(
    "E124",
    mark("{name} is not a kind of file that can be attached"),
    mark("save it as one of: {kinds}"),
)

# --------------------------------------------------------------------- facts of the issue

UNKNOWN_KEY = Message(
    "E141",
    mark("unknown key {key}; did you mean {nearest}?"),
    mark("known here: {known}"),
)
UNKNOWN_KEY_ALONE = Message(
    "E142",
    mark("unknown key {key}"),
    mark("known here: {known}"),
)
DUPLICATE_KEY = Message(
    "E143",
    mark("{key} stands twice, in lines {first} and {second}"),
    mark("keep one of them"),
)
MISSING_KEY = Message(
    "E144",
    mark("{key} is missing"),
    mark("add a line such as {example}"),
)
EXPECTED_TEXT = Message(
    "E145",
    mark("{key} must be a text, not a list"),
    mark("write it in one line, as in {example}"),
)
EXPECTED_LIST = Message(
    "E146",
    mark("{key} must be a list"),
    mark('write one item a line, each starting with "- "'),
)
EXPECTED_GROUP = Message(
    "E147",
    mark("{key} must be a group of lines of the form key: value"),
    mark("known here: {known}"),
)
BAD_DATE = Message(
    "E148",
    mark("{text} is not a date"),
    mark("write 2025-09-01 or 2025年9月1日"),
)
NO_SUCH_DAY = Message(
    "E149",
    mark("there is no such day as {text}"),
    mark("look at the calendar and correct year, month or day"),
)
BAD_PERIOD = Message(
    "E150",
    mark("{text} is not a period"),
    mark("write 2025-09-01/2025-09-05 or 2025年9月1日至5日"),
)
PERIOD_REVERSED = Message(
    "E151",
    mark("the period ends on {end}, before it starts on {start}"),
    mark("put the earlier day first"),
)
UNKNOWN_KIND = Message(
    "E152",
    mark("{text} is not a kind of issue"),
    mark("write kind: weekly (汇编) or kind: document (公文); without the key it is weekly"),
)
UNKNOWN_FIT = Message(
    "E153",
    mark("{text} is not a way to fit an attachment"),
    mark("write fit: type-area (版心), page (整页) or actual-size (原大)"),
)
NO_MATERIALS = Message(
    "E154",
    mark("the contents list no material"),
    mark('add "- file: 材料1.md" under materials'),
)
SAME_NUMBER = Message(
    "E155",
    mark("{first} (line {first_line}) and {second} (line {second_line}) are both 材料{number}"),
    mark("rename one of the files"),
)
LISTED_TWICE = Message(
    "E156",
    mark("{name} is listed twice, in lines {first} and {second}"),
    mark("keep one of them"),
)
ISSUE_EXISTS = Message(
    "E160",
    mark("issue {week} is there already; nothing was changed"),
    mark("edit the files in {folder}, or take another week"),
)
CANNOT_WRITE = Message(
    "E161",
    mark("{name} cannot be written: {reason}"),
    mark("look at the folder's permissions and at the free space"),
)
NOT_A_WEEK = Message(
    "E162",
    mark("{week} is not a week"),
    mark("write the year and the two digits of the ISO week, as in {example}"),
)
WEEK_BEYOND_YEAR = Message(
    "E163",
    mark("there is no week {week}; the last of that year is {last}"),
    mark("take {last}, or {following}, the week after it"),
)
NOT_LISTED = Message(
    "W101",
    mark("{name} lies in the folder but is not in the contents, so it is not printed"),
    mark("list it under materials, or move it away"),
)
EMPTY_CATEGORY = Message(
    "W102",
    mark("the category {heading} lists no material, so it is not printed"),
    mark("list a material under it, or take it away"),
)
FURNITURE_UNREADABLE = Message(
    "W103",
    mark("nothing was taken over from {week}: its issue.yaml cannot be read"),
    mark("to see what is wrong with it: paiban issue {week}"),
)
NOTICE_CARRIED = Message(
    "H101",
    mark("the notice is that of {week}"),
    mark("look whether it still holds, its dates first"),
)
IMPRINT_OPEN = Message(
    "H102",
    mark("{keys} of {week} were not taken over: they change with each issue"),
    mark("write those of this issue behind the empty keys"),
)

# ------------------------------------------------------------------- texts of materials

NO_TITLE = Message(
    "E210",
    mark("the material has no title"),
    mark('let the file start with a line "title: …" (标题：…), then an empty line, then the text'),
)
HEADER_LINE = Message(
    "E211",
    mark("this line is not a header line of the form key: value"),
    mark("put an empty line between the header lines and the text"),
)
UNKNOWN_HEADER = Message(
    "E212",
    mark("unknown header line {key}; did you mean {nearest}?"),
    mark("known: {known}; the text starts after an empty line"),
)
UNKNOWN_HEADER_ALONE = Message(
    "E213",
    mark("unknown header line {key}"),
    mark("known: {known}; the text starts after an empty line"),
)
EMPTY_MATERIAL = Message(
    "E215",
    mark("the material has no text"),
    mark("write its paragraphs after the header lines and an empty line"),
)
LONG_PARAGRAPH = Message(
    "E216",
    mark("a paragraph of {count} characters; it must have fewer than {limit}"),
    mark("divide it: each line of the file is a paragraph"),
)
BOLD_OPEN = Message(
    "W220",
    mark("** without its partner is printed as it stands"),
    mark("close the bold words with **, or write \\*\\* where the signs are meant"),
)
BOLD_EMPTY = Message(
    "W221",
    mark("**** encloses nothing and is printed as it stands"),
    mark("take it away, or write \\*\\* where the signs are meant"),
)
LINK_SCHEME = Message(
    "W222",
    mark("{address} is not an address that may be linked; the words are printed as they stand"),
    mark("link to http://, https:// or mailto: only, or write \\[ where brackets are meant"),
)
LINK_EMPTY = Message(
    "W223",
    mark("a link without words is printed as it stands"),
    mark("put the words between the brackets: [words](https://…)"),
)
WIDE_BOLD = Message(
    "W224",
    mark("full-width ＊＊ does not make bold"),
    mark("write **words** with half-width signs, or \\＊ where the sign is meant"),
)
WIDE_LINK = Message(
    "W225",
    mark("full-width brackets do not make a link"),
    mark("write [words](https://…) with half-width brackets"),
)
WIDE_TABLE = Message(
    "W226",
    mark("full-width ｜ does not make a table"),
    mark("write | with the half-width keyboard, or \\｜ where the sign is meant"),
)
WIDE_PICTURE = Message(
    "W227",
    mark("full-width marks do not place a picture"),
    mark("write ![caption](file.png) with half-width marks"),
)
PICTURE_FORM = Message(
    "W228",
    mark("a picture must stand alone on its line; this is printed as it stands"),
    mark("give it a line of its own: ![caption](file.png); or write \\! where the sign is meant"),
)
TABLE_RULE = Message(
    "W229",
    mark("the table has no line |---|---| under its first row"),
    mark("add it; :--- sets a column left, :---: centred, ---: right"),
)
TABLE_CELLS = Message(
    "W230",
    mark("this row has {count} cells, the table's first row {expected}"),
    mark("add or join cells; write \\| for an upright line inside a cell"),
)
TABLE_ONE_LINE = Message(
    "W231",
    mark("one line with | is no table and is printed as it stands"),
    mark("add the line |---|---| and rows, or write \\| where the sign is meant"),
)
NUMBER_SIGN = Message(
    "W232",
    mark("# at the start of a line makes no heading and is printed as it stands"),
    mark("take it away: headings are known by their numbers 一、（一）1.（1）"),
)
SIGNATURE_PLACE = Message(
    "W240",
    mark("落款： stands at the end of a text only; this is printed as it stands"),
    mark("move the line to the end, the date below it; write \\落款： where the words are meant"),
)
NOTE_MARK = Message(
    "W241",
    mark("no mark follows the title of an attachment; {mark} was left out"),
    mark("take it away, or write a backslash before it to keep it"),
)
NOTE_NUMBER = Message(
    "W242",
    mark("the attachment numbered {number} here is the {wanted}. one, and is numbered so"),
    mark("number the attachments 1. 2. 3. in order"),
)
ITEM_EMPTY = Message(
    "W243",
    mark("an item of a list has no words and is left out"),
    mark("write its words behind the mark, or write \\- where the sign is meant"),
)
ITEM_NUMBER = Message(
    "W244",
    mark("the item numbered {number} here is number {wanted} of its list, and is numbered so"),
    mark("number the items in order, or put an empty line where a new list begins"),
)
LIST_DEEP = Message(
    "W245",
    mark("lists inside lists are at most {most} deep; this item is set at the deepest level"),
    mark("take it out by a step, or make it a paragraph of its own"),
)
QUOTATION_EMPTY = Message(
    "W246",
    mark("> alone quotes nothing and is left out"),
    mark("write the quoted words behind it, or write \\> where the sign is meant"),
)
OPTIONS = Message(
    "W247",
    mark("the words in braces were not understood and change nothing: {text}"),
    mark("known here: {known}; write \\{{ where the brace is meant"),
)
