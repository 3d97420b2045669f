"""Changes (改动) between two texts: what was put in, taken out and moved, and where; text that only
stands on another line or page is told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from typeset.base.geometry import Rectangle
from typeset.comparison.align_characters import Step, align_characters
from typeset.comparison.comparison import Change, ChangeKind, Comparison, Reflow, Spot
from typeset.comparison.text_stream import TextStream, make_stream
from typeset.texts.edition_text import EditionText, TextLine

_KINDS: dict[str, ChangeKind] = {"insert": "added", "delete": "removed", "replace": "replaced"}
_SHORTEST_MOVE = 6
"""Characters that must have gone from one place to another to be called moved."""
_NOTE_SIGNS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NEAR = 0.5
"""pt by which equal lines may lie apart and still stand where they stood."""

PageDifference = Callable[[int, int], Rectangle | None]
"""What two pages of equal text (before, after) show differently."""


def find_text_changes(
    before: EditionText,
    after: EditionText,
    counts: tuple[int, int],
    difference: PageDifference | None = None,
) -> Comparison:
    """Compare two texts; `counts` are the pages of both files."""
    old, new = make_stream(before), make_stream(after)
    steps = list(align_characters(old.text, new.text))
    changed = [step for step in steps if step[0] != "equal"]
    renumbered = [step for step in changed if _is_renumbered(old, new, step)]
    changes = [
        change for step in changed if step not in renumbered for change in _changes(old, new, step)
    ]
    changes = _find_moved(changes)
    pairs = _pairs(old, new, steps, counts)
    if difference is not None:
        changes += _pictures(before, after, pairs, difference)
    reflow = tuple(_reflow(old, new, steps))
    return Comparison(tuple(pairs), tuple(changes), reflow, len(renumbered))


def _is_renumbered(old: TextStream, new: TextStream, step: Step) -> bool:
    """Whether only the sign of a note changed, which is counted anew on each page."""
    kind, a, b, c, d = step
    signs = old.text[a:b] + new.text[c:d]
    return kind == "replace" and b - a == d - c == 1 and _NOTE_SIGNS.issuperset(signs)


def _changes(old: TextStream, new: TextStream, step: Step) -> Iterator[Change]:
    """The entries of a step: one, but one for each paragraph that came or went."""
    kind, a, b, c, d = step
    if kind == "replace":
        yield _change(old, new, step)
        return
    text, start = (new.text[c:d], c) if kind == "insert" else (old.text[a:b], a)
    if not text.strip("\n"):
        made = _change(old, new, step)
        yield replace(made, kind="parted" if kind == "insert" else "joined")
        return
    at = start
    for piece in text.split("\n"):
        if piece:
            own = (a, a, at, at + len(piece)) if kind == "insert" else (at, at + len(piece), c, c)
            yield _change(old, new, (kind, *own))
        at += len(piece) + 1


def _change(old: TextStream, new: TextStream, step: Step) -> Change:
    kind, a, b, c, d = step
    shown = (old, a, b) if kind == "delete" else (new, c, d)
    lead, trail = shown[0].around(*shown[1:])
    return Change(
        kind=_KINDS[kind],
        before=old.text[a:b].strip("\n") or old.text[a:b],
        after=new.text[c:d].strip("\n") or new.text[c:d],
        spots_before=tuple(old.spots(a, b)),
        spots_after=tuple(new.spots(c, d)),
        place_before=old.place(a),
        place_after=new.place(c),
        lead=lead,
        trail=trail,
        role=shown[0].role(shown[1]),
    )


def _find_moved(changes: Sequence[Change]) -> list[Change]:
    """What went from one place and came at another, as one change where it came."""
    gone: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind == "removed" and len(change.before) >= _SHORTEST_MOVE:
            gone.setdefault(change.before, []).append(change)
    found: list[Change] = []
    taken: list[Change] = []
    for change in changes:
        sources = gone.get(change.after) if change.kind == "added" else None
        if not sources:
            found.append(change)
            continue
        source = sources.pop(0)
        taken.append(source)
        found.append(
            replace(
                change,
                kind="moved",
                before=source.before,
                spots_before=source.spots_before,
                place_before=source.place_before,
            )
        )
    return [change for change in found if not any(change is one for one in taken)]


def _reflow(old: TextStream, new: TextStream, steps: Sequence[Step]) -> Iterator[Reflow]:
    """Unchanged lines of the new text that did not stand so before, page by page."""
    origin: list[int] = [-1] * len(new.text)
    for kind, a, b, c, _ in steps:
        if kind == "equal":
            origin[c : c + b - a] = range(a, b)
    pages: dict[int, list[tuple[TextLine, bool]]] = {}
    for at, line in enumerate(new.lines):
        start = new.starts[at]
        sources = origin[start : start + len(line.text)]
        if -1 in sources:
            continue
        places = {old.find(source) for source in sources}
        olds = [old.lines[place] for place in sorted(places)]
        stays = len(olds) == 1 and (olds[0].page, olds[0].number) == (line.page, line.number)
        if not stays:
            turned = all(one.page != line.page for one in olds)
            pages.setdefault(line.page, []).append((line, turned))
    for page, lines in sorted(pages.items()):
        yield Reflow(
            page,
            lines[0][0].label,
            len(lines),
            sum(turned for _, turned in lines),
            tuple(line.box for line, _ in lines),
        )


def _pairs(
    old: TextStream, new: TextStream, steps: Sequence[Step], counts: tuple[int, int]
) -> list[tuple[int | None, int | None]]:
    """Each page of the new file with that of the old one which most of its text comes from; an
    old page that no new one has taken stands where it stood."""
    votes: dict[int, Counter[int]] = {}
    old_pages, new_pages = _pages_of(old), _pages_of(new)
    for kind, a, b, c, _ in steps:
        if kind == "equal":
            for index in range(b - a):
                votes.setdefault(new_pages[c + index], Counter())[old_pages[a + index]] += 1
    partners = {page: found.most_common(1)[0][0] for page, found in votes.items()}
    pairs: list[tuple[int | None, int | None]] = []
    taken = -1
    for page in range(counts[1]):
        # A page without text in common, as a blank one, goes with the next that none else wants.
        following = -1 if taken + 1 in partners.values() else taken + 1
        partner = partners.get(page, following)
        if partner <= taken or partner >= counts[0]:
            pairs.append((None, page))
            continue
        pairs += [(missing, None) for missing in range(taken + 1, partner)]
        pairs.append((partner, page))
        taken = partner
    pairs += [(missing, None) for missing in range(taken + 1, counts[0])]
    return pairs


def _pages_of(stream: TextStream) -> list[int]:
    """The page of each character."""
    pages: list[int] = []
    for line, start in zip(stream.lines, stream.starts, strict=True):
        if len(pages) < start:
            pages += [pages[-1]] * (start - len(pages))
        pages += [line.page] * len(line.text)
    return pages + [pages[-1] if pages else 0] * (len(stream.text) - len(pages))


def _pictures(
    before: EditionText,
    after: EditionText,
    pairs: Sequence[tuple[int | None, int | None]],
    difference: PageDifference,
) -> Iterator[Change]:
    """Pages whose words stand as they stood, but which look different."""
    olds, news = _by_page(before), _by_page(after)
    for one, other in pairs:
        if one is None or other is None:
            continue
        if not _same_places(olds.get(one, []), news.get(other, [])):
            continue
        box = difference(one, other)
        if box is not None:
            yield Change("picture", "", "", (Spot(one, box),), (Spot(other, box),))


def _by_page(text: EditionText) -> dict[int, list[TextLine]]:
    pages: dict[int, list[TextLine]] = {}
    for line in text.lines():
        pages.setdefault(line.page, []).append(line)
    return pages


def _same_places(old: Sequence[TextLine], new: Sequence[TextLine]) -> bool:
    return len(old) == len(new) and all(
        one.text == other.text
        and abs(one.box.top - other.box.top) < _NEAR
        and all(abs(a - b) < _NEAR for a, b in zip(one.edges, other.edges, strict=True))
        for one, other in zip(old, new, strict=True)
    )
