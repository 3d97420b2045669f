"""A comparison in words (改动清单) and as JSON."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from html import escape
from string import Template
from typing import Any

from typeset.base.messages import mark, reader_languages, translate
from typeset.base.units import Rectangle
from typeset.comparison.comparison import Change, ChangeKind, Comparison, Place, Spot
from typeset.texts.page_images import PageImages

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


# A comparison as one HTML file (改动报告): a list, then changed pages side by side with boxes.
#
# Self-contained: no script, nothing fetched, and a policy that allows neither.

SCALE = 1.5
"""Pixels a point of the pictures of pages: 108 an inch."""
_PAGE = Template("""\
<!DOCTYPE html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>$title</title>
<style>
body { max-width: 78rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff;
  font: 1rem/1.6 system-ui, "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
li { margin-bottom: .9rem; } .where { color: #444; font-size: .9rem; }
.kind { font-weight: bold; margin-right: .8rem; }
del { color: #8c1414; background: #fbe6e6; } ins { color: #12541f; background: #e2f3e5; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: 1rem 0 2.5rem; }
figure { margin: 0; min-width: 0; } figcaption { color: #444; font-size: .9rem; }
.page { position: relative; border: 1px solid #999; }
.page img, .page svg { display: block; width: 100%; height: auto; }
.page svg { position: absolute; inset: 0; height: 100%; }
rect { fill-opacity: .16; stroke-width: .8; }
.removed { fill: #c21; stroke: #a31515; } .added { fill: #1a6b2d; stroke: #1a6b2d; }
.moved { fill: #1d4fa8; stroke: #1d4fa8; } .picture { fill: #b36b00; stroke: #8a5200; }
.reflow { fill: #888; fill-opacity: .1; stroke: none; }
text { font: bold 8px sans-serif; fill: #111; }
@media (max-width: 40rem) { .pair { grid-template-columns: 1fr; } }
@media print { body { margin: 0; } .pair { break-inside: avoid; } }
</style>
</head>
<body>
<main>
<h1>$title</h1>
<p>$summary</p>
<ol>
$entries
</ol>
<h2>$pages_title</h2>
<p>$key</p>
$pages
</main>
</body>
</html>
""")


def report_as_html(found: Comparison, names: tuple[str, str], images: PageImages) -> bytes:
    """The whole report in the reader's language; the two documents are open in `images` as
    "before" and "after".  Raises PageImageError."""
    languages = reader_languages()
    chinese = bool(languages) and languages[0].startswith("zh")
    title = translate(mark("Changes from {before} to {after}"))
    page = _PAGE.substitute(
        language="zh-CN" if chinese else "en",
        title=escape(title.format(before=names[0], after=names[1])),
        summary=escape(next(iter(list_changes(found, names)))),
        entries="\n".join(_html_entry(change) for change in found.changes),
        pages_title=escape(translate(mark("Changed pages"))),
        key=escape(
            translate(
                mark(
                    "Red: as it was; green: as it is; blue: moved; ochre: looks different; grey: "
                    "the same lines elsewhere. Numbers are those of the list."
                )
            )
        ),
        pages="\n".join(_pairs(found, names, images)),
    )
    return page.encode("utf-8", "backslashreplace")


def _html_entry(change: Change) -> str:
    kind = f'<span class="kind">{escape(translate(KIND_WORDS[change.kind]))}</span>'
    if not change.is_text:
        return f"<li>{kind}{escape(tell_other(change))}</li>"
    gone = change.before.replace("\n", "¶") if change.kind != "moved" else ""
    came = change.after.replace("\n", "¶")
    words = escape(change.lead)
    words += f"<del>{escape(gone)}</del>" if gone else ""
    words += f"<ins>{escape(came)}</ins>" if came else ""
    words += escape(change.trail)
    places = [tell_place(one) for one in (change.place_before, change.place_after) if one]
    where = escape(" → ".join(dict.fromkeys(places)))
    return f'<li>{kind}{words}<br><span class="where">{where}</span></li>'


def _pairs(found: Comparison, names: tuple[str, str], images: PageImages) -> Iterator[str]:
    """Each pair of pages on which something changed."""
    olds = {spot.place for change in found.changes for spot in change.spots_before}
    news = {spot.place for change in found.changes for spot in change.spots_after}
    for old, new in found.pairs:
        if old not in olds and new not in news:
            continue
        sides = [
            _figure(found, names[side], key, place, images)
            for side, (key, place) in enumerate((("before", old), ("after", new)))
        ]
        yield f'<div class="pair">{"".join(sides)}</div>'


def _figure(found: Comparison, name: str, key: str, place: int | None, images: PageImages) -> str:
    """A page with the boxes of its side."""
    if place is None:
        return "<div></div>"
    width, height, label = images.pages(key)[place]
    caption = translate(mark("{name}, page {page}")).format(name=name, page=label or place + 1)
    picture = images.image(key, place, SCALE, 0, 0, grey=False)
    data = base64.b64encode(picture).decode("ascii")
    boxes = "".join(_boxes(found, key, place))
    return (
        f"<figure><figcaption>{escape(caption)}</figcaption>"
        f'<div class="page"><img alt="{escape(caption, quote=True)}"'
        f' src="data:image/png;base64,{data}">'
        f'<svg viewBox="0 0 {width:g} {height:g}" aria-hidden="true">{boxes}</svg></div></figure>'
    )


def _boxes(found: Comparison, key: str, place: int) -> Iterator[str]:
    if key == "after":
        for one in found.reflow:
            if one.page == place:
                for box in one.boxes:
                    yield _rectangle(Spot(place, box), "reflow", "")
    for number, change in enumerate(found.changes, 1):
        spots = change.spots_before if key == "before" else change.spots_after
        side = "removed" if key == "before" else "added"
        look: str = change.kind if change.kind in ("moved", "picture") else side
        shown = str(number)
        for spot in spots:
            if spot.place == place:
                yield _rectangle(spot, look, shown)
                shown = ""


def _rectangle(spot: Spot, look: str, number: str) -> str:
    box, wide = spot.box, max(spot.box.width, 1.2)
    words = f'<text x="{box.left:.1f}" y="{box.top - 1.5:.1f}">{number}</text>' if number else ""
    return (
        f'<rect class="{look}" x="{box.left:.1f}" y="{box.top:.1f}" width="{wide:.1f}"'
        f' height="{box.height:.1f}"/>{words}'
    )
