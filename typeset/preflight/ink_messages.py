"""What is said of fonts, colours and pictures (8xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

NOT_EMBEDDED = Message(
    "E831",
    mark("the font {font} is not embedded"),
    mark("embed all fonts"),
)
NOT_SUBSET = Message(
    "W832",
    mark("the font {font} is embedded whole"),
    mark("embed only the characters in use"),
)
NOT_MAPPED = Message(
    "E833",
    mark("page {pages}: {count} codes of {font} stand for no character"),
    mark("make the file with ToUnicode for every font"),
)
NO_GLYPH_DRAWN = Message(
    "E834",
    mark("page {pages}: {font} draws its empty box instead of “{character}”"),
    mark("use a face that has the character"),
)
EMPTY_GLYPH = Message(
    "E835",
    mark("page {pages}: “{character}” of {font} has no outline"),
    mark("build the file again; take another face if it stays"),
)
DEVICE_COLOUR = Message(
    "E836",
    mark("page {pages}: {space} is used, and no output intent says what it means"),
    mark("convert to CMYK or grey"),
)
RGB = Message(
    "W837",
    mark("page {pages}: {space} is left for the press to convert"),
    mark("convert to CMYK or grey"),
)
GROUP_SPACE = Message(
    "E838",
    mark("a transparency group blends in {space}"),
    mark("blend in CMYK, or flatten transparency"),
)
TRANSPARENT = Message(
    "W839",
    mark("page {pages}: transparency ({kinds}); shops that ask for PDF/X-1a refuse it"),
    mark("flatten transparency"),
)
HALFTONE = Message(
    "E840",
    mark("the file brings transfer curves or screens of its own: {kinds}"),
    mark("take them out"),
)
FILTER = Message(
    "E842",
    mark("streams have the filter {filter}, which a press may not know"),
    mark("export the file again with the settings of its profile"),
)
LOW_RESOLUTION = Message(
    "E847",
    mark("page {pages}: a picture of {pixels} pixels has {resolution} ppi; 225 is the least"),
    mark("use a larger picture, or print it smaller"),
)
COARSE = Message(
    "W848",
    mark("page {pages}: a picture of {pixels} pixels has {resolution} ppi; 300 is wanted"),
    mark("use a larger picture, or print it smaller"),
)
COARSE_LINE_ART = Message(
    "W849",
    mark("page {pages}: line art of {pixels} pixels has {resolution} ppi; 1200 is wanted"),
    mark("scan line art at 1200 ppi"),
)
HAIRLINE = Message(
    "W850",
    mark("page {pages}: a line of {width} pt; under 0.25 pt it may break up"),
    mark("make lines 0.25 pt at least"),
)
RICH_BLACK = Message(
    "E851",
    mark("page {pages}: black text in more inks than black: C {c} M {m} Y {y} K {k} %"),
    mark("set black text in black only"),
)
COLOURED_TEXT = Message(
    "W852",
    mark("page {pages}: coloured text: {ink}"),
    mark("fine if colour is meant and paid for; else set the text in black only"),
)
NO_OVERPRINT = Message(
    "W853",
    mark("page {pages}: black text does not overprint"),
    mark("let black overprint (OPM 1), so that no white gaps show"),
)
TOO_MUCH_INK = Message(
    "E854",
    mark("page {pages}: {total} % of ink in all; 300 % is the most"),
    mark("reduce the inks under dark areas"),
)
FOREIGN_NOT_MAPPED = Message(
    "W880",
    mark("page {pages}: {count} codes of {font} in an attachment stand for no character"),
    mark("it prints rightly; ask its sender for a PDF with ToUnicode if it is to be searched"),
)
FOREIGN_GLYPH = Message(
    "W898",
    mark("page {pages}: {font} in an attachment has no drawing for “{character}”"),
    mark("compare the page with the sender's"),
)
FOREIGN_INK = Message(
    "W899",
    mark("page {pages}: {total} % of ink in an attachment; 300 % is the most"),
    mark("ask the print shop whether the paper takes it, or the sender for a lighter picture"),
)
