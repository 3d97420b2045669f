"""The 校改单 as JSON (corrections.json), and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from typeset.base.geometry import Rectangle
from typeset.base.records import values_of
from typeset.corrections.annotation import AnnotationKind, Reply
from typeset.corrections.correction import (
    Correction,
    CorrectionKind,
    CorrectionList,
    MarkedCopy,
    WordSpan,
)

FORMAT = 1


def write_corrections(corrections: CorrectionList) -> bytes:
    """The bytes of corrections.json; easy to read for a person too."""
    value = {"format": FORMAT, **values_of(corrections)}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def read_corrections(data: bytes) -> CorrectionList:
    """The list that was written.

    Raises ValueError, TypeError, LookupError or RecursionError where it is not one.
    """
    value: Any = json.loads(data)
    if value["format"] != FORMAT:
        raise ValueError("format")
    return CorrectionList(
        round_index=int(value["round_index"]),
        round_name=str(value["round_name"]),
        week=str(value["week"]),
        copies=tuple(MarkedCopy(**one) for one in value["copies"]),
        corrections=tuple(_correction(one) for one in value["corrections"]),
    )


def _correction(value: Mapping[str, Any]) -> Correction:
    kept = dict(value)
    for key in ("number", "page", "proof_line", "source_line", "column"):
        kept[key] = int(kept[key])
    kept["kind"] = CorrectionKind(kept["kind"])
    kept["drawn"] = AnnotationKind(kept["drawn"])
    kept["spans"] = tuple(_span(one) for one in kept["spans"])
    kept["replies"] = tuple(Reply(**one) for one in kept["replies"])
    kept["boxes"] = tuple(Rectangle(**one) for one in kept["boxes"])
    kept["earlier"] = tuple(map(str, kept["earlier"]))
    return Correction(**kept)


def _span(value: Mapping[str, Any]) -> WordSpan:
    span = WordSpan(int(value["paragraph"]), int(value["start"]), int(value["end"]))
    if not 0 <= span.start <= span.end or span.paragraph < 0:
        raise ValueError("span")
    return span
