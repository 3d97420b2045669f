"""LibreOffice at work (办公软件转换), where it is installed: in a worker, with a profile of its own
that goes with the worker's folder, no macros, no updating of links, and no network where the system
lets a process do without.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from typeset.base.worker import REFUSED_EXIT, Ending, WorkerLimits, run_worker

PROGRAMS = ("soffice", "libreoffice")
LIMITS = WorkerLimits(memory=4_000_000_000, processor_seconds=90, wall_seconds=120, open_files=512)
_MOST_BYTES = 100_000_000
_BOLD = '<edit name="weight" mode="assign" binding="same"><const>bold</const></edit>'
_NOWHERE = "http://127.0.0.1:9"
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop\
 oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop\
 oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"\
 oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"\
 oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">\
<prop oor:name="UseLosslessCompression" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="ReduceImageResolution" oor:op="fuse"><value>false</value></prop>\
<prop oor:name="ExportFormFields" oor:op="fuse"><value>false</value></prop>\
<prop oor:name="UseTaggedPDF" oor:op="fuse"><value>false</value></prop>\
<prop oor:name="ExportBookmarks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class OfficeFonts(Struct, frozen=True):
    """Faces for LibreOffice: the folders that hold them, and the families that stand for others by
    the names that documents use, with whether their bold face does."""

    folders: tuple[str, ...] = ()
    aliases: Mapping[str, tuple[str, bool]] = {}


def find_office() -> str | None:
    """The path of LibreOffice; None where it is not installed."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


def run_office(
    program: str, source: IO[bytes], ending: str, target: str, fonts: OfficeFonts = OfficeFonts()
) -> bytes | Ending:
    """A file as LibreOffice turns it into another kind, given as `docx` or `pdf` with a filter's
    name behind a colon; or how that ended without one."""
    request = {
        "program": str(Path(program).resolve()),
        "ending": ending,
        "target": target,
        "folders": fonts.folders,
        "aliases": dict(fonts.aliases),
    }
    with tempfile.TemporaryFile() as output:
        answer = run_worker(f"{__name__}:convert", source, request, output, LIMITS)
        output.seek(0)
        made = output.read(_MOST_BYTES) if answer.ending is Ending.FINE else b""
    return made or (Ending.REFUSED if answer.ending is Ending.FINE else answer.ending)


def convert(
    request: Mapping[str, Any], source: IO[bytes], output: IO[bytes] | None
) -> tuple[int, Mapping[str, Any]]:
    """In the worker: convert in its temporary folder."""
    assert output is not None
    folder = Path.cwd()
    given = folder / f"given{request['ending']}"
    given.write_bytes(source.read())
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    environment = {
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "http_proxy": _NOWHERE,
        "https_proxy": _NOWHERE,
    }
    if request["folders"]:
        (folder / "fonts.conf").write_text(_font_settings(request), encoding="utf-8")
        environment["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
    words = [
        *_without_network(),
        request["program"],
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
        *("--convert-to", request["target"], "--outdir", str(folder / "made"), str(given)),
    ]
    _run(words, environment)
    made = folder / "made" / f"given.{request['target'].partition(':')[0]}"
    if made.is_symlink() or not made.is_file() or made.stat().st_size > _MOST_BYTES:
        return REFUSED_EXIT, {}
    output.write(made.read_bytes())
    return 0, {}


def _without_network() -> Sequence[str]:
    """Words before a command that take the network from it, where the system allows that."""
    words = ("/usr/bin/unshare", "--user", "--map-root-user", "--net")
    try:
        return words if _run([*words, "/bin/true"], {}) == 0 else ()
    except OSError:
        return ()


def _run(words: Sequence[str], environment: Mapping[str, str]) -> int:
    return subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(environment),
        check=False,
    ).returncode


def _font_settings(request: Mapping[str, Any]) -> str:
    """Settings of fontconfig: the system's, our folders, and who stands for whom."""
    from html import escape

    folders = "".join(f"<dir>{escape(folder)}</dir>\n" for folder in request["folders"])
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="prepend" binding="same"><string>{escape(family)}</string>'
        f"</edit>{_BOLD if is_bold else ''}</match>\n"
        for name, (family, is_bold) in request["aliases"].items()
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"{folders}{aliases}<cachedir>fontcache</cachedir>\n</fontconfig>\n"
    )
