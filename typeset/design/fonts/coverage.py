"""Coverage (字库覆盖): which characters of the two usual repertoires a face has.

Source: GB/T 2312-1980 (7,445 characters, read from Python's codecs), 通用规范汉字表 (2013; 8,105
characters, in `repertoires/`).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from typeset.design.fonts.font_book import FaceSource, FontBook
from typeset.design.fonts.fonts import Coverage

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
