"""What is said of emphasis, scripts, readings and notes in texts (W233 to W239, W290 to W296)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

EMPHASIS_OPEN = Message(
    "W233",
    mark("== without its partner is printed as it stands"),
    mark("close the emphasised words with ==, or write \\=\\= where the signs are meant"),
)
EMPHASIS_EMPTY = Message(
    "W234",
    mark("==== encloses nothing and is printed as it stands"),
    mark("take it away, or write \\=\\= where the signs are meant"),
)
WIDE_EMPHASIS = Message(
    "W235",
    mark("full-width ＝＝ sets no emphasis dots"),
    mark("write ==words== with half-width signs, or \\＝ where the sign is meant"),
)
SUPERSCRIPT_OPEN = Message(
    "W236",
    mark("^ without its partner is printed as it stands"),
    mark("close the superscript with ^, as in m^2^, or write \\^ where the sign is meant"),
)
SUBSCRIPT_OPEN = Message(
    "W237",
    mark("~ without its partner is printed as it stands"),
    mark("close the subscript with ~, as in CO~2~, or write \\~ where the sign is meant"),
)
RUBY_OPEN = Message(
    "W238",
    mark("this reading is not complete and is printed as it stands"),
    mark("write {{喆|zhé}}: characters, an upright line, their reading; or \\{{ for the sign"),
)
NOTE_OPEN = Message(
    "W239",
    mark("this note or note mark is not complete and is printed as it stands"),
    mark("write [^1] for a mark, ^[text] for a note in its place, or \\[ where the sign is meant"),
)
NOTE_EMPTY = Message(
    "W290",
    mark("a note without text is printed as it stands"),
    mark("write its text, or take it away"),
)
NOTE_MISPLACED = Message(
    "W291",
    mark("no note can stand here; this is printed as it stands"),
    mark("write it into the text itself: the notice and notes have no notes"),
)
NOTE_MISSING = Message(
    "W292",
    mark("the mark [^{label}] has no note and is printed as it stands"),
    mark("add a line [^{label}]: with the note's text to this material"),
)
NOTE_UNUSED = Message(
    "W293",
    mark("no mark leads to the note [^{label}]; it is printed as a paragraph"),
    mark("put [^{label}] where the note belongs, or take the note away"),
)
NOTE_TWICE = Message(
    "W294",
    mark("the note [^{label}] stands on line {line} already; this one is printed as a paragraph"),
    mark("give each note a label of its own"),
)
MARK_TWICE = Message(
    "W295",
    mark("the mark [^{label}] stands here again (first on line {line}); its note is printed twice"),
    mark("take one mark away, or give the notes labels of their own"),
)
LINK_OPEN = Message(
    "W296",
    mark("this link is not complete and is printed as it stands"),
    mark("write [words](https://…) without brackets or notes in the words, or \\[ for the sign"),
)
