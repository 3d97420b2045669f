"""The particulars of a document (读取公文要素) from issue.yaml, each form checked.

Source: GB/T 9704-2012, 7.2 and 7.4.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.read_yaml import Scalar
from typeset.content import messages
from typeset.content.document import ABSENT, Official, Text
from typeset.content.manifest import TRUTHS
from typeset.content.read_groups import Group, GroupReader
from typeset.content.read_text import quoted

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

_NUMBER = re.compile(r"[^\s〔〕\[\]()（）【】\d][^〔〕\[\]()（）【】]{0,29}〔\d{4}〕[1-9]\d{0,5}号")
_COPY_NUMBER = re.compile(r"[0-9]{1,6}")
_SECRECY = re.compile(r"(?:绝密|机密|秘密)(?:★\S{1,20})?")
_URGENCY = re.compile(r"特急|加急")
_CLOSING = {"addressees": "：:。", "copies_to": "。."}
"""Marks at the end of a value that the style sets itself."""


def read_official(reader: GroupReader, group: Group, date: datetime.date | None) -> Official:
    """The particulars of a document dated `date`; what is wrong is reported to the reader."""
    reader.require(group, "issuers", "issuers: 示例市学习办公室")
    reader.require(group, "number", "number: 示学办发〔2025〕12号")
    printed_on = reader.value(group, "printed_on", reader.date)
    if printed_on and date and printed_on < date:
        place = group.values["printed_on"][1].position
        reader.findings.append(
            PRINTED_BEFORE.at(place, printed=printed_on.isoformat(), date=date.isoformat())
        )
    secrecy = _matched(reader, group, "secrecy", _SECRECY, BAD_SECRECY)
    copy_number = _matched(reader, group, "copy_number", _COPY_NUMBER, BAD_COPY_NUMBER)
    if secrecy.text and "copy_number" not in group.values:
        reader.findings.append(SECRET_UNNUMBERED.at(secrecy.position))
    issuers = _texts(reader, group, "issuers", "[示例市学习办公室, 示例市图书馆]")
    if not issuers and "issuers" in group.values:
        name, _ = group.values["issuers"]
        example = "issuers: 示例市学习办公室"
        reader.findings.append(
            messages.MISSING_KEY.at(name.position, key="issuers", example=example)
        )
    return Official(
        issuers=issuers,
        number=_matched(reader, group, "number", _NUMBER, BAD_OFFICIAL_NUMBER),
        head=_text(reader, group, "head"),
        copy_number=copy_number,
        secrecy=secrecy,
        urgency=_matched(reader, group, "urgency", _URGENCY, BAD_URGENCY),
        signatories=_texts(reader, group, "signatories", "[王喆, 李堃]"),
        addressees=_text(reader, group, "addressees"),
        seal=reader.value(group, "seal", _truth(reader)) or False,
        annotation=_bare(_text(reader, group, "annotation")),
        copies_to=_text(reader, group, "copies_to"),
        printed_by=_text(reader, group, "printed_by"),
        printed_on=printed_on,
        position=group.position,
    )


def _text(reader: GroupReader, group: Group, key: str) -> Text:
    """A value as text with its place; a closing mark that the style sets is taken off."""
    scalar = reader.scalar(group, key)
    if scalar is None or not scalar.text:
        return ABSENT
    return Text(scalar.text.rstrip(_CLOSING.get(key, "")), scalar.position)


def _texts(reader: GroupReader, group: Group, key: str, example: str) -> tuple[Text, ...]:
    return tuple(Text(one.text, one.position) for one in reader.texts(group, key, example))


def _matched(
    reader: GroupReader, group: Group, key: str, form: re.Pattern[str], message: Message
) -> Text:
    """A value of some form; another is reported."""
    text = _text(reader, group, key)
    if text.text and not form.fullmatch(text.text):
        reader.findings.append(message.at(text.position, text=quoted(text.text)))
    return text


def _truth(reader: GroupReader) -> Callable[[Scalar], bool | None]:
    def read(scalar: Scalar) -> bool | None:
        value = TRUTHS.get(scalar.text.lower())
        if value is None:
            reader.findings.append(BAD_TRUTH.at(scalar.position, text=quoted(scalar.text)))
        return value

    return read


def _bare(text: Text) -> Text:
    """Without the brackets that the style sets around it."""
    return Text(text.text.removeprefix("（").removesuffix("）"), text.position)
