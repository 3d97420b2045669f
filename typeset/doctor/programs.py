"""Programs beside ours (可选程序): none is needed for an edition, each serves for something."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from typeset.base.findings import Finding, Message
from typeset.base.messages import mark, translate
from typeset.doctor.health import Area, Fact

NO_PROGRAM = Message(
    "H922",
    mark("{program} is not installed; it serves for: {purpose}"),
    mark("only if you need that: {cure}"),
)
PROGRAM_FAILS = Message(
    "W923",
    mark("{program} is installed, but does not run: {reason}"),
    mark("only if you need it ({purpose}): install it again: {cure}"),
)

PATIENCE = 20.0
"""Seconds in which a program must have said its version."""


@dataclass(frozen=True, slots=True)
class Program:
    """可选程序: its names, how it is asked for its version, its use, how it is got."""

    title: str
    names: tuple[str, ...]
    question: str
    purpose: str
    cure: str


PROGRAMS = (
    Program(
        "Ghostscript",
        ("gs",),
        "--version",
        mark("colours of attached PDF pages in printing inks, without making them pictures"),
        mark("sudo apt-get install ghostscript"),
    ),
    Program(
        "LibreOffice",
        ("soffice", "libreoffice"),
        "--version",
        mark("reading .doc, .wps, .odt and .rtf, and attaching office files"),
        mark("sudo apt-get install libreoffice-core libreoffice-writer libreoffice-calc"),
    ),
    Program(
        "Java",
        ("java",),
        "-version",
        mark("examining finished files with veraPDF, in the tests of this program only"),
        mark("sudo apt-get install default-jre-headless"),
    ),
    Program(
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "--version",
        mark("the tests of the live page only; the preview opens in whatever browser you have"),
        mark("sudo apt-get install chromium"),
    ),
    Program(
        "apt-get",
        ("apt-get",),
        "--version",
        mark("fetching the open faces from Debian packages, without root"),
        mark("on other systems put faces of your own into fonts/"),
    ),
)


def examine_programs(programs: Sequence[Program] = PROGRAMS) -> Area:
    """Which of them are there, and whether they run; all are asked at once."""
    with ThreadPoolExecutor(len(programs)) as pool:
        answers = list(pool.map(_ask, programs))
    facts: list[Fact] = []
    found: list[Finding] = []
    for program, (path, said, reason) in zip(programs, answers, strict=True):
        purpose, cure = translate(program.purpose), translate(program.cure)
        values = {"path": path, "version": said, "purpose": purpose}
        seen = f"{said}  {path}" if path else translate(mark("not installed"))
        facts.append(Fact(program.title, f"{seen}  [{purpose}]", values))
        if path is None:
            found.append(NO_PROGRAM.at(program=program.title, purpose=purpose, cure=cure))
        elif reason:
            found.append(
                PROGRAM_FAILS.at(program=program.title, purpose=purpose, cure=cure, reason=reason)
            )
    return Area("programs", translate(mark("optional programs")), facts, found)


def _ask(program: Program) -> tuple[str | None, str, str]:
    """Path, version, and the reason why there is none."""
    path = next((found for name in program.names if (found := shutil.which(name))), None)
    if path is None:
        return None, "", ""
    try:
        done = subprocess.run(
            [path, program.question],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return path, "", str(error)[:200]
    text = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")
    match = re.search(r"\d+(?:\.\d+)+", text)
    if done.returncode or match is None:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return path, "", (lines[-1][:200] if lines else f"exit {done.returncode}")
    return path, match[0], ""
