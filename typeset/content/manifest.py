"""The facts of issue.yaml (期清单) before any other file is opened."""

from __future__ import annotations

import datetime

from msgspec import Struct

from typeset.base.source_position import SourcePosition
from typeset.content.attachment import Attachment
from typeset.content.document import Imprint, Inlines, Official, Period


class ListedMaterial(Struct, frozen=True):
    """A material as the contents list it; `title` is empty where its own serves."""

    file: str
    title: str
    position: SourcePosition


class ListedCategory(Struct, frozen=True):
    """目录类别 with its materials; one without any is not printed."""

    heading: str
    materials: tuple[ListedMaterial, ...]
    position: SourcePosition


class Manifest(Struct, frozen=True):
    """issue.yaml as written, the week's own dates filled in; `chinese` tells by which names the
    keys go, `accepted` are findings of the linter that the editor lets stand, with their places.
    `official` are the particulars of a document, whose text is the one material of `contents`.
    """

    title: str
    period: Period
    compiler: str
    date: datetime.date
    contents: tuple[ListedCategory, ...]
    notice: Inlines
    names: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    imprint: Imprint
    style: str
    chinese: bool = False
    accepted: tuple[tuple[str, SourcePosition], ...] = ()
    official: Official | None = None
