"""Names inside containers (容器文件的目录): members of ZIP archives, streams of compound files.

Only the directories are read, within limits; nothing is unpacked.
Source: APPNOTE.TXT, 4.3 (ZIP); MS-CFB, 2.2, 2.3 and 2.6 (compound files).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

_MOST_DIRECTORY = 1 << 20
"""Bytes of a ZIP directory that are looked at."""
_END, _END_SIZE, _LONGEST_REMARK = b"PK\x05\x06", 22, 65_535
_ENTRY, _ENTRY_SIZE = b"PK\x01\x02", 46
_LOCAL, _LOCAL_SIZE = b"PK\x03\x04", 30
_MOST_SECTORS = 64
_SECTOR_SHIFTS = (9, 12)
_FAT_IN_HEADER = 109
_STREAM_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFF9


def zip_names(file: IO[bytes], size: int) -> list[bytes]:
    """Names of the members of a ZIP archive, by its directory; of one that is cut off, the names
    in its first bytes."""
    start = max(0, size - _END_SIZE - _LONGEST_REMARK)
    tail = _read(file, start, size - start)
    end = tail.rfind(_END)
    if 0 <= end <= len(tail) - _END_SIZE:
        length = struct.unpack_from("<I", tail, end + 12)[0]
        # The directory ends where the end record begins, whatever was put before the archive.
        first = start + end - length
        if first >= 0:
            names = list(_entries(_read(file, first, min(length, _MOST_DIRECTORY))))
            if names:
                return names
    return list(_local_names(_read(file, 0, 8_192)))


def _entries(directory: bytes) -> Iterator[bytes]:
    at = 0
    while directory[at : at + 4] == _ENTRY and at + _ENTRY_SIZE <= len(directory):
        name, extra, remark = struct.unpack_from("<HHH", directory, at + 28)
        yield directory[at + _ENTRY_SIZE : at + _ENTRY_SIZE + name]
        at += _ENTRY_SIZE + name + extra + remark


def _local_names(head: bytes) -> Iterator[bytes]:
    at = head.find(_LOCAL)
    while 0 <= at <= len(head) - _LOCAL_SIZE:
        length = struct.unpack_from("<H", head, at + 26)[0]
        yield head[at + _LOCAL_SIZE : at + _LOCAL_SIZE + length]
        at = head.find(_LOCAL, at + 4)


def compound_names(file: IO[bytes]) -> set[str]:
    """Names of the streams of a compound file, as far as its directory can be followed."""
    header = _read(file, 0, 512)
    if len(header) < 512:
        return set()
    shift = struct.unpack_from("<H", header, 30)[0]
    if shift not in _SECTOR_SHIFTS:
        return set()
    sector = struct.unpack_from("<I", header, 48)[0]
    tables = struct.unpack_from(f"<{_FAT_IN_HEADER}I", header, 76)
    names: set[str] = set()
    for _ in range(_MOST_SECTORS):
        if sector > _LAST_SECTOR:
            break
        names.update(_stream_names(_read(file, (sector + 1) << shift, 1 << shift)))
        table, place = divmod(sector, 1 << shift - 2)
        if table >= _FAT_IN_HEADER or tables[table] > _LAST_SECTOR:
            break
        following = _read(file, ((tables[table] + 1) << shift) + 4 * place, 4)
        if len(following) < 4:
            break
        sector = struct.unpack("<I", following)[0]
    return names


def _stream_names(sector: bytes) -> Iterator[str]:
    for at in range(0, len(sector) - _STREAM_ENTRY + 1, _STREAM_ENTRY):
        length = struct.unpack_from("<H", sector, at + 64)[0]
        if 2 < length <= 64:
            yield sector[at : at + length - 2].decode("utf-16-le", "replace")


def _read(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
