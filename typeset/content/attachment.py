"""Attachments (附件) as the issue lists them: foreign files that follow the materials.

Source: GB/T 9704-2012, 7.3.7 (attachments are bound and numbered with the text), 8 (landscape).
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from typeset.base.findings import UNKNOWN, SourcePosition
from typeset.content.placed import Placed

AttachmentFit: TypeAlias = Literal["type-area", "page", "actual-size"]
"""How a foreign page stands on ours: its ink in the type area (版心), its whole sheet on our whole
page (整页), or unscaled (原大)."""

Rotation: TypeAlias = Literal[0, 90, 180, 270] | None
"""Clockwise turn of a foreign page in degrees; None: a landscape page is turned (clause 8)."""

PageRanges: TypeAlias = tuple[tuple[int, int], ...]
"""Pages of a file as (first, last), from 1, both included; empty means all."""


class AttachedFile(Placed, frozen=True):
    """附件文件: one foreign file, or the finished issue of another `week` of this office.

    `title` names it in the bookmarks where an attachment has several files.
    """

    file: str
    title: str = ""
    pages: PageRanges = ()
    fit: AttachmentFit = "type-area"
    rotate: Rotation = None
    password: str = ""
    week: str = ""
    position: SourcePosition = UNKNOWN


class Attachment(Placed, frozen=True):
    """附件: 附件N, one or several foreign files under one number, each page placed on ours.

    `own_numbers`: the files bring page numbers of their own (另编页码), so ours are counted but not
    printed.  `show_label`: 附件N and the title stand on the first page.
    """

    number: int
    title: str
    files: tuple[AttachedFile, ...]
    own_numbers: bool = False
    show_label: bool = True
    position: SourcePosition = UNKNOWN
