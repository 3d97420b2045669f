"""Threads and groups (会话、成组): annotations that belong together become one.

Answers hang under what they answer, decisions become a state, and a strike-out with an insertion
in one group is a replacement (ISO 32000-1, 12.5.6.2; Acrobat, Foxit and WPS make such pairs).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Rectangle
from typeset.corrections.annotation import MARKUP, Annotation, AnnotationKind, Reply
from typeset.corrections.correction import WordSpan
from typeset.texts.edition_text import EditionText, TextLine

MOST_REPLIES = 100
_UNDECIDED = frozenset({"none", "unmarked", "marked", ""})


class Found(Struct, frozen=True):
    """An annotation as it stands in its file; `key` tells it, `answers` names what it answers."""

    page: int
    kind: AnnotationKind
    boxes: tuple[Rectangle, ...]
    words: str
    author: str
    made: str
    colour: str
    name: str
    key: str
    answers: str
    answers_name: str
    is_grouped: bool
    intent: str
    state: str


def join_annotations(found: Sequence[Found]) -> list[Annotation]:
    """One annotation a thread or group, in the order of their heads."""
    heads = _heads(found)
    members: dict[int, list[int]] = {}
    for place, head in enumerate(heads):
        if head != place:
            members.setdefault(head, []).append(place)
    return [
        joined
        for place, head in enumerate(heads)
        if head == place and not (found[place].state and found[place].answers)
        for joined in [_join(found[place], [found[one] for one in members.get(place, ())])]
        if joined.boxes or joined.words or joined.replies
    ]


def _heads(found: Sequence[Found]) -> list[int]:
    """For each annotation the one its thread begins with; of a circle the first it was met by."""
    by_key = {one.key: place for place, one in enumerate(found) if one.key}
    by_name = {one.name: place for place, one in enumerate(found) if one.name}
    above = [by_key.get(one.answers, by_name.get(one.answers_name)) for one in found]
    heads: list[int] = [-1] * len(found)
    for start in range(len(found)):
        way: list[int] = []
        at: int = start
        on_way: set[int] = set()
        while heads[at] < 0 and at not in on_way:
            way.append(at)
            on_way.add(at)
            following = above[at]
            if following is None:
                break
            at = following
        head = heads[at] if heads[at] >= 0 else at
        for one in way:
            heads[one] = head
    return heads


def _join(head: Found, members: Sequence[Found]) -> Annotation:
    grouped = [one for one in members if one.is_grouped]
    answers = [one for one in members if not one.is_grouped]
    state = ""
    replies: list[Reply] = []
    for one in sorted(answers, key=_when):
        if one.state:
            state = "" if one.state in _UNDECIDED else one.state
            continue
        if one.words and len(replies) < MOST_REPLIES:
            replies.append(Reply(one.author, one.made, one.words))
    main, is_replacement = _main(head, grouped)
    words = [one.words for one in (head, *grouped) if one.words]
    return Annotation(
        page=main.page,
        kind=main.kind,
        boxes=main.boxes or head.boxes,
        words="\n".join(dict.fromkeys(words)),
        author=head.author or main.author,
        made=head.made or main.made,
        colour=head.colour or main.colour,
        name=head.name or main.name,
        state=state,
        replies=tuple(replies),
        replaces=is_replacement,
    )


def _when(one: Found) -> str:
    return one.made


def _main(head: Found, grouped: Sequence[Found]) -> tuple[Found, bool]:
    """The one of a group that says where it is, and whether the others' words replace it."""
    group = (head, *grouped)
    strikes = [one for one in group if one.kind is AnnotationKind.STRIKE_OUT]
    carets = [one for one in group if one.kind is AnnotationKind.CARET]
    if strikes and carets:
        boxes = tuple(box for one in strikes for box in one.boxes)
        return replace(strikes[0], boxes=boxes), any(one.words for one in group)
    if strikes and head.kind is not AnnotationKind.STRIKE_OUT:
        return strikes[0], False
    return head, False


# Places on a page to words of the text (定位): which characters an annotation lies on.
#
# Readers draw a little beside the glyphs, over the gap between lines or across table cells; a
# character counts when half of it is covered, a line when half of its height is.

_COVERING = MARKUP | {AnnotationKind.INK, AnnotationKind.SHAPE}
_HALF = 0.5
_FARTHEST = 42.0
"""pt between a note and the line it may belong to."""
_SAME_ROW = 2.0
"""pt between the middles of what stands on one line, as cells of a table."""


class PlacedLine(Struct, frozen=True):
    """A line with its paragraph and the place of its first character in it."""

    paragraph: int
    start: int
    line: TextLine

    @property
    def is_turned(self) -> bool:
        return self.line.number == 0 and self.line.edges[-1] <= 0


