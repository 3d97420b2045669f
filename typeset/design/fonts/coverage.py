"""sha256 of files (校验和), remembered by path, size and time of change."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from typeset.base.cache import read_cache, write_cache
from typeset.design.fonts.font_book import FaceSource, FontBook
from typeset.design.fonts.fonts import Coverage

_CACHE = "faces.json"
_MOST_KEPT = 500


class Checksums:
    """What files contain, without reading those that have not changed."""

    def __init__(self) -> None:
        stored: Any = read_cache(_CACHE)
        self._known: dict[str, Any] = stored if isinstance(stored, dict) else {}
        self._asked: dict[str, Any] = {}
        self._changed = False

    def of(self, path: Path) -> str | None:
        """The file's sha256 in hexadecimal, None where no readable file is."""
        try:
            state = path.stat()
        except OSError:
            return None
        key = str(path.absolute())
        stamp = [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]
        known = self._known.get(key)
        if isinstance(known, list) and known[:-1] == stamp:
            self._asked[key] = known
            return str(known[-1])
        try:
            with path.open("rb") as file:
                checksum = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        self._known[key] = self._asked[key] = [*stamp, checksum]
        self._changed = True
        return checksum

    def save(self) -> None:
        """Write what is new; where files are very many, only those that were asked for now."""
        if self._changed:
            write_cache(_CACHE, self._known if len(self._known) <= _MOST_KEPT else self._asked)
            self._changed = False


# Coverage (字库覆盖): which characters of the two usual repertoires a face has.
#
# Source: GB/T 2312-1980 (7,445 characters, read from Python's codecs), 通用规范汉字表 (2013; 8,105
# characters, in `repertoires/`).

_TONGYONG = Path(__file__).with_name("repertoires") / "tongyong-guifan-hanzi.txt"


@lru_cache(maxsize=1)
def gb2312() -> frozenset[int]:
    """Code points of GB 2312, the marks — and · where GB 18030 and everybody writes them."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            code = bytes((row, cell))
            try:
                code.decode("gb2312")  # says only whether the code belongs to the set
                found.add(ord(code.decode("gb18030")))
            except UnicodeDecodeError:
                continue
    return frozenset(found)


def tongyong() -> frozenset[int]:
    """Code points of 通用规范汉字表."""
    return frozenset().union(*tongyong_levels())


@lru_cache(maxsize=1)
def tongyong_levels() -> tuple[frozenset[int], ...]:
    """The same by level (一级, 二级, 三级字表): 3,500, 3,000 and 1,605 characters."""
    levels: list[set[int]] = []
    for line in _TONGYONG.read_text(encoding="utf-8").splitlines():
        if line.startswith("# level"):
            levels.append(set())
        elif not line.startswith("#"):
            levels[-1].update(ord(one) for one in line if ord(one) > 0x2E80)
    return tuple(map(frozenset, levels))


def coverage_of(book: FontBook, source: FaceSource) -> Coverage:
    """How many of each repertoire's characters a face has.  Raises FaceError."""
    covered = book.open(source).covered()
    return Coverage(
        gb2312=len(gb2312() & covered),
        gb2312_total=len(gb2312()),
        tongyong=len(tongyong() & covered),
        tongyong_total=len(tongyong()),
    )


# Characters that leave nothing on paper (不可见字符): controls, direction marks, joiners, halves.
#
# They are taken out of the text before it is set, so that none leaves a gap, a box or a broken word
# in the file's text.  A zero-width space stays: it is where a word may be parted.

_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\t\u200b")


def is_invisible(character: str) -> bool:
    """Whether a character is taken out before the text is set."""
    return unicodedata.category(character) in _CATEGORIES and character not in _KEPT


def visible(text: str) -> str:
    """A text without them."""
    if text.isprintable():
        return text
    return "".join(character for character in text if not is_invisible(character))


def is_variation_selector(character: str) -> bool:
    """Whether a character asks for a variant of the one before (变体选择符)."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
