"""What laying pages out may have to say (W5xx, H5xx)."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

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
