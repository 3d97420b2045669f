"""Pages as readable text (版面转储): the golden format, and `paiban inspect pages`.

One block a page: kind, side, number, lines used; then each mark in reading order with its place
in mm.  Positions are rounded to 0.01 mm, so a golden changes only when the page does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from typeset.base.units import mm_from_points
from typeset.layout.placing.page import (
    Disc,
    ForeignPage,
    GlyphRun,
    Mark,
    Page,
    Pages,
    PlacedPicture,
    Rule,
)


def dump_pages(pages: Pages) -> str:
    """All pages as text, ending in a newline."""
    return "\n".join(_document(pages)) + "\n"


def _document(pages: Pages) -> Iterator[str]:
    width, height = mm_from_points(pages.width), mm_from_points(pages.height)
    sides = "duplex" if pages.duplex else "single-sided"
    yield f"{pages.title}  {width:.0f} × {height:.0f} mm  {sides}  {len(pages.pages)} pages"
    for place, page in enumerate(pages.pages, start=1):
        yield ""
        yield from _page(place, page)
    yield ""
    yield "outline"
    for entry in pages.outline:
        yield f"{'  ' * entry.level}{entry.title} → {entry.destination}"


def _page(place: int, page: Page) -> Iterator[str]:
    number = f"— {page.number} —" if page.number is not None else "no number"
    area = page.type_area
    left, top = mm_from_points(area.left), mm_from_points(area.top)
    yield (
        f"page {place}  {page.kind}  {page.side}  {number}  label {page.label or '-'}  "
        f"type area {left:.1f}, {top:.1f} mm  lines {page.lines_used}"
    )
    for destination in page.destinations:
        yield f"  @ {destination.name} at {mm_from_points(destination.top):.2f}"
    gaps = {round(line.y, 3): line.gap for line in page.lines}
    yield from _lines(page.marks)
    for link in page.links:
        yield f"  → {link.destination or link.address} at {mm_from_points(link.box.top):.2f}"
    widest = max(gaps.values(), default=0.0)
    if page.lines:
        yield f"  widest gap {100 * widest:.2f} %"
    for variant in page.variants:
        yield f"  variant {variant.lines:+d}  {variant.text}"
    for given_up in page.given_up:
        yield f"  given up {given_up.rule}  {given_up.text}".rstrip()


def _lines(marks: Iterable[Mark]) -> Iterator[str]:
    """Marks as lines: neighbouring runs of one baseline are shown together."""
    pending: list[GlyphRun] = []
    for mark in marks:
        if isinstance(mark, GlyphRun):
            if pending and not _together(pending[-1], mark):
                yield _text_line(pending)
                pending = []
            pending.append(mark)
            continue
        if pending:
            yield _text_line(pending)
            pending = []
        yield _other(mark)
    if pending:
        yield _text_line(pending)


def _together(first: GlyphRun, second: GlyphRun) -> bool:
    if first.spoken is not None and first.spoken is second.spoken:
        return True
    if first.turn or second.turn:
        return first.turn == second.turn and abs(first.x - second.x) < 3.0 and second.y < first.y
    return abs(first.y - second.y) < 3.0 and second.x > first.x and first.size == second.size


def _text_line(runs: list[GlyphRun]) -> str:
    y, x = mm_from_points(runs[0].y), mm_from_points(runs[0].x)
    last = runs[-1]
    length = last.offsets[-1] + last.advances[-1]
    right = mm_from_points(last.y - length if last.turn else last.x + length)
    parts = []
    face = ""
    spoken = None
    for run in runs:
        if run.face != face:
            face = run.face
            parts.append(f"⟨{face} {run.size:g}⟩")
        if run.spoken is None:
            parts.append("".join(run.texts))
        elif run.spoken is not spoken:
            parts.append(run.spoken.text)
        spoken = run.spoken
    if last.turn:
        return f"  turned {x:7.2f} {y:7.2f}–{right:6.2f}  {''.join(parts)}"
    return f"  {y:7.2f} {x:7.2f}–{right:6.2f}  {''.join(parts)}"


def _other(mark: Disc | Rule | PlacedPicture | ForeignPage) -> str:
    if isinstance(mark, Disc):
        x, y = mm_from_points(mark.x), mm_from_points(mark.y)
        return f"  dot {x:.2f}, {y:.2f}  {2 * mm_from_points(mark.radius):.2f}"
    box = mark.box
    left, top = mm_from_points(box.left), mm_from_points(box.top)
    width, height = mm_from_points(box.width), mm_from_points(box.height)
    place = f"{left:.2f}, {top:.2f}  {width:.2f} × {height:.2f}"
    match mark:
        case Rule():
            return f"  rule {place}"
        case PlacedPicture(path=path):
            return f"  picture {place}  {path.rsplit('/', 1)[-1]}"
        case ForeignPage(path=path, page_index=index, turn=turn):
            place += _shown(mark)
            return f"  attachment {place}  {path.rsplit('/', 1)[-1]} page {index + 1} turn {turn}"


def _shown(mark: ForeignPage) -> str:
    """The part of a foreign page that is painted, where it is not all of it."""
    if mark.shown == mark.box:
        return ""
    edges = (mark.shown.left, mark.shown.top, mark.shown.width, mark.shown.height)
    left, top, width, height = (mm_from_points(edge) for edge in edges)
    return f"  ({left:.2f}, {top:.2f}  {width:.2f} × {height:.2f})"
