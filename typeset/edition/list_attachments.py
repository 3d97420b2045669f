"""The list of attachments (附件清单): what was attached, from which bytes, placed how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from typeset.base.findings import Finding
from typeset.base.records import values_of
from typeset.base.source_position import SourcePosition
from typeset.design.applying.foreign_files import TakenPages

if TYPE_CHECKING:
    from typeset.content.attachment import AttachedFile, Attachment
    from typeset.design.applying.foreign_files import AttachmentFile
    from typeset.design.style.style import NumberForms
    from typeset.layout.placing.page import Page

_ROADS = "W610"
"""The finding that tells of pages printed as pictures, which the roads tell too."""


class ListedFile(Struct, frozen=True):
    """清单中的一个文件.

    `label` and `title` are the attachment's, `own_title` the file's where the attachment has
    several; `first` and `last` are the labels of our pages it stands on; `printed`: with our page
    numbers.  `line` and `column` say where issue.yaml lists it.
    """

    label: str
    title: str
    own_title: str
    file: str
    sha256: str
    count: int
    first: str
    last: str
    printed: bool
    fit: str
    roads: tuple[TakenPages, ...]
    line: int
    column: int


def list_attachments(
    attachments: Sequence[Attachment],
    files: Mapping[tuple[int, int], AttachmentFile],
    pages: Sequence[Page],
    forms: NumberForms,
) -> Iterator[ListedFile]:
    """Every file with the pages of the finished edition that it fills."""
    from typeset.design.applying.words import attachment_label

    filled = iter([page for page in pages if page.kind == "attachment"])
    for attachment in attachments:
        label = attachment_label(forms, attachment.number, len(attachments))
        for place, file in enumerate(attachment.files):
            facts = files[attachment.number, place]
            labels = [next(filled).label for _ in facts.pages]
            yield ListedFile(
                label=label,
                title=attachment.title,
                own_title=file.title,
                file=_name(file, facts),
                sha256=facts.sha256,
                count=len(labels),
                first=labels[0],
                last=labels[-1],
                printed=not attachment.own_numbers,
                fit=file.fit,
                roads=facts.roads,
                line=file.position.line,
                column=file.position.column,
            )


def remarks_on(listed: ListedFile, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What was found at the place where issue.yaml lists a file, its roads aside."""
    for finding in findings:
        where = finding.position or SourcePosition("")
        if (
            where.file == "issue.yaml"
            and (where.line, where.column)
            == (
                listed.line,
                listed.column,
            )
            and finding.code != _ROADS
        ):
            yield finding


def listed_as_json(listed: ListedFile) -> dict[str, Any]:
    """As JSON takes it."""
    return values_of(listed)


def listed_from_json(value: Mapping[str, Any]) -> ListedFile:
    """The inverse.  Raises KeyError or TypeError."""
    roads = tuple(TakenPages(**road) for road in value["roads"])
    return ListedFile(**{**value, "roads": roads})


def _name(file: AttachedFile, facts: AttachmentFile) -> str:
    return file.file or f"out/{PurePosixPath(facts.path).name}"
