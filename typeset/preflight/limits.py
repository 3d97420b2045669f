"""Limits of what is examined (上限); beyond them the answer is a finding of its own."""

from __future__ import annotations

FILE_BYTES = 300_000_000
PAGES = 5_000
DECODED_BYTES = 250_000_000
"""Of one stream."""
WARNINGS = 10_000
"""Of the reader, about a damaged file."""
FINDINGS_PER_CHECK = 50
REPORT_BYTES = 20_000_000