def lines_by_page(text: EditionText) -> dict[int, list[PlacedLine]]:
    """The lines of each page."""
    found: dict[int, list[PlacedLine]] = {}
    for index, paragraph in enumerate(text.paragraphs):
        start = 0
        for line in paragraph.lines:
            found.setdefault(line.page, []).append(PlacedLine(index, start, line))
            start += len(line.text)
    return found


def place_annotation(annotation: Annotation, lines: Sequence[PlacedLine]) -> tuple[WordSpan, ...]:
    """The words that it lies on, one span a paragraph; or the place between two characters that it
    points to; nothing where no text is near."""
    if annotation.kind in _COVERING:
        covered = [span for box in annotation.boxes for span in _covered(box, lines)]
        if covered:
            return _joined_spans(covered)
    for box in annotation.boxes:
        span = _pointed(annotation.kind, box, lines)
        if span is not None:
            return (span,)
    return ()


def _covered(box: Rectangle, lines: Sequence[PlacedLine]) -> list[WordSpan]:
    found = [span for one in _rows(box, lines) if (span := _in_line(box, one)) is not None]
    return [span for span in found if span.start < span.end]


def _rows(box: Rectangle, lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    """The lines a box lies on: one row for a box of a line's height, the nearest one where it lies
    between two, several for a tall one."""
    beside = [one for one in lines if _meets_across(box, one)]
    hit = [one for one in beside if _overlap(box, one.line.box) >= _HALF]
    if not hit:
        near = [one for one in beside if _gap(box, one.line.box) <= _HALF * one.line.box.height]
        hit = sorted(near, key=lambda one: abs(_middle(box) - _middle(one.line.box)))[:1]
    if len(hit) < 2:
        return hit
    best = max(hit, key=lambda one: _shared(box, one.line.box))
    if box.height > 1.6 * best.line.box.height or any(one.is_turned for one in hit):
        return hit
    middle = _middle(best.line.box)
    return [one for one in hit if abs(_middle(one.line.box) - middle) <= _SAME_ROW]


def _in_line(box: Rectangle, one: PlacedLine) -> WordSpan | None:
    low, high = (-box.bottom, -box.top) if one.is_turned else (box.left, box.right)
    edges = one.line.edges
    covered = [
        place
        for place in range(len(one.line.text))
        if _covers(low, high, edges[place], edges[place + 1])
    ]
    if not covered:
        return None
    return WordSpan(one.paragraph, one.start + covered[0], one.start + covered[-1] + 1)


def _covers(low: float, high: float, left: float, right: float) -> bool:
    """Whether half of a character is covered, or a narrow mark stands on its middle."""
    width = right - left
    if width <= 0:
        return low <= left <= high
    return min(high, right) - max(low, left) >= _HALF * width or (
        high - low < width and low <= (left + right) / 2 <= high
    )


def _pointed(kind: AnnotationKind, box: Rectangle, lines: Sequence[PlacedLine]) -> WordSpan | None:
    """The place between two characters nearest to where a note stands or a caret points."""
    across = (box.left + box.right) / 2
    # A caret hangs below its line, a note stands on what it speaks of.
    down = box.top + box.height * (0.25 if kind is AnnotationKind.CARET else 0.5)
    upright = [one for one in lines if not one.is_turned]
    if not upright:
        return None

    def distance(one: PlacedLine) -> tuple[float, float]:
        seen = one.line.box
        return (
            round(max(seen.top - down, down - seen.bottom, 0.0), 1),
            max(seen.left - across, across - seen.right, 0.0),
        )

    best = min(upright, key=distance)
    if distance(best)[0] > _FARTHEST:
        return None
    edges = best.line.edges
    place = min(range(len(edges)), key=lambda index: abs(edges[index] - across))
    return WordSpan(best.paragraph, best.start + place, best.start + place)


def _joined_spans(spans: Iterable[WordSpan]) -> tuple[WordSpan, ...]:
    """One span a paragraph, in reading order, from the first of its words to the last."""
    joined: dict[int, WordSpan] = {}
    for span in spans:
        known = joined.get(span.paragraph, span)
        joined[span.paragraph] = WordSpan(
            span.paragraph, min(known.start, span.start), max(known.end, span.end)
        )
    return tuple(joined[key] for key in sorted(joined))


def _meets_across(box: Rectangle, one: PlacedLine) -> bool:
    return box.left < one.line.box.right and one.line.box.left < box.right


def _shared(one: Rectangle, other: Rectangle) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def _overlap(box: Rectangle, line: Rectangle) -> float:
    """What is shared in height, in parts of the lower of the two; a stroke through counts whole."""
    lower = min(box.height, line.height)
    return _shared(box, line) / lower if lower > 0 else float(_shared(box, line) >= 0)


def _gap(box: Rectangle, line: Rectangle) -> float:
    return max(line.top - box.bottom, box.top - line.bottom, 0.0)


def _middle(box: Rectangle) -> float:
    return (box.top + box.bottom) / 2
