"""Threads and groups (会话、成组): annotations that belong together become one.

Answers hang under what they answer, decisions become a state, and a strike-out with an insertion
in one group is a replacement (ISO 32000-1, 12.5.6.2; Acrobat, Foxit and WPS make such pairs).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.geometry import Rectangle
from typeset.corrections.annotation import Annotation, AnnotationKind, Reply

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
