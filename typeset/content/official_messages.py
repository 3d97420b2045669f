"""What the source stage says of an official document: E17x, W11x."""

from __future__ import annotations

from typeset.base.findings import Message
from typeset.base.messages import mark

KEY_OF_EDITION = Message(
    "E170",
    mark("{key} has no place in an official document"),
    mark("take it away; the title stands in the text, the issuer under document"),
)
KEY_OF_DOCUMENT = Message(
    "E171",
    mark("{key} belongs to an official document"),
    mark("write kind: document (种类：公文), or take it away"),
)
BAD_OFFICIAL_NUMBER = Message(
    "E172",
    mark("{text} is not the number of a document"),
    mark("write code, year in 〔〕 and number, no 第, no zero before, as in 示办发〔2025〕12号"),
)
BAD_COPY_NUMBER = Message(
    "E173",
    mark("{text} is not the number of a copy"),
    mark("write digits only, six at the most, as in 000012"),
)
BAD_SECRECY = Message(
    "E174",
    mark("{text} is not a degree of secrecy"),
    mark("write 绝密, 机密 or 秘密, and the term after ★, as in 机密★1年"),
)
BAD_URGENCY = Message(
    "E175",
    mark("{text} is not a degree of urgency"),
    mark("write 特急 or 加急"),
)
BAD_TRUTH = Message(
    "E176",
    mark("{text} is neither yes nor no"),
    mark("write true (是) or false (否)"),
)
PRINTED_BEFORE = Message(
    "W110",
    mark("the document is printed on {printed}, before its own date, {date}"),
    mark("look at both dates"),
)
SECRET_UNNUMBERED = Message(
    "W111",
    mark("a secret document without copy_number (份号)"),
    mark("number its copies, as in copy_number: 000012"),
)
