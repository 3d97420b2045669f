"""A comparison as one HTML file (改动报告): a list, then changed pages side by side with boxes.

Self-contained: no script, nothing fetched, and a policy that allows neither.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from string import Template

from typeset.base.messages import mark, reader_languages, translate
from typeset.comparison.comparison import Change, Comparison, Spot
from typeset.comparison.write_changes import KIND_WORDS, list_changes, tell_other, tell_place
from typeset.texts.page_images import PageImages

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
        entries="\n".join(_entry(change) for change in found.changes),
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


def _entry(change: Change) -> str:
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
