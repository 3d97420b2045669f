"""What foreign files may have to say (W61x, E61x, E64x)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

DAMAGED = Message(
    "W611",
    mark("{file} is damaged and was put right as far as it goes: {reason}"),
    mark("compare its pages with the sender's, or ask for it anew"),
)
ANNOTATIONS_LOST = Message(
    "W612",
    mark("{file}: stamps, notes and form values cannot be taken over: {reason}"),
    mark("print it to a new PDF, so that they become part of its pages"),
)
IMPOSSIBLE_PAGE = Message(
    "E614",
    mark("{file}: page {number} is {size} large, which cannot be printed"),
    mark("leave it out with pages, or ask the sender for the file anew"),
)
TOO_MUCH = Message(
    "E615",
    mark("{file} has a page that holds too much to be worked on"),
    mark("leave it out with pages, or ask the sender to print the file to a new PDF"),
)
WRONG_PASSWORD = Message(
    "E616",
    mark("the password given for {file} does not open it"),
    mark("ask its sender for the right one, or for a copy without"),
)
NO_SUCH_PAGE = Message(
    "E617",
    mark("{file} has no page {wanted}, for it ends with page {count}"),
    mark("write other numbers after pages"),
)
NO_PICTURE = Message(
    "E618",
    mark("{file}: page {number} cannot be shown"),
    mark("leave it out with pages, or ask the sender for the file anew"),
)
OUT_OF_TIME = Message(
    "E640",
    mark("{file} was given up: working on it takes too long"),
    mark("ask its sender for it anew, or print it to a new PDF"),
)
OUT_OF_MEMORY = Message(
    "E641",
    mark("{file} was given up: working on it takes too much memory"),
    mark("ask its sender for it anew, or print it to a new PDF"),
)
CRASHED = Message(
    "E642",
    mark("{file} was given up: the program that reads it broke down"),
    mark("ask its sender for it anew, or print it to a new PDF"),
)
TOO_LARGE = Message(
    "E643",
    mark("{file} has {size} MB; {limit} are the most"),
    mark("attach the pages that are needed only, or scan it at 300 ppi"),
)
TOO_MANY_PAGES = Message(
    "E644",
    mark("the attachments have {count} pages together; {limit} are the most"),
    mark("attach the pages that are needed only"),
)
BLANK_PAGES = Message(
    "W645",
    mark("{file}: nothing is seen on pages {numbers}"),
    mark("leave them out with pages, or ask the sender for the file anew"),
)
EMPTY_FILE = Message(
    "E620",
    mark("{file} is empty"),
    mark("ask its sender for it anew"),
)
UNKNOWN_KIND = Message(
    "E621",
    mark("{file} is of a kind that cannot be attached"),
    mark("open it in the program it comes from and print it to a PDF"),
)
OTHER_ENDING = Message(
    "W622",
    mark("{file} is really {kind}, and is taken as that"),
    mark("give it the ending that belongs to it"),
)
LYING_KIND = Message(
    "E623",
    mark("{file} is no {ending} file but {kind}"),
    mark("give it the ending that belongs to it, or ask its sender what it is meant to be"),
)
OFD_FILE = Message(
    "E624",
    mark("{file} is an OFD document (GB/T 33190), which cannot be read here"),
    mark("open it in an OFD reader and print or export it to a PDF"),
)
NO_OFFICE = Message(
    "E625",
    mark("{file} needs LibreOffice, which is not installed"),
    mark("install LibreOffice, or save the file as PDF in the program it comes from"),
)
OFFICE_FAILED = Message(
    "E626",
    mark("LibreOffice could not turn {file} into a PDF"),
    mark("save it as PDF in the program it comes from"),
)
OFFICE_LAYOUT = Message(
    "H627",
    mark("{file} was laid out by LibreOffice, which may break its lines and pages otherwise"),
    mark("look at its pages; a PDF from the program it comes from is safer"),
)
FIRST_FRAME = Message(
    "W628",
    mark("{file} is a moving picture, of which the first is printed"),
    mark("nothing to do if that is what is meant"),
)
ISSUE_NOT_BUILT = Message(
    "E646",
    mark("issue {week} cannot be attached, for {file} is not there"),
    mark("build it first: make issue WEEK={week}"),
)
