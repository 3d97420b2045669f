"""What the linter says to its users: 0xx, by what it looks at.

00x and 01x punctuation, 02x numerals, 04x structure, 05x contents, 06x dates, 07x words,
08x characters, 09x the linter's own affairs.
"""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

# ------------------------------------------------------------------------- punctuation

HALF_WIDTH_MARK = Message(
    "E001",
    mark("half-width {sign} in Chinese text: {around}"),
    mark("write {full}"),
)
HALF_WIDTH_BRACKET = Message(
    "E002",
    mark("half-width bracket {sign} in Chinese text: {around}"),
    mark("write {full}"),
)
STRAIGHT_QUOTE = Message(
    "E003",
    mark("straight quotation mark in Chinese text: {around}"),
    mark("write “ before and ” after the words"),
)
UNPAIRED = Message(
    "E004",
    mark("{sign} has no partner: {around}"),
    mark("add its partner, or take it away"),
)
NESTED = Message(
    "W005",
    mark("{sign} stands directly inside {outer}: {around}"),
    mark("write “ ” and ‘ ’ inside it, 《 》 and 〈 〉 inside it"),
)
ELLIPSIS = Message(
    "W006",
    mark("{sign} is no ellipsis: {around}"),
    mark("write …… (six points)"),
)
DASH = Message(
    "W007",
    mark("{sign} is no dash: {around}"),
    mark("write —— (two em long)"),
)
MARK_BETWEEN = Message(
    "H008",
    mark("{sign} between {around}"),
    mark("leave it out: titles and quotations in a row need no mark between them"),
)
MARK_AFTER_HEADING = Message(
    "W009",
    mark("a heading ends in {sign}: {around}"),
    mark("take the mark away"),
)
NUMBER_MARK = Message(
    "W010",
    mark("{number} is not how a number is written"),
    mark("write {right}"),
)
YEAR_BRACKETS = Message(
    "W011",
    mark("{number} is not how the number of a document is written"),
    mark("write {right}"),
)
RANGE = Message(
    "W012",
    mark("{range} is not how a range is written"),
    mark("write {right}"),
)

# ---------------------------------------------------------------------------- numerals

SHORT_YEAR = Message(
    "W021",
    mark("{year} is a year of two digits"),
    mark("write all four digits"),
)
MIXED_DATES = Message(
    "W022",
    mark("{date} in Han digits, other dates of this text in Arabic ones"),
    mark("write the date in Arabic digits, as in 8月27日"),
)
LEADING_ZERO = Message(
    "W023",
    mark("a zero before the number in {date}"),
    mark("take the zero away"),
)
PERCENT_RANGE = Message(
    "W024",
    mark("{range} lacks a % after its first number"),
    mark("write {right}"),
)
APPROXIMATE = Message(
    "W025",
    mark("{text}: a mark inside an approximate number"),
    mark("leave 、 out where a number is meant roughly, as in 三五天"),
)
FULL_WIDTH_DIGITS = Message(
    "W026",
    mark("full-width {text}"),
    mark("write {right}"),
)

# --------------------------------------------------------------------------- structure

NUMBERS_JUMP = Message(
    "E041",
    mark("heading numbers jump from {before} to {number}"),
    mark("number it {right}, or write \\{number} if it is not a heading"),
)
NUMBER_REPEATS = Message(
    "E042",
    mark("heading number {number} repeats that of line {line}"),
    mark("number it {right}"),
)
NUMBERS_MIXED = Message(
    "W043",
    mark("the numbers start again at {number}, elsewhere in this text they run on"),
    mark("let them start again under every heading above, or run on through the whole text"),
)
NUMBERS_START = Message(
    "W044",
    mark("the first heading of its kind is {number}"),
    mark("start at {right}, or write \\{number} if it is not a heading"),
)
LEVEL_ORDER = Message(
    "W045",
    mark("{number} stands below {outer}, which is a lower level"),
    mark("keep the order 一、 （一） 1. （1）"),
)
EMPTY_HEADING = Message(
    "W046",
    mark("nothing stands below the heading {heading}"),
    mark("write its text, or take the heading away"),
)
MARKER_FORMS = Message(
    "W047",
    mark("material markers in {count} spellings: {forms}"),
    mark("spell them all alike, as in 材料1"),
)
MATERIAL_MISSING = Message(
    "W048",
    mark("材料{number} is missing: the numbers go on with 材料{following}"),
    mark("look whether a material was forgotten, or number them anew"),
)
NO_SUCH_REFERENCE = Message(
    "E049",
    mark("{reference} is named, but there is none"),
    mark("correct the number, or add what is missing"),
)

# ----------------------------------------------------------------- contents and dates

