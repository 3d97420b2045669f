"""A comparison in words (改动清单) and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from typeset.base.geometry import Rectangle
from typeset.base.messages import mark, translate
from typeset.comparison.comparison import Change, ChangeKind, Comparison, Place, Spot

KIND_WORDS: dict[ChangeKind, str] = {
    "added": mark("added"),
    "removed": mark("removed"),
    "replaced": mark("replaced"),
    "moved": mark("moved"),
    "parted": mark("new paragraph begun"),
    "joined": mark("paragraphs joined"),
    "picture": mark("looks different"),
    "file": mark("file"),
}
_PLACE = mark("page {page}, line {line}")
_BEFORE = mark("before")
_AFTER = mark("after")
_GONE = mark("〔removed: {text}〕")
_CAME = mark("〔added: {text}〕")
_FILE = {
    "added": mark("{name} was added"),
    "removed": mark("{name} was taken away"),
    "changed": mark("{name} was changed"),
}
_LOOK = mark("the words of page {page} are the same, but it looks different")
_COUNT = mark("{before} → {after}: {words} changes of text, {others} others")
_NONE = mark("{before} → {after}: no changes")
_REFLOW = mark("page {page}: {lines} lines unchanged, but elsewhere ({pages} from another page)")
_REFLOWED = mark("Moved by reflow only (no changes of text):")
_RENUMBERED = mark("{count} signs of notes are counted anew")

Paint = Callable[[str, str], str]
"""Puts a piece of text (removed, added) into colours."""


def plain(text: str, _: str) -> str:
    """No colours."""
    return text


def list_changes(found: Comparison, names: tuple[str, str], paint: Paint = plain) -> Iterator[str]:
    """Lines for an editor: each change with its places, then what only moved."""
    before, after = names
    words = sum(1 for _ in found.words())
    if not found.changes:
        yield translate(_NONE).format(before=before, after=after)
    else:
        others = len(found.changes) - words
        count = translate(_COUNT)
        yield count.format(before=before, after=after, words=words, others=others)
    for number, change in enumerate(found.changes, 1):
        yield ""
        yield from _entry(number, change, paint)
    if found.reflow or found.renumbered:
        yield ""
        yield translate(_REFLOWED)
    for one in found.reflow:
        line = translate(_REFLOW)
        yield "  " + line.format(page=one.label, lines=one.lines, pages=one.pages)
    if found.renumbered:
        yield "  " + translate(_RENUMBERED).format(count=found.renumbered)


def _entry(number: int, change: Change, paint: Paint) -> Iterator[str]:
    kind = translate(KIND_WORDS[change.kind])
    if not change.is_text:
        yield f"{number}. {kind}  {tell_other(change)}"
        return
    yield f"{number}. {kind}"
    for word, place in ((_BEFORE, change.place_before), (_AFTER, change.place_after)):
        if place is not None:
            yield f"   {translate(word)}  {tell_place(place)}"
    yield "   " + mark_words(change, paint)


def tell_other(change: Change) -> str:
    """What a change of a file, or of a page's look, says."""
    if change.kind == "file":
        how = "changed" if change.before and change.after else "removed"
        how = how if change.before else "added"
        return translate(_FILE[how]).format(name=change.name)
    return translate(_LOOK).format(page=change.spots_after[0].place + 1)


def tell_place(place: Place) -> str:
    """Page, line and source of a place."""
    words = translate(_PLACE).format(page=place.label or place.page + 1, line=place.line or "—")
    return f"{words}  {place.file}:{place.source_line}" if place.file else words


def mark_words(change: Change, paint: Paint = plain) -> str:
    """The words of a change between those of its paragraph, changed ones marked."""
    gone = change.before.replace("\n", "¶") if change.kind != "moved" else ""
    came = change.after.replace("\n", "¶")
    parts = [change.lead]
    if gone:
        parts.append(paint(translate(_GONE).format(text=gone), "removed"))
    if came:
        parts.append(paint(translate(_CAME).format(text=came), "added"))
    return "".join([*parts, change.trail])


def comparison_as_json(found: Comparison) -> dict[str, Any]:
    """What `paiban compare --json` prints of a comparison; pages count from 1, lengths in pt."""
    return {
        "changes": [_change_as_json(change) for change in found.changes],
        "pages": [[_number(old), _number(new)] for old, new in found.pairs],
        "reflow": [
            {"page": one.page + 1, "label": one.label, "lines": one.lines, "from_other": one.pages}
            for one in found.reflow
        ],
        "renumbered": found.renumbered,
    }


def _number(place: int | None) -> int | None:
    return None if place is None else place + 1


def _change_as_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "lead": change.lead,
        "trail": change.trail,
        "role": change.role,
        "name": change.name,
        "place_before": _place_as_json(change.place_before),
        "place_after": _place_as_json(change.place_after),
        "boxes_before": [_spot_as_json(spot) for spot in change.spots_before],
        "boxes_after": [_spot_as_json(spot) for spot in change.spots_after],
    }


def _place_as_json(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "page": place.page + 1,
        "label": place.label,
        "line": place.line or None,
        "file": place.file or None,
        "source_line": place.source_line or None,
        "source_column": place.source_column or None,
    }


def _spot_as_json(spot: Spot) -> dict[str, Any]:
    return {"page": spot.place + 1, "box": _box(spot.box)}


def _box(box: Rectangle) -> list[float]:
    return [round(edge, 2) for edge in (box.left, box.top, box.width, box.height)]
