"""What surrounds the program (运行环境): the preview's port, encodings, language, the clock."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typeset.base.disk import reason_of
from typeset.base.findings import Finding, Message
from typeset.base.loopback import LOOPBACK, USUAL_PORT
from typeset.base.messages import LOCALE_FOLDER, mark, reader_languages, translate
from typeset.doctor.health import Area, Fact

PORT_TAKEN = Message(
    "H928",
    mark("port {port} of this machine is in use"),
    mark("nothing to do: the preview takes another; perhaps a preview is running already"),
)
NO_LOOPBACK = Message(
    "E929",
    mark("no port of this machine (127.0.0.1) can be opened: {reason}"),
    mark("the preview cannot run; ask whoever looks after this machine about firewall and sandbox"),
)
NOT_UTF8 = Message(
    "W930",
    mark("this terminal is told {encoding}, not UTF-8: Chinese may come out as codes"),
    mark("type first: export LANG=zh_CN.UTF-8 (or LANG=C.UTF-8)"),
)
NAMES_NOT_UTF8 = Message(
    "E931",
    mark("names of files are taken as {encoding}, not UTF-8: Chinese file names are not found"),
    mark("type first: export LANG=zh_CN.UTF-8 (or LANG=C.UTF-8)"),
)
UNKNOWN_LANGUAGE = Message(
    "H932",
    mark("there is no translation for {languages}; English is spoken"),
    mark("for Chinese: export LANGUAGE=zh_CN"),
)
WRONG_CLOCK = Message(
    "W933",
    mark("the clock says {now}, which cannot be right"),
    mark("set the clock: proofs and approvals carry its date"),
)
BAD_EPOCH = Message(
    "W934",
    mark("SOURCE_DATE_EPOCH is {value}, which is no number of seconds"),
    mark("type first: unset SOURCE_DATE_EPOCH"),
)

_LAST_YEAR = 2100
_SLACK = timedelta(days=2)
_PROGRAM = Path(__file__).parents[1]


def examine_port(port: int = USUAL_PORT) -> Area:
    """Whether the preview can be served on this machine."""
    found = []
    if _bind(port):
        reason = _bind(0)
        found.append(NO_LOOPBACK.at(reason=reason) if reason else PORT_TAKEN.at(port=port))
    said = found[0].message if found else translate(mark("free"))
    fact = Fact(f"{LOOPBACK}:{port}", said, {"port": port, "free": not found})
    return Area("port", translate(mark("port of the preview")), [fact], found)


def examine_locale(encoding: str | None = None, names: str | None = None) -> Area:
    """Encodings of the terminal and of file names, and the language that is spoken."""
    encoding = encoding or getattr(sys.stdout, "encoding", None) or "?"
    names = names or sys.getfilesystemencoding()
    found: list[Finding] = []
    if not _is_utf8(encoding):
        found.append(NOT_UTF8.at(encoding=encoding))
    if not _is_utf8(names):
        found.append(NAMES_NOT_UTF8.at(encoding=names))
    languages = reader_languages()
    spoken = spoken_language(languages)
    if not spoken and not _are_plain(languages):
        found.append(UNKNOWN_LANGUAGE.at(languages=":".join(languages)))
    facts = [
        Fact(translate(mark("terminal")), encoding, {"encoding": encoding}),
        Fact(translate(mark("file names")), names, {"encoding": names}),
        Fact(translate(mark("language")), spoken or "en", {"asked": languages}),
    ]
    return Area("locale", translate(mark("language and characters")), facts, found)


def examine_clock(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Area:
    """Whether the clock can be right: not before this program was put here, and in this century."""
    moment = now()
    found = []
    if moment + _SLACK < _newest() or moment.year > _LAST_YEAR:
        found.append(WRONG_CLOCK.at(now=f"{moment:%Y-%m-%d %H:%M}"))
    said = f"{moment.astimezone():%Y-%m-%d %H:%M %Z}"
    facts = [Fact(translate(mark("now")), said, {"utc": moment.isoformat(timespec="seconds")})]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is not None:
        facts.append(Fact("SOURCE_DATE_EPOCH", epoch))
        if not (epoch.isascii() and epoch.isdecimal()):
            found.append(BAD_EPOCH.at(value=epoch[:80]))
    return Area("clock", translate(mark("clock")), facts, found)


def spoken_language(languages: list[str]) -> str:
    """The first language asked for that has a catalogue, by gettext's own order; or empty."""
    import gettext

    path = gettext.find("typeset", str(LOCALE_FOLDER), languages)
    return Path(path).parts[-3] if path else ""


def _are_plain(languages: list[str]) -> bool:
    """Whether English is what is asked for, or nothing is."""
    return not languages or languages[0].partition(".")[0].split("_")[0] in ("C", "POSIX", "en")


def _bind(port: int) -> str:
    """Why a port cannot be opened; empty where it can."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((LOOPBACK, port))
            one.listen(1)
    except OSError as error:
        return reason_of(error)
    return ""


def _is_utf8(encoding: str) -> bool:
    return encoding.lower().replace("-", "").replace("_", "") in ("utf8", "utf8sig", "cp65001")


def _newest() -> datetime:
    """When the program's own files were put here."""
    times = [_modified(path) for path in _PROGRAM.glob("*.py")]
    return datetime.fromtimestamp(max(times, default=0.0), UTC)


def _modified(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
