"""What laying pages out may have to say (W5xx, H5xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

COARSE_PICTURE = Message(
    "W501",
    mark("{file} prints at {resolution} ppi; {wanted} are wanted"),
    mark("use a picture at least {pixels} pixels wide"),
)
WIDE_GAP = Message(
    "W502",
    mark("a line's gaps open to {gap} % of a character: {text}"),
    mark("change a word or two in this paragraph"),
)
RAGGED_LINE = Message(
    "W503",
    mark("a line could not be filled and was left short: {text}"),
    mark("give the long word or address a place to break, or move it"),
)
SPLIT_BOX = Message(
    "W504",
    mark("something that belongs together had to be split over two lines: {text}"),
    mark("shorten it, or widen its column"),
)
SHORT_PAGE = Message(
    "H505",
    mark(
        "the page ends {missing} lines early, so that nothing is parted that belongs together and"
        " no gap opens too wide"
    ),
    mark("nothing to do; a change in the text before it may fill the page"),
)
LONELY_LINE = Message(
    "W506",
    mark("a single line of a paragraph stands alone at the edge of the page"),
    mark("lengthen or shorten a paragraph on this page by a line"),
)
PARTED_HEADING = Message(
    "W507",
    mark("a heading, or text that belongs to what follows, stands last on the page"),
    mark("lengthen or shorten a paragraph on this page by a line"),
)
WIDE_TABLE = Message(
    "W508",
    mark("the table has more columns than fit: {columns}"),
    mark("make it two tables, or give some of its columns shorter words"),
)
ADDRESSEES_MOVED = Message(
    "H510",
    mark("the first page has no room for the text, so 主送机关 stand in the imprint (7.3.2)"),
    mark("shorten their list or the title to have them above the text"),
)
NO_TEXT_ON_FIRST_PAGE = Message(
    "W511",
    mark("the first page of the document shows nothing of its text (7.3.3)"),
    mark("shorten the title, the list of 主送机关 or that of the issuers"),
)
FOOTER_LEFT_OUT = Message(
    "W520",
    mark("{file}: page number {printed} is left out, for page {number} has ink in its place"),
    mark("write fit: type-area for it, or number: own where it has page numbers of its own"),
)
OVER_TYPE_AREA = Message(
    "W521",
    mark("{file}: page {number} in its own size reaches over the type area"),
    mark("write fit: type-area, so that it is scaled down"),
)
UNBLED = Message(
    "W522",
    mark("{file}: the ink of page {number} ends at the edge of the sheet, without bleed"),
    mark("ask its sender for one in the proportions of the sheet, or write fit: type-area"),
)
CUT_OFF = Message(
    "W523",
    mark("{file}: page {number} in its own size is larger than the sheet; part of it is cut off"),
    mark("write fit: type-area or fit: page, so that it is scaled down"),
)
