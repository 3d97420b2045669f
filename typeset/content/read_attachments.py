"""The attachments of an issue (读取附件表) from issue.yaml, each key checked.

Source: GB/T 9704-2012, 7.3.7.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.base.read_yaml import Node, Scalar
from typeset.content.attachment import AttachedFile, Attachment, PageRanges, Rotation
from typeset.content.manifest import (
    ATTACHED_FILE_KEYS,
    ATTACHMENT_KEYS,
    FITS,
    NUMBERINGS,
    ROTATIONS,
    TRUTHS,
)
from typeset.content.read_groups import Group, GroupReader
from typeset.content.read_text import quoted

BAD_PAGES = Message(
    "E180",
    mark("{text} does not name pages"),
    mark("write pages: 1-3,7 (from 1, the lower first)"),
)
UNKNOWN_ROTATION = Message(
    "E181",
    mark("{text} is not a rotation"),
    mark("write rotate: auto, 0, 90, 180 or 270 (degrees clockwise)"),
)
UNKNOWN_NUMBERING = Message(
    "E182",
    mark("{text} is not a way to number the pages of an attachment"),
    mark("write number: continue (连续) or number: own (自编)"),
)
NOT_A_TRUTH = Message(
    "E183",
    mark("{text} is neither true nor false"),
    mark("write {key}: true (是) or {key}: false (否)"),
)
SEVERAL_SOURCES = Message(
    "E184",
    mark("an attachment has more than one of file, files and issue"),
    mark("keep one of them; several files belong under files"),
)
NO_SOURCE = Message(
    "E185",
    mark("an attachment names no file"),
    mark("add file: attachments/plan.pdf, files: with a list, or issue: 2025-35"),
)
KEYS_OF_FILE = Message(
    "E188",
    mark("{key} belongs to one file, but this attachment has several"),
    mark("write it beside each file under files"),
)
UNKNOWN_FIT = Message(
    "E153",
    mark("{text} is not a way to fit an attachment"),
    mark("write fit: type-area (版心), page (整页) or actual-size (原大)"),
)

_RANGE = re.compile(r"([1-9]\d{0,5})(?:\s*[-–—~～至]\s*([1-9]\d{0,5}))?")
_SEPARATOR = re.compile(r"\s*[,，、;；]\s*|(?<=\d)\s+(?=\d)")
_OF_FILE = ("pages", "fit", "rotate", "password")
Value = TypeVar("Value")


def read_attachments(reader: GroupReader, group: Group) -> tuple[Attachment, ...]:
    """The attachments in their order, numbered from 1; what is wrong is reported to the reader."""
    attachments: list[Attachment] = []
    for node in reader.items(group, "attachments"):
        attachment = _attachment(reader, node, len(attachments) + 1)
        if attachment is not None:
            attachments.append(attachment)
    return tuple(attachments)


def _attachment(reader: GroupReader, node: Node, number: int) -> Attachment | None:
    if isinstance(node, Scalar) and node.text:
        file = AttachedFile(node.text, position=node.position)
        return Attachment(number, _stem(node.text), (file,), position=node.position)
    fields = reader.group(node, ATTACHMENT_KEYS, "attachments")
    if fields is None:
        return None
    if not _has_one_source(reader, fields, node, ("file", "files", "issue")):
        return None
    files = _listed(reader, fields) if "files" in fields.values else _single(reader, fields)
    if not files:
        return None
    title = reader.text(fields, "title")
    numbering = _choice(reader, fields, "number", NUMBERINGS, UNKNOWN_NUMBERING)
    return Attachment(
        number,
        title or files[0].title or files[0].week or _stem(files[0].file),
        files,
        own_numbers=bool(numbering),
        show_label=_truth(reader, fields, "label", default=True),
        position=files[0].position,
    )


def _single(reader: GroupReader, fields: Group, title: str = "") -> tuple[AttachedFile, ...]:
    """The one file or issue that a group names."""
    key = "issue" if "issue" in fields.values else "file"
    named = reader.text(fields, key, required=True)
    return (_file(reader, fields, key, named, title),) if named else ()


def _listed(reader: GroupReader, fields: Group) -> tuple[AttachedFile, ...]:
    """The several files of an attachment."""
    for key in _OF_FILE:
        if key in fields.values:
            name, _ = fields.values[key]
            reader.findings.append(KEYS_OF_FILE.at(name.position, key=name.text))
    files: list[AttachedFile] = []
    nodes = reader.items(fields, "files")
    name, value = fields.values["files"]
    if not nodes and not (isinstance(value, Scalar) and value.text):
        reader.findings.append(NO_SOURCE.at(name.position))
    for node in nodes:
        if isinstance(node, Scalar) and node.text:
            files.append(AttachedFile(node.text, position=node.position))
            continue
        inner = reader.group(node, ATTACHED_FILE_KEYS, "files")
        if inner is not None and _has_one_source(reader, inner, node, ("file", "issue")):
            files += _single(reader, inner, title=reader.text(inner, "title"))
    return tuple(files)


def _has_one_source(
    reader: GroupReader, fields: Group, node: Node, sources: tuple[str, ...]
) -> bool:
    """Whether one of some keys is there, and one only."""
    given = [key for key in sources if key in fields.values]
    if len(given) != 1:
        kind = SEVERAL_SOURCES if given else NO_SOURCE
        place = fields.values[given[1]][0].position if given else node.position
        reader.findings.append(kind.at(place))
    return len(given) == 1


def _file(reader: GroupReader, fields: Group, key: str, named: str, title: str) -> AttachedFile:
    return AttachedFile(
        file="" if key == "issue" else named,
        title=title,
        pages=_pages(reader, fields),
        fit=_choice(reader, fields, "fit", FITS, UNKNOWN_FIT) or "type-area",
        rotate=_rotation(reader, fields),
        password=reader.text(fields, "password"),
        week=named if key == "issue" else "",
        position=fields.values[key][1].position,
    )


def _pages(reader: GroupReader, fields: Group) -> PageRanges:
    """页: numbers and ranges, as 1-3,7; empty where none are given."""
    text = reader.text(fields, "pages")
    if not text:
        return ()
    matches = [_RANGE.fullmatch(part) for part in _SEPARATOR.split(text)]
    ranges = tuple(
        (int(match[1]), int(match[2] or match[1])) for match in matches if match is not None
    )
    if len(ranges) < len(matches) or any(first > last for first, last in ranges):
        place = fields.values["pages"][1].position
        reader.findings.append(BAD_PAGES.at(place, text=quoted(text)))
        return ()
    return ranges


def _rotation(reader: GroupReader, fields: Group) -> Rotation:
    chosen = _choice(reader, fields, "rotate", ROTATIONS, UNKNOWN_ROTATION)
    return None if chosen is None else chosen[0]


def _truth(reader: GroupReader, fields: Group, key: str, *, default: bool) -> bool:
    text = reader.text(fields, key)
    if not text:
        return default
    known = TRUTHS.get(text.lower())
    if known is None:
        place = fields.values[key][1].position
        kind = NOT_A_TRUTH
        reader.findings.append(kind.at(place, text=quoted(text), key=key))
        return default
    return known


def _choice(
    reader: GroupReader, fields: Group, key: str, known: Mapping[str, Value], message: Message
) -> Value | None:
    """One of some words; None where the key is absent or none of them."""
    text = reader.text(fields, key)
    if text and text not in known:
        place = fields.values[key][1].position
        reader.findings.append(message.at(place, text=quoted(text)))
    return known.get(text)


def _stem(file: str) -> str:
    return PurePosixPath(file).stem
