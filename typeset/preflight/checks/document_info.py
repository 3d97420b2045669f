"""Info dictionary (文档信息): the same words and dates as in the XMP metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.preflight.check import A2U, EVERY, Check, Said, Strength, measured
from typeset.preflight.scanning.opened import Opened

INFO_DIFFERS = Message(
    "E820",
    mark("{key} is “{info}” in Info and “{xmp}” in XMP"),
    mark("export the file again with the settings of its profile"),
)

_PAIRS = {
    "/Title": "dc:title",
    "/Author": "dc:creator",
    "/Subject": "dc:description",
    "/Keywords": "pdf:Keywords",
    "/Creator": "xmp:CreatorTool",
    "/Producer": "pdf:Producer",
    "/CreationDate": "xmp:CreateDate",
    "/ModDate": "xmp:ModifyDate",
    "/Trapped": "pdf:Trapped",
}
_DATE = re.compile(
    r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?"
    r"(?:(Z)|([+-])(\d\d)[:']?(\d\d)?'?)?"
)


def look(opened: Opened) -> Iterator[Said]:
    """Each key of Info that XMP knows a name for; dates as moments."""
    if opened.xmp is None:
        return
    info, values, count = opened.pdf.docinfo, opened.xmp.values, 0
    for key, name in _PAIRS.items():
        if key not in info:
            continue
        said, also = str(info[key]).lstrip("/"), values.get(name, "")
        count += 1
        same = moment(said) == moment(also) if key.endswith("Date") else said == also
        if not same:
            yield INFO_DIFFERS.at(key=key[1:], info=said, xmp=also or "-")
    yield measured(mark("{count} entries compared"), count=count)


def moment(text: str) -> datetime | str:
    """A date of Info or XMP as a moment, or the text where it is none."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return text
    numbers = [int(part) if part else None for part in match.groups()[:6]]
    year, month, day, hour, minute, second = numbers
    sign = -1 if match[8] == "-" else 1
    shift = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0)) * sign
    try:
        found = datetime(
            year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0,
            tzinfo=timezone(shift),
        )  # fmt: skip
    except ValueError:
        return text
    return found.astimezone(UTC)


DOCUMENT_INFO = Check(
    identifier="document-info",
    words=mark("Info and XMP say the same"),
    source=A2U,
    strength=Strength.MUST,
    profiles=EVERY,
    messages=(INFO_DIFFERS,),
    look=look,
)
