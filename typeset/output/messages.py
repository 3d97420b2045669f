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
NOT_WRITTEN = Message(
    "E701",
    mark("{file} cannot be written: {reason}; the last good file is untouched"),
    mark("close it in other programs, look at the folder's permissions and the free space"),
)
BUSY = Message(
    "E702",
    mark("another run is writing {week} and does not come to its end"),
    mark("wait until it is done, or end it, then run again"),
)
