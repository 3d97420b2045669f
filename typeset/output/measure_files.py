"""Measuring foreign files (测量图片与附件): sizes and faults, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from typeset.base.findings import Finding
from typeset.base.source_position import SourcePosition
from typeset.base.units import Pt
from typeset.content.document import Attachment, Issue, Picture
from typeset.design.apply_style import AttachmentFile, Files, PictureFile
from typeset.output.messages import (
    ATTACHMENT_PAGES,
    BAD_ATTACHMENT,
    BAD_PICTURE,
    EMPTY_ATTACHMENT,
    LARGE_PICTURE,
    LOCKED_ATTACHMENT,
)

if TYPE_CHECKING:
    import pikepdf

IMAGE_KINDS = (".png", ".jpg", ".jpeg")
MOST_MEGAPIXELS = 50
MOST_PAGES = 2_000
_ORIENTATION = 0x0112
_SIDEWAYS = {5, 6, 7, 8}
"""EXIF orientations in which width and height change places."""


@dataclass(frozen=True, slots=True)
class MeasuredFiles:
    """The facts of all files of an issue, and what was found wrong with them."""

    files: Files
    findings: tuple[Finding, ...]


def measure_files(issue: Issue, folder: Path) -> MeasuredFiles:
    """Open each picture and attachment of an issue once; faults are findings (E601–E606)."""
    findings: list[Finding] = []
    pictures: dict[str, PictureFile] = {}
    for picture in _pictures(issue):
        if picture.file in pictures:
            continue
        size = _picture_size(folder / picture.file, picture.file, picture.position)
        if isinstance(size, Finding):
            findings.append(size)
        else:
            pictures[picture.file] = PictureFile(str(folder / picture.file), *size)
    attachments: dict[int, AttachmentFile] = {}
    for attachment in issue.attachments:
        measured = _measure_attachment(folder / attachment.file, attachment)
        if isinstance(measured, Finding):
            findings.append(measured)
        else:
            attachments[attachment.number] = measured
    return MeasuredFiles(Files(pictures, attachments), tuple(findings))


def page_size(page: pikepdf.Page) -> tuple[Pt, Pt]:
    """Width and height of a foreign page as seen: its crop box, turned, in pt."""
    left, bottom, right, top = visible_box(page)
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = (right - left) * unit, (top - bottom) * unit
    return (height, width) if page.rotation % 180 else (width, height)


def visible_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """可见框: the crop box inside the media box, corners in order (ISO 32000-1, 14.11.2)."""
    media, crop = (_ordered(box) for box in (page.mediabox, page.cropbox))
    box = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return box if box[0] < box[2] and box[1] < box[3] else media


def _ordered(box: pikepdf.Array) -> tuple[float, float, float, float]:
    first_x, first_y, second_x, second_y = (float(edge) for edge in box)
    return (
        min(first_x, second_x),
        min(first_y, second_y),
        max(first_x, second_x),
        max(first_y, second_y),
    )


def _pictures(issue: Issue) -> Iterable[Picture]:
    for material in issue.materials:
        for block in material.blocks:
            if isinstance(block, Picture):
                yield block


def _picture_size(path: Path, name: str, position: SourcePosition) -> tuple[int, int] | Finding:
    """Pixels of an image as seen, from its header; what it holds is read when it is drawn."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=("PNG", "JPEG")) as image:
            width, height = image.size
            if image.getexif().get(_ORIENTATION) in _SIDEWAYS:
                width, height = height, width
            if width * height > MOST_MEGAPIXELS * 1_000_000:
                return LARGE_PICTURE.at(
                    position, file=name, width=width, height=height, limit=MOST_MEGAPIXELS
                )
            image.load()
    except UnidentifiedImageError:
        return BAD_PICTURE.at(position, file=name, reason="PNG? JPEG?")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return BAD_PICTURE.at(position, file=name, reason=_first_line(error))
    return width, height


def _measure_attachment(path: Path, attachment: Attachment) -> AttachmentFile | Finding:
    name, position = attachment.file, attachment.position
    if path.suffix.lower() in IMAGE_KINDS:
        size = _picture_size(path, name, position)
        if isinstance(size, Finding):
            return size
        # At 72 pixels an inch: larger than any page, so it is scaled down into its place.
        return AttachmentFile(str(path), ((float(size[0]), float(size[1])),), is_image=True)
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            count = len(pdf.pages)
            if count > MOST_PAGES:
                return ATTACHMENT_PAGES.at(position, file=name, count=count, limit=MOST_PAGES)
            sizes = tuple(page_size(page) for page in pdf.pages)
    except pikepdf.PasswordError:
        return LOCKED_ATTACHMENT.at(position, file=name)
    except (pikepdf.PdfError, OSError, ValueError, TypeError, RuntimeError) as error:
        return BAD_ATTACHMENT.at(position, file=name, reason=_first_line(error))
    if not sizes:
        return EMPTY_ATTACHMENT.at(position, file=name)
    if any(min(size) <= 0 for size in sizes):
        return BAD_ATTACHMENT.at(position, file=name, reason="/MediaBox")
    return AttachmentFile(str(path), sizes, is_image=False)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
