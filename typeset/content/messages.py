"""What the source stage says: E1xx, W1xx, H1xx about the issue, E2xx and W2xx about texts."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

# ------------------------------------------------------------------ the folder


# ------------------------------------------------------------------------------- paths


# --------------------------------------------------------------------- facts of the issue

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

# ------------------------------------------------------------------- texts of materials

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
