"""What the installer of the open faces says (45x)."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from typeset.base.disk import reason_of
from typeset.base.messages import mark, translate
from typeset.design.fonts.font_manifest import FontPackage

NO_TOOL = mark("not fetched, {tool} is not on this machine")
NO_SERVER = mark("not fetched, the package server cannot be reached")
NO_PACKAGE = mark("not fetched, the package server does not have it")
NO_MEMBER = mark("the package does not hold {member}")
TOOK_TOO_LONG = mark("not fetched within {minutes} minutes")
RUN_AGAIN = mark("check the network, then run: paiban fonts install")
ELSEWHERE = mark(
    "run `paiban fonts install` on a Debian or Ubuntu machine and copy fonts/open/ here, "
    "or put faces of your own into fonts/"
)


# Fetch packages of faces (下载字体包) with the machine's own package clients, never as root.
#
# apt-get works with lists and cache folders of its own, so neither an earlier `apt-get update` nor
# the right to change the system is needed; the package is unpacked, not installed.  pip downloads a
# wheel without its dependencies.  What comes out is checked by sha256 by the caller.

MINUTES_ALLOWED = 30
_WATCH_SECONDS = 0.3

_NETWORK = re.compile(
    r"resolv|connect|network|timed? ?out|unreachable|proxy|SSL|Failed to fetch|No route",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"Unable to locate|no installation candidate|No matching distribution|Can't find a source"
)

DAMAGED = (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError)
"""What reading a member of a damaged package may raise."""

Watch = Callable[[int], None]
"""Told the bytes that have arrived so far."""


class FetchError(Exception):
    """A package could not be had; the text is a reason in the reader's language."""


class Fetcher(Protocol):
    """A package client."""

    def fetch(self, package: FontPackage, folder: Path, watch: Watch) -> Path:
        """Download a package into an empty folder.  Raises FetchError."""
        ...

    def members(self, archive: Path, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        """Each wanted member that the package holds.  Raises FetchError or one of DAMAGED."""
        ...


class DebianPackages:
    """apt-get and dpkg-deb, with state of their own in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._said = ""
        self._ready = False

    def fetch(self, package: FontPackage, folder: Path, watch: Watch) -> Path:
        apt = _tool("apt-get")
        _tool("dpkg-deb")
        configuration = self._prepare(apt)
        command = [apt, f"-c={configuration}", "-q", "download", package.name]
        code, said = run_watched(command, folder, watch, (self._folder / "cache", folder))
        archive = next(folder.glob("*.deb"), None)
        if code or archive is None:
            raise FetchError(_reason(said, self._said))
        return archive

    def members(self, archive: Path, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        left = set(wanted)
        command = [_tool("dpkg-deb"), "--fsys-tarfile", str(archive)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            try:
                with tarfile.open(fileobj=process.stdout, mode="r|") as tar:
                    for entry in tar:
                        name = entry.name.removeprefix("./")
                        stream = tar.extractfile(entry) if name in left and entry.isreg() else None
                        if stream is not None:
                            left.discard(name)
                            yield name, stream
                        if not left:
                            break
            finally:
                process.kill()

    def _prepare(self, apt: str) -> Path:
        """Lists, cache and an empty status file of our own, filled once."""
        configuration = self._folder / "apt.conf"
        if self._ready:
            return configuration
        for name in ("lists/partial", "cache/archives/partial"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        (self._folder / "status").touch()
        # Hooks of the system (command-not-found, PackageKit) would want root; the sandbox user
        # could not enter a private folder.
        configuration.write_text(
            f'Dir::State "{self._folder}";\n'
            f'Dir::State::lists "{self._folder}/lists";\n'
            f'Dir::State::status "{self._folder}/status";\n'
            f'Dir::Cache "{self._folder}/cache";\n'
            'Acquire::Languages "none";\n'
            'Acquire::Retries "1";\n'
            'Acquire::http::Timeout "60";\n'
            'Acquire::https::Timeout "60";\n'
            'APT::Sandbox::User "root";\n'
            "#clear APT::Update::Pre-Invoke;\n"
            "#clear APT::Update::Post-Invoke;\n"
            "#clear APT::Update::Post-Invoke-Success;\n",
            encoding="utf-8",
        )
        # One bad source of several must not stop us, so the exit code says nothing.
        _, self._said = run_watched(
            [apt, f"-c={configuration}", "-q", "update"], self._folder, lambda _: None, ()
        )
        self._ready = True
        return configuration


class PythonPackages:
    """pip of the running interpreter."""

    def fetch(self, package: FontPackage, folder: Path, watch: Watch) -> Path:
        work = folder / "work"
        work.mkdir()
        target = folder / "wheel"
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-input", "--no-deps"]
        command += ["--only-binary", ":all:", "--disable-pip-version-check", "--retries", "1"]
        command += ["-d", str(target), f"{package.name}=={package.version}"]
        code, said = run_watched(command, folder, watch, (folder,), {"TMPDIR": str(work)})
        archive = next(target.glob("*.whl"), None)
        if code or archive is None:
            if "No module named pip" in said:
                raise FetchError(translate(NO_TOOL).format(tool="pip"))
            raise FetchError(_reason(said))
        return archive

    def members(self, archive: Path, wanted: Collection[str]) -> Iterator[tuple[str, IO[bytes]]]:
        with zipfile.ZipFile(archive) as wheel:
            for name in sorted(set(wanted) & set(wheel.namelist())):
                with wheel.open(name) as stream:
                    yield name, stream


def run_watched(
    command: Sequence[str],
    folder: Path,
    watch: Watch,
    watched: Collection[Path],
    environment: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Run a command in a folder and tell `watch` how many bytes lie in the watched folders.

    Returns its exit code and all it said.  Raises FetchError when it takes too long.
    """
    settings = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    settings.update(environment or {})
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise FetchError(reason_of(error)) from error
    with process, _watching(watch, watched):
        try:
            said, _ = process.communicate(timeout=MINUTES_ALLOWED * 60)
        except subprocess.TimeoutExpired as error:
            raise FetchError(translate(TOOK_TOO_LONG).format(minutes=MINUTES_ALLOWED)) from error
        finally:
            process.kill()
    return process.returncode, said.decode("utf-8", "replace")


@contextlib.contextmanager
def _watching(watch: Watch, folders: Collection[Path]) -> Iterator[None]:
    over = threading.Event()

    def look() -> None:
        while not over.wait(_WATCH_SECONDS):
            watch(sum(map(_bytes_in, folders)))

    watcher = threading.Thread(target=look, daemon=True)
    if folders:
        watcher.start()
    try:
        yield
    finally:
        over.set()
        if folders:
            watcher.join()


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file():
                total += path.stat().st_size
    return total


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise FetchError(translate(NO_TOOL).format(tool=name))
    return path


def _reason(said: str, before: str = "") -> str:
    """One short reason out of all that a package client said."""
    if _NETWORK.search(said) or (_ABSENT.search(said) and _NETWORK.search(before)):
        return translate(NO_SERVER)
    if _ABSENT.search(said):
        return translate(NO_PACKAGE)
    lines = [line for line in said.splitlines() if re.match(r"(E:|ERROR:|W:)", line)]
    return (lines or said.splitlines() or ["-"])[0][:200]
