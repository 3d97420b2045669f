"""Programs beside ours (可选程序): none is needed for an edition, each serves for something."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from typeset.base.cache import cache_folder
from typeset.base.disk import reason_of
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


# Where things are written (读写权限): the right to write, tried by writing; and free space.

NOT_WRITABLE = Message(
    "E924",
    mark("nothing can be written into {folder}: {reason}"),
    mark("ask whoever looks after this machine for the right to write there; {purpose}"),
)
NO_CACHE = Message(
    "W925",
    mark("the cache {folder} cannot be written: {reason}"),
    mark("all works, but slowly; set TYPESET_CACHE to a folder of yours"),
)
LITTLE_SPACE = Message(
    "W926",
    mark("only {free} MB are free in {folder}"),
    mark("make room: an edition with its proofs may need 200 MB, fetching faces 400 MB"),
)
NO_SPACE = Message(
    "E927",
    mark("the disk is full: {free} MB are free in {folder}"),
    mark("delete what is not needed; an edition with its proofs may need 200 MB"),
)
NO_ISSUES = Message(
    "W935",
    mark("there is no issue in {folder}"),
    mark("make one: paiban new 2025-37; or go to the folder that holds issues/, or give --root"),
)

LITTLE, NOTHING = 500_000_000, 20_000_000
"""Bytes that should be free, and without which nothing can be made."""


def examine_folders(root: Path) -> Area:
    """`issues/`, `out/`, `release/` beside it, the temporary folder, the cache."""
    wanted = {
        "issues": (root / "issues", mark("new issues and proofs are written there")),
        "out": (root / "out", mark("editions are written there")),
        "release": (root / "release", mark("released editions are written there")),
        "temporary": (_temporary(), mark("work in progress is written there")),
    }
    facts: list[Fact] = []
    found: list[Finding] = []
    for name, (folder, purpose) in wanted.items():
        reason = try_writing(folder)
        facts.append(_fact(name, folder, reason))
        if reason:
            said = translate(purpose)
            found.append(NOT_WRITABLE.at(folder=str(folder), reason=reason, purpose=said))
    cache = cache_folder()
    reason = try_writing(cache) if cache else translate(mark("there is no home folder"))
    facts.append(_fact("cache", cache or Path("~/.cache"), reason))
    if reason:
        found.append(NO_CACHE.at(folder=str(cache or "~/.cache"), reason=reason))
    for folder in (root, _temporary()):
        found += [one for one in _judge_space(folder) if one not in found]
    facts.append(_space(root))
    return Area("folders", translate(mark("folders")), facts, found)


def examine_issues(root: Path) -> Area:
    """The weeks there are."""
    from typeset.content.load_issue import list_weeks

    weeks = list_weeks(root)
    found = [] if weeks else [NO_ISSUES.at(folder=str(root / "issues"))]
    said = ", ".join(weeks[-5:]) or "-"
    fact = Fact(str(root), f"{len(weeks)}: {said}", {"weeks": list(weeks)})
    return Area("issues", translate(mark("issues")), [fact], found)


def try_writing(folder: Path) -> str:
    """Why nothing can be written into a folder, or into the one in which it would be made;
    empty where it can.  What is tried leaves nothing behind."""
    place = folder
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    try:
        with tempfile.TemporaryFile(dir=place, prefix=".typeset-doctor-") as file:
            file.write(b"typeset")
            file.flush()
    except OSError as error:
        return reason_of(error)
    return ""


def judge_space(free: int, folder: Path) -> Iterator[Finding]:
    """What is to be said of so many free bytes."""
    if free < LITTLE:
        message = NO_SPACE if free < NOTHING else LITTLE_SPACE
        yield message.at(free=free // 1_000_000, folder=str(folder))


def _judge_space(folder: Path) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return
    yield from judge_space(free, folder)


def _space(folder: Path) -> Fact:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return Fact(translate(mark("free space")), "?")
    return Fact(translate(mark("free space")), f"{free / 1e9:.1f} GB", {"bytes": free})


def _fact(name: str, folder: Path, reason: str) -> Fact:
    said = reason or translate(mark("can be written"))
    return Fact(name, f"{folder}: {said}", {"path": str(folder), "writable": not reason})


def _temporary() -> Path:
    """The temporary folder, or what it should be where none can be written."""
    try:
        return Path(tempfile.gettempdir())
    except OSError:
        return Path(os.environ.get("TMPDIR") or os.sep + "tmp")
