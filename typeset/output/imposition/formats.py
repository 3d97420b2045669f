"""Sheets of paper (纸张规格): ISO 216 and its raw sizes, and the untrimmed sheets of China's trade.

Sources: ISO 216 (A, B), ISO 217 (RA, SRA), GB/T 1.1 and GB/T 148 (A, B), the trade's own 正度
787 × 1092 mm and 大度 889 × 1194 mm with their halves and quarters.
"""

from __future__ import annotations

import re

from typeset.base.units import Mm

SHEETS: dict[str, tuple[Mm, Mm]] = {
    "A4": (210, 297),
    "A3": (297, 420),
    "A2": (420, 594),
    "A1": (594, 841),
    "A0": (841, 1189),
    "B4": (250, 353),
    "B3": (353, 500),
    "B2": (500, 707),
    "B1": (707, 1000),
    "RA3": (305, 430),
    "RA2": (430, 610),
    "RA1": (610, 860),
    "SRA4": (225, 320),
    "SRA3": (320, 450),
    "SRA2": (450, 640),
    "SRA1": (640, 900),
    "正度": (787, 1092),
    "正度对开": (546, 787),
    "正度四开": (393, 546),
    "大度": (889, 1194),
    "大度对开": (597, 889),
    "大度四开": (444, 597),
}
"""Name → short and long edge."""

_OWN = re.compile(r"(\d{2,4}(?:\.\d+)?)\s*[x×*]\s*(\d{2,4}(?:\.\d+)?)(?:\s*mm)?", re.IGNORECASE)
_LARGEST = 2000.0


def sheet_edges(name: str) -> tuple[Mm, Mm] | None:
    """Short and long edge of a sheet by its name or as `330x480`; None where it is neither."""
    known = {key.casefold(): edges for key, edges in SHEETS.items()}.get(name.strip().casefold())
    if known is not None:
        return known
    match = _OWN.fullmatch(name.strip())
    if match is None:
        return None
    short, long = sorted((float(match[1]), float(match[2])))
    return (short, long) if long <= _LARGEST and short > 0 else None
