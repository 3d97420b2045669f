"""Ghostscript, where it is installed (可选的转换程序): shadings, patterns and spot colours in inks.

An optional program, started inside the worker and within its limits, never imported.  Fonts that
are not embedded never come here: it would draw other characters and not say so.
Source: reference, Attachments (the recipe and its danger).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pikepdf

_SECONDS = 14
_SETTINGS = (
    "-q",
    "-dSAFER",
    "-dBATCH",
    "-dNOPAUSE",
    "-sDEVICE=pdfwrite",
    "-dCompatibilityLevel=1.6",
    "-dPDFSETTINGS=/prepress",
    "-dAutoRotatePages=/None",
    "-dUseCropBox",
    "-sColorConversionStrategy=CMYK",
    "-dProcessColorModel=/DeviceCMYK",
    "-dBlackText=true",
    "-dCompressStreams=true",
)
_EMBED = ("-c", "<</NeverEmbed [ ]>> setdistillerparams", "-f")


class Ghostscript:
    """The program at work on one file; after its first failure it is not asked again."""

    def __init__(self, program: str, data: bytes, profile: bytes) -> None:
        self._program = program
        self._data = data
        self._profile = profile
        self._folder: Path | None = None

    def convert(self, places: Sequence[int]) -> pikepdf.Pdf | None:
        """A file of the pages (places from 0, in order) in inks; None where the program is missing
        or fails."""
        if not self._program:
            return None
        try:
            pdf = pikepdf.open(self._run(places))
            if len(pdf.pages) == len(places):
                return pdf
        except (OSError, subprocess.SubprocessError, pikepdf.PdfError, ValueError):
            pass
        self._program = ""
        return None

    def _run(self, places: Sequence[int]) -> Path:
        if self._folder is None:
            self._folder = Path.cwd()
            (self._folder / "source.pdf").write_bytes(self._data)
            (self._folder / "press.icc").write_bytes(self._profile)
        made = self._folder / f"inks-{places[0]}.pdf"
        with contextlib.suppress(FileNotFoundError):
            made.unlink()
        pages = ",".join(str(place + 1) for place in places)
        profile = ["-sOutputICCProfile=press.icc"] if self._profile else []
        subprocess.run(
            [
                self._program,
                *_SETTINGS,
                *profile,
                f"-sPageList={pages}",
                f"-sOutputFile={made.name}",
                *_EMBED,
                "source.pdf",
            ],
            cwd=self._folder,
            env={"PATH": os.defpath, "TMPDIR": str(self._folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
        return made
