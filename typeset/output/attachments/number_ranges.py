"""Numbers of pages as they are shown (页号范围)."""

from __future__ import annotations

from collections.abc import Sequence


def number_ranges(numbers: Sequence[int]) -> str:
    """1–3, 7: neighbours together."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
