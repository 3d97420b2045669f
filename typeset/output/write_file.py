"""Writing a file whole or not at all (写文件): a temporary file beside it, then a rename."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import shutil
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

_PREFIX = ".typeset-"
_OWNER = re.compile(r"\.typeset-(\d+)-")


def write_file(path: Path, data: bytes) -> None:
    """Replace a file by new bytes; at every moment the old or the new one is complete.

    Makes the folder where it is missing.  Raises OSError, and then the old file is untouched.
    """
    write_files({path: data})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Replace several files of one folder, all of them or none.

    All are written beside the old ones before the first is renamed; where a rename fails the old
    files come back.  Raises OSError, and then they are untouched.
    """
    folder = next(iter(files)).parent
    folder.mkdir(parents=True, exist_ok=True)
    for path in files:
        if path.is_dir():
            raise IsADirectoryError(21, "is a folder", str(path))
    _sweep(folder)
    try:
        for path, data in files.items():
            _write_new(_beside(path), data)
        _replace(list(files))
    finally:
        for path in files:
            for left in (_beside(path), _beside(path, "old-")):
                with contextlib.suppress(OSError):
                    os.unlink(left)
    with contextlib.suppress(OSError):
        _sync_folder(folder)


def freeze_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder of files, which are named by their paths in it: whole, or not at all.

    All are written into a folder of a temporary name first.  Raises OSError, FileExistsError where
    the folder is there already.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder.parent)
    fresh = _beside(folder, "new-")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        for name, data in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_new(path, data)
        if os.path.lexists(folder):
            raise FileExistsError(17, "is there already", str(folder))
        os.rename(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    with contextlib.suppress(OSError):
        _sync_folder(folder.parent)


def _beside(path: Path, mark: str = "") -> Path:
    """A temporary name beside a file, which tells whose it is."""
    return path.parent / f"{_PREFIX}{os.getpid()}-{mark}{zlib.crc32(os.fsencode(path.name)):08x}"


def _write_new(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace(paths: Sequence[Path]) -> None:
    """Rename the new files into place; after a failure the old ones stand there again."""
    replaced: list[Path] = []
    try:
        for path in paths:
            if len(paths) > 1:
                with contextlib.suppress(FileNotFoundError):
                    os.link(path, _beside(path, "old-"))
            os.replace(_beside(path), path)
            replaced.append(path)
    except BaseException:
        for path in replaced:
            with contextlib.suppress(OSError):
                if _beside(path, "old-").exists():
                    os.replace(_beside(path, "old-"), path)
                else:
                    os.unlink(path)
        raise


@contextlib.contextmanager
def locked_folder(folder: Path, seconds: float = 60.0) -> Iterator[None]:
    """Hold a folder against other runs of this program; the lock ends with its owner, whatever
    becomes of it.  Raises TimeoutError when another run holds it all the time, OSError where the
    folder cannot be made."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        deadline = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError(
                        errno.EBUSY, os.strerror(errno.EBUSY), os.fspath(folder)
                    ) from None
                time.sleep(0.05)
            else:
                break
        yield
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Take away what a killed run left: our prefix, an owner that no longer lives."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            owner = _OWNER.match(entry.name)
            if owner and not _lives(int(owner[1])):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                    continue
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def _lives(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
