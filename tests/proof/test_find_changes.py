"""Changes between two files: put in and taken out told from moved."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from typeset.base.geometry import Rectangle
from typeset.proof.find_changes import Comparison, find_changes
from typeset.proof.page_images import PageCharacters

WIDTH, BOTTOM = 10, 200.0


def pages_of(text: str, lines: int = 3, across: int = WIDTH) -> list[PageCharacters]:
    """A text set in squares of 10 pt, `across` a line and some lines a page, with a page number
    below the type area."""
    pages = []
    for number, start in enumerate(range(0, max(1, len(text)), across * lines), 1):
        part = text[start : start + across * lines]
        boxes = [
            (10.0 * (k % across), 20.0 * (k // across), 10.0 * (k % across) + 10, 20.0 * (k // across) + 10)
            for k in range(len(part))
        ]  # fmt: skip
        foot = f"—{number}—"
        boxes += [(10.0 * k, BOTTOM + 10, 10.0 * k + 10, BOTTOM + 20) for k in range(len(foot))]
        pages.append(PageCharacters(part + foot, tuple(boxes)))
    return pages


def compare(before: Sequence[PageCharacters], after: Sequence[PageCharacters]) -> Comparison:
    return find_changes(before, after, BOTTOM, lambda _old, _new: None)


TEXT = "学习贯彻会议精神，深入基层调查研究；坚持问题导向，解决实际困难。广泛听取群众意见，形成调研报告。"


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (TEXT, []),
        (TEXT.replace("深入", "再深入"), [("added", "", "再")]),
        (TEXT.replace("深入", "入"), [("removed", "深", "")]),
        (TEXT.replace("困难", "难题"), [("removed", "困", ""), ("added", "", "题")]),
        (TEXT.replace("问题", "目标"), [("replaced", "问题", "目标")]),
        (TEXT + "再写一句。", [("added", "", "再写一句。")]),
        (TEXT.replace("坚持问题导向，", ""), [("removed", "坚持问题导向，", "")]),
        ("", [("removed", TEXT, "")]),
    ],
)
def test_words(after: str, found: list[tuple[str, str, str]]) -> None:
    changes = compare(pages_of(TEXT), pages_of(after)).changes
    assert [(change.kind, change.before, change.after) for change in changes] == found


def test_one_inserted_character_is_one_change_at_its_place() -> None:
    at = TEXT.index("困")
    change = compare(pages_of(TEXT), pages_of(TEXT[:at] + "大" + TEXT[at:])).changes
    assert len(change) == 1
    (spot,) = change[0].spots_after
    assert (spot.place, spot.box) == (
        0,
        Rectangle(10.0 * (at % WIDTH), 20.0 * (at // WIDTH), 10, 10),
    )
    (point,) = change[0].spots_before
    assert (point.box.left, point.box.width) == (10.0 * (at % WIDTH), 0)


def test_text_that_only_moved_is_no_change() -> None:
    assert compare(pages_of(TEXT), pages_of(TEXT, lines=2, across=7)).changes == ()


def test_a_change_over_two_lines_has_two_rectangles() -> None:
    changes = compare(pages_of(TEXT), pages_of(TEXT[:8] + "新增文字" + TEXT[8:])).changes
    assert [spot.box.width for spot in changes[0].spots_after] == [20, 20]


def test_pages_find_their_partners() -> None:
    long = "".join(map(chr, range(0x4E00, 0x4E00 + 100)))
    inserted = "".join(map(chr, range(0x5E00, 0x5E00 + 30)))
    text = long[:30] + inserted + long[30:]
    comparison = compare(pages_of(long), pages_of(text))
    assert comparison.pairs[:3] == ((0, 0), (None, 1), (1, 2))
    assert {old for old, _ in comparison.pairs if old is not None} == set(
        range(len(pages_of(long)))
    )
    assert [new for _, new in comparison.pairs if new is not None] == list(
        range(len(pages_of(text)))
    )


def test_equal_text_is_looked_at_too() -> None:
    box = Rectangle(1, 2, 3, 4)
    pages = pages_of(TEXT)
    found = find_changes(pages, pages, BOTTOM, lambda old, _new: box if old == 1 else None)
    assert [
        (one.kind, one.spots_after[0].place, one.spots_after[0].box) for one in found.changes
    ] == [("picture", 1, box)]


CHARACTERS = st.text("天地人和，。一二三", max_size=60)


@settings(max_examples=60, deadline=None)
@given(CHARACTERS, CHARACTERS)
def test_the_changes_make_the_one_text_of_the_other(before: str, after: str) -> None:
    """Taking out and putting in what is reported, in order, gives the new text."""
    comparison = compare(pages_of(before), pages_of(after))
    made, rest = "", before
    for change in comparison.changes:
        spot = change.spots_before[0] if before else None
        if spot is not None:
            at = spot.place * WIDTH * 3 + int(spot.box.top // 20) * WIDTH + int(spot.box.left // 10)
            kept = at - (len(before) - len(rest))
            made, rest = made + rest[:kept], rest[kept:]
        assert rest.startswith(change.before)
        made, rest = made + change.after, rest[len(change.before) :]
    assert made + rest == after


@settings(max_examples=30, deadline=None)
@given(CHARACTERS, CHARACTERS)
def test_every_page_is_shown_once(before: str, after: str) -> None:
    old, new = pages_of(before), pages_of(after)
    pairs = compare(old, new).pairs
    assert [one for one, _ in pairs if one is not None] == list(range(len(old)))
    assert [one for _, one in pairs if one is not None] == list(range(len(new)))
