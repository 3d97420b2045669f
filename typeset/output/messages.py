"""What files and the finished PDF may have to say: 6xx pictures and attachments, 7xx output."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

BAD_PICTURE = Message(
    "E601",
    mark("{file} cannot be read as a picture: {reason}"),
    mark("open it in a picture program and save it again as PNG or JPEG"),
)
LARGE_PICTURE = Message(
    "E602",
    mark("{file} is {width} × {height} pixels, more than {limit} million"),
    mark("scale it down to the size at which it is printed, at 300 ppi"),
)
BAD_ATTACHMENT = Message(
    "E603",
    mark("{file} cannot be read as a PDF: {reason}"),
    mark("ask its sender for it anew, or print it to a new PDF"),
)
LOCKED_ATTACHMENT = Message(
    "E604",
    mark("{file} is protected by a password"),
    mark("ask its sender for a copy without one"),
)
EMPTY_ATTACHMENT = Message(
    "E605",
    mark("{file} has no pages"),
    mark("ask its sender for it anew"),
)
ATTACHMENT_PAGES = Message(
    "E606",
    mark("{file} has {count} pages; {limit} are the most"),
    mark("attach the pages that are needed only"),
)
NO_DEFAULT_PROFILE = Message(
    "W607",
    mark("the colour profile {file} is not installed; the files claim neither PDF/X nor PDF/A"),
    mark("run: paiban fonts install, or give the print shop's profile with --icc FILE"),
)
PAGE_AS_PICTURE = Message(
    "W610",
    mark("{file}: printed as pictures at {resolution} ppi are pages {numbers}: {reason}"),
    mark("ask its sender for a PDF with embedded fonts, without transparency, in CMYK or grey"),
)
NOT_WRITTEN = Message(
    "E701",
    mark("{file} cannot be written: {reason}; what was there is untouched"),
    mark("close it in other programs, look at the folder's permissions and the free space"),
)

NOT_EMBEDDED = mark("a font is not embedded")
NOT_MAPPED = mark("a font does not say what its glyphs stand for")
TRANSPARENT = mark("it is transparent in places")
LAYERED = mark("it has layers")
OTHER_COLOUR = mark("it uses shadings, patterns or spot colours")
ANNOTATED = mark("it has notes that only a viewer can draw")
LOOKS_DIFFERENT = mark("taken over as it is it would look different")
NOT_READABLE = mark("it is damaged")
OLD_FORM = mark("it is stored in a form that a press file may not have")
