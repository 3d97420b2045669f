"""Measuring foreign files (测量图片与附件): sizes and faults, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from typeset.base.findings import Finding, SourcePosition
from typeset.content.document import Issue, Picture
from typeset.design.applying.foreign_files import Files, PictureFile
from typeset.output.messages import BAD_PICTURE, LARGE_PICTURE

if TYPE_CHECKING:
    from typeset.output.attachments.prepare_attachments import Progress

MOST_MEGAPIXELS = 50
_ORIENTATION = 0x0112
_SIDEWAYS = {5, 6, 7, 8}
"""EXIF orientations in which width and height change places."""


class MeasuredFiles(Struct, frozen=True):
    """The facts of all files of an issue, and what was found wrong with them."""

    files: Files
    findings: tuple[Finding, ...]


def measure_files(
    issue: Issue,
    folder: Path,
    profile: bytes,
    progress: Progress | None = None,
    fonts: Sequence[Path] = (),
) -> MeasuredFiles:
    """Measure each picture of an issue once, and prepare its attachments for a press profile.

    All faults are findings (6xx).  `fonts` are folders of faces for office files.
    """
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
    if not issue.attachments:
        return MeasuredFiles(Files(pictures, {}), tuple(findings))
    from typeset.output.attachments.prepare_attachments import prepare_attachments

    prepared = prepare_attachments(issue.attachments, folder, profile, progress, fonts)
    return MeasuredFiles(Files(pictures, prepared.files), (*findings, *prepared.findings))


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


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
