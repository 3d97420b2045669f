"""Numbers as a PDF writes them (数的写法)."""

from __future__ import annotations


def number(value: float) -> str:
    """数: three decimals at the most, no needless noughts."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return text if text not in ("-0", "") else "0"
