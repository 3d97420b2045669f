"""What is said of pages: boxes, type area, grid, page numbers, text (8xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NO_TRIM = Message(
    "E822",
    mark("page {pages}: {what}; exactly one of TrimBox and ArtBox must say where the sheet is cut"),
    mark("export the file again with the settings of its profile"),
)
BOXES_NOT_NESTED = Message(
    "E823",
    mark("page {pages}: {inner} is not inside {outer}"),
    mark("export the file again with the settings of its profile"),
)
SIZES_DIFFER = Message(
    "W824",
    mark("page {pages}: trimmed to {size} mm, other than the first page ({first} mm)"),
    mark("give all pages one size"),
)
NO_MEDIA = Message(
    "E825",
    mark("page {pages}: no usable MediaBox"),
    mark("export the file again with the settings of its profile"),
)
ANNOTATION_IN_PRINT = Message(
    "E826",
    mark("page {pages}: {kind} annotations in the printed area"),
    mark("take links and comments out of the press file"),
)
ANNOTATION_FLAGS = Message(
    "E827",
    mark("page {pages}: {kind} annotations that do not print or are hidden"),
    mark("export the file again with the settings of its profile"),
)
ANNOTATION_WORDS = Message(
    "E828",
    mark("page {pages}: {kind} annotations without words for screen readers"),
    mark("export the file again with the settings of its profile"),
)
NEAR_TRIM = Message(
    "W855",
    mark("page {pages}: text {distance} mm from the cut; 5 mm are wanted"),
    mark("move the text inwards"),
)
NO_BLEED = Message(
    "W856",
    mark("page {pages}: art reaches the cut but not 3 mm beyond it"),
    mark("let art run 3 mm over the edge, or keep it off"),
)
PAGE_MULTIPLE = Message(
    "E857",
    mark("{count} pages, which is no multiple of {multiple}"),
    mark("add blank pages"),
)
WRONG_SIDE = Message(
    "E858",
    mark("page {pages}: the odd page number {number} stands on a verso, or an even one on a recto"),
    mark("add or take out a blank page"),
)
PAGE_COUNT = Message(
    "E859",
    mark("{found} pages where {wanted} were laid out"),
    mark("build the edition again, and report this if it stays"),
)
OUTSIDE_AREA = Message(
    "E860",
    mark("page {pages}: text {distance} mm outside the type area (“{text}”)"),
    mark("build the edition again, and report this if it stays"),
)
OFF_GRID = Message(
    "E861",
    mark("page {pages}: a line stands {distance} mm off the grid (“{text}”)"),
    mark("build the edition again, and report this if it stays"),
)
FOOTER_AXIS = Message(
    "E862",
    mark(
        "page {pages}: the page number lies {found} mm below the type area; wanted are {wanted} mm"
    ),
    mark("build the edition again, and report this if it stays"),
)
FOOTER_INSET = Message(
    "E863",
    mark(
        "page {pages}: the page number stands {found} mm in from the outer edge of the "
        "type area; wanted are {wanted} mm"
    ),
    mark("build the edition again, and report this if it stays"),
)
NO_FOOTER = Message(
    "E864",
    mark("page {pages}: the page number {number} is not printed"),
    mark("build the edition again, and report this if it stays"),
)
STRAY_FOOTER = Message(
    "E865",
    mark("page {pages}: a page number is printed where none belongs"),
    mark("build the edition again, and report this if it stays"),
)
NUMBERS_JUMP = Message(
    "E866",
    mark("page {pages}: the page number {found} follows {before}"),
    mark("build the edition again, and report this if it stays"),
)
TEXT_MISSING = Message(
    "E869",
    mark("page {pages}: {reader} does not find {count} characters of the text (“{text}”)"),
    mark("build the edition again, and report this if it stays"),
)
TEXT_STRANGE = Message(
    "E870",
    mark("page {pages}: {reader} finds {count} characters that nobody wrote (“{text}”)"),
    mark("build the edition again, and report this if it stays"),
)
TEXT_ORDER = Message(
    "E871",
    mark("page {pages}: the text reads in another order from “{text}” on"),
    mark("build the edition again, and report this if it stays"),
)
LABEL = Message(
    "W872",
    mark("page {pages}: the viewer shows {label} where {number} is printed"),
    mark("build the edition again, and report this if it stays"),
)
PAGE_BROKEN = Message(
    "E889",
    mark("page {pages}: the content is broken ({reason}); what follows was not measured"),
    mark("export the file again with the settings of its profile"),
)