TITLES_DIFFER = Message(
    "E051",
    mark("the contents say {entry}, the material {title}: {detail}"),
    mark("look which is right, and write both alike"),
)
NO_SUCH_DATE = Message(
    "E061",
    mark("there is no such day as {date}"),
    mark("look at the calendar"),
)
WRONG_WEEKDAY = Message(
    "E062",
    mark("{date} is a {right}, not a {weekday}"),
    mark("correct the day or the weekday"),
)
PERIOD_ELSEWHERE = Message(
    "W063",
    mark("the period {period} does not touch the week {week} ({monday} to {sunday})"),
    mark("correct the period in issue.yaml, or the folder's name"),
)
PERIOD_FORMS = Message(
    "W064",
    mark("the period is written in two forms: {first} (line {line}) and {second}"),
    mark("write it alike on the cover and above the contents"),
)
DATED_LATER = Message(
    "W065",
    mark("the material is dated {date}, after the issue's own date {issue_date}"),
    mark("correct one of the dates"),
)
LAST_WEEKS_DATE = Message(
    "W066",
    mark("{date} is a date of the last issue, {week}"),
    mark("write this week's date"),
)

# ------------------------------------------------------------------------------- words

TERM_ERROR = Message("E071", mark("{wrong} should be {right}"), mark("write {right}{why}"))
TERM_WARNING = Message("W071", TERM_ERROR.text, TERM_ERROR.cure)
TERM_HINT = Message("H071", TERM_ERROR.text, TERM_ERROR.cure)
OTHER_POST = Message(
    "W072",
    mark("{text}: the list of people has other posts for {name}: {posts}"),
    mark("look up the post, and correct the text or the list"),
)
NAME_BLANK = Message(
    "E073",
    mark("a blank inside {name}"),
    mark("write {right}"),
)
NAME_LIKE = Message(
    "H074",
    mark("{name} is one character from {known}"),
    mark("look whether the same person is meant"),
)
BLANK_IN_TEXT = Message(
    "W075",
    mark("a blank inside the text: {around}"),
    mark("take the blank away"),
)
TWO_FORMS = Message(
    "W076",
    mark("{first} ({first_count} times) and {second} ({second_count}) in one issue"),
    mark("keep to one form"),
)
PARAGRAPH_REPEATS = Message(
    "W077",
    mark("this paragraph stood in {place} already: {text}"),
    mark("take one of them away"),
)

# -------------------------------------------------------------------------- characters

DOUBLED = Message(
    "W081",
    mark("{text} twice in a row: {around}"),
    mark("take one away"),
)
MARKS_IN_ROW = Message(
    "E082",
    mark("two marks in a row, {sign}: {around}"),
    mark("keep the right one; look whether words are missing between them"),
)
MISSING = Message(
    "W083",
    mark("{sign} holds or stands for what is missing: {around}"),
    mark("look it up in the original"),
)
LOOK_ALIKE = Message(
    "E084",
    mark("{code} only looks like {right}: {around}"),
    mark("write {right}"),
)
ZERO = Message(
    "W085",
    mark("{sign} in place of {right}: {around}"),
    mark("write {right}"),
)
INVISIBLE = Message(
    "E086",
    mark("an invisible character {code}: {around}"),
    mark("delete it"),
)
STRAY_BOLD = Message(
    "W087",
    mark("** around what needs no emphasis: {around}"),
    mark("take both signs away"),
)
BLANK_AT_NUMBER = Message(
    "H088",
    mark("a blank between words and a number: {around}"),
    mark("take the blank away: the page gets its small gap by itself"),
)

# ------------------------------------------------------------------------ its own affairs

UNKNOWN_CODE = Message(
    "W091",
    mark("there is no rule {code}"),
    mark("known: {known}"),
)
UNKNOWN_RULE = Message("E092", UNKNOWN_CODE.text, UNKNOWN_CODE.cure)
BAD_TERMS = Message(
    "E093",
    mark("{key} is not what a list of terms holds here"),
    mark("write groups of wrong, right, level (error, warning, hint), why; see styles/terms.yaml"),
)
NOT_FOR_MANUSCRIPT = Message(
    "E094",
    mark("a manuscript is not mended in place"),
    mark("paiban import mends it; lint the week it becomes"),
)
STOPPED = Message(
    "H095",
    mark("the edition was not built"),
    mark("correct the errors, accept them in issue.yaml, or build it all the same with --draft"),
)
BACKUP_FAILED = Message(
    "E096",
    mark("{name} cannot be written: {reason}"),
    mark("look at the folder's permissions and at the free space; nothing was lost"),
)
FIX_FAILED = Message(
    "E097",
    mark("the repairs were not made: the issue would not load with them"),
    mark("nothing was written; please send the issue to whoever looks after typeset"),
)
