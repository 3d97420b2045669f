"""Old and foreign word processors' files to .docx (转换): by LibreOffice, where it is installed.

It runs in the worker process, with a profile of its own that goes with the temporary folder.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from typeset.base.errors import SourceError
from typeset.base.worker import REFUSED_EXIT, Ending, WorkerLimits, run_worker
from typeset.content.importers import messages
from typeset.content.read_text import quoted

PROGRAMS = ("soffice", "libreoffice")
_LIMITS = WorkerLimits(memory=4_000_000_000, processor_seconds=90, wall_seconds=120, open_files=512)
_DOCX_BYTES = 100_000_000


def find_converter() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def convert_office(data: bytes, suffix: str, file: str) -> bytes:
    """The bytes of a .doc, .wps, .odt or .rtf file as .docx.

    Raises SourceError where LibreOffice is missing, fails, or takes too long.
    """
    program = find_converter()
    if program is None:
        raise SourceError([messages.NO_CONVERTER.at(name=quoted(file))])
    request = {"program": str(Path(program).resolve()), "suffix": suffix}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output:
        given.write(data)
        given.flush()
        answer = run_worker(f"{__name__}:convert", given, request, output, _LIMITS)
        output.seek(0)
        made = output.read(_DOCX_BYTES) if answer.ending is Ending.FINE else b""
    if made:
        return made
    late = answer.ending is Ending.OUT_OF_TIME
    message = messages.WORKER_TIME if late else messages.CONVERSION_FAILED
    raise SourceError([message.at(name=quoted(file))])


def convert(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """In the worker: convert in its temporary folder."""
    assert output is not None
    folder = Path.cwd()
    given = folder / f"given{request['suffix']}"
    given.write_bytes(source.read())
    words = [
        request["program"],
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(given)),
    ]
    subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        check=False,
    )
    made = folder / "made" / "given.docx"
    if made.is_symlink() or not made.is_file() or made.stat().st_size > _DOCX_BYTES:
        return REFUSED_EXIT, {}
    output.write(made.read_bytes())
    return 0, {}
