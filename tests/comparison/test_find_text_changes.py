"""Changes between two texts: put in and taken out told from moved, one edit is one entry."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from typeset.base.units import Rectangle
from typeset.comparison.comparison import Change, Comparison
from typeset.comparison.find_text_changes import align_characters, find_text_changes
from typeset.edition.build_issue import lay_out_issue
from typeset.texts.edition_text import EditionText, SourceMark, TextLine, TextParagraph
from typeset.texts.page_images import PageCharacters
from typeset.texts.read_characters import read_characters
from typeset.texts.read_text import read_text

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
    texts = read_characters(before, ()), read_characters(after, ())
    return find_text_changes(*texts, (len(before), len(after)))


def set_paragraphs(paragraphs: Sequence[str], across: int = WIDTH, lines: int = 4) -> EditionText:
    """Paragraphs set in squares, each with a source line of its own."""
    made: list[TextParagraph] = []
    count = 0
    for number, words in enumerate(paragraphs, 1):
        own: list[TextLine] = []
        for start in range(0, len(words), across):
            part = words[start : start + across]
            page, row = divmod(count, lines)
            own.append(
                TextLine(
                    page, str(page + 1), row + 1, part, Rectangle(0, 20.0 * row, 10.0 * len(part), 10),
                    tuple(10.0 * k for k in range(len(part) + 1)), (SourceMark(0, number, start + 1),),
                )
            )  # fmt: skip
            count += 1
        made.append(TextParagraph("P", "材料1.md", number, tuple(own)))
    return EditionText(tuple(made))


def count_pages(text: EditionText) -> int:
    return max((line.page for line in text.lines()), default=-1) + 1


def compare_paragraphs(before: Sequence[str], after: Sequence[str]) -> Comparison:
    old, new = set_paragraphs(before), set_paragraphs(after)
    return find_text_changes(old, new, (count_pages(old), count_pages(new)))


TEXT = "学习贯彻会议精神，深入基层调查研究；坚持问题导向，解决实际困难。广泛听取群众意见，形成调研报告。"


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (TEXT, []),
        (TEXT.replace("深入", "再深入"), [("added", "", "再")]),
        (TEXT.replace("深入", "入"), [("removed", "深", "")]),
        (TEXT.replace("困难", "难题"), [("replaced", "困难", "难题")]),
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
    text = read_characters(pages_of(TEXT), ())
    found = find_text_changes(text, text, (2, 2), lambda old, _new: box if old == 1 else None)
    assert [
        (one.kind, one.spots_after[0].place, one.spots_after[0].box) for one in found.changes
    ] == [("picture", 1, box)]
    assert list(found.words()) == []


PARAGRAPHS = (
    "一、总体要求",
    "（一）坚持党的领导，统筹推进各项工作。",
    "（二）坚持问题导向，解决实际困难，务求实效。",
    "二、主要任务",
    "各支部要把学习情况和整改情况一并报送。",
)


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (PARAGRAPHS, []),
        ((*PARAGRAPHS[:2], "（一）坚持稳中求进。", *PARAGRAPHS[2:]), [("added", "", "（一）坚持稳中求进。")]),
        ((*PARAGRAPHS, "新的末段。"), [("added", "", "新的末段。")]),
        (("新的首段。", *PARAGRAPHS), [("added", "", "新的首段。")]),
        (PARAGRAPHS[:1] + PARAGRAPHS[2:], [("removed", PARAGRAPHS[1], "")]),
        (PARAGRAPHS[:1] + PARAGRAPHS[3:], [("removed", PARAGRAPHS[1], ""), ("removed", PARAGRAPHS[2], "")]),
        (
            (PARAGRAPHS[0], *PARAGRAPHS[2:], PARAGRAPHS[1]),
            [("moved", PARAGRAPHS[1], PARAGRAPHS[1])],
        ),
        ((PARAGRAPHS[0] + PARAGRAPHS[1], *PARAGRAPHS[2:]), [("joined", "\n", "")]),
        (
            (*PARAGRAPHS[:4], PARAGRAPHS[4][:9], PARAGRAPHS[4][9:]),
            [("parted", "", "\n")],
        ),
    ],
)  # fmt: skip
def test_paragraphs(after: tuple[str, ...], found: list[tuple[str, str, str]]) -> None:
    changes = compare_paragraphs(PARAGRAPHS, after).changes
    assert [(one.kind, one.before, one.after) for one in changes] == found


def test_an_entry_names_page_line_and_source() -> None:
    after = (*PARAGRAPHS[:4], PARAGRAPHS[4][:12] + "都" + PARAGRAPHS[4][12:])
    (change,) = compare_paragraphs(PARAGRAPHS, after).changes
    place = change.place_after
    assert place is not None
    assert (place.page, place.label, place.line) == (2, "3", 1)
    assert (place.file, place.source_line, place.source_column) == ("材料1.md", 5, 13)
    assert (change.lead, change.trail) == (PARAGRAPHS[4][:12], PARAGRAPHS[4][12:])


def test_reflow_is_told_from_change() -> None:
    long = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"
    found = compare_paragraphs((long, "末段。"), ("新" * 10 + long, "末段。"))
    assert len(found.changes) == 1
    assert [(one.page, one.lines, one.pages) for one in found.reflow] == [
        (0, 3, 0),
        (1, 3, 1),
    ]


def test_numbers_in_the_contents_and_of_notes_are_no_changes() -> None:
    def edition(number: int, sign: str) -> EditionText:
        text = set_paragraphs((f"1.植树造林的通知{number}", "正文" * 20, f"百万棵{sign}树"))
        first = text.paragraphs[0]
        entry = TextParagraph("TOCI", first.file, first.line, first.lines)
        return EditionText((entry, *text.paragraphs[1:]))

    old, new = edition(1, "①"), edition(2, "②")
    found = find_text_changes(old, new, (2, 2))
    assert found.changes == ()
    assert found.renumbered == 1


CHARACTERS = st.text("天地人和，。一二三", max_size=60)


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


@settings(max_examples=30)
@given(CHARACTERS, CHARACTERS)
def test_every_page_is_shown_once(before: str, after: str) -> None:
    old, new = pages_of(before), pages_of(after)
    pairs = compare(old, new).pairs
    assert [one for one, _ in pairs if one is not None] == list(range(len(old)))
    assert [one for _, one in pairs if one is not None] == list(range(len(new)))


SIGNS = "天地人和，。、一二三的了（）"


@st.composite
def edits(draw: st.DrawFn, paragraphs: Sequence[str]) -> tuple[int, int, int, str]:
    """A paragraph, the stretch of it that is replaced, and by what."""
    index = draw(st.integers(0, len(paragraphs) - 1))
    words = paragraphs[index]
    start = draw(st.integers(0, len(words)))
    gone = draw(st.integers(0, min(3, len(words) - start)))
    came = draw(st.text(SIGNS, max_size=3))
    return index, start, start + gone, came


def applied(paragraphs: Sequence[str], edit: tuple[int, int, int, str]) -> list[str]:
    index, start, end, came = edit
    changed = list(paragraphs)
    changed[index] = changed[index][:start] + came + changed[index][end:]
    return changed


def check_one_entry(
    paragraphs: Sequence[str], edit: tuple[int, int, int, str], changes: Sequence[Change]
) -> None:
    """One entry at most, which makes the new paragraph of the old one, at its place."""
    after = applied(paragraphs, edit)
    index = edit[0]
    if after[index] == paragraphs[index]:
        assert changes == ()
        return
    (change,) = changes
    old = change.place_before
    assert old is not None
    assert old.source_line == index + 1
    at = old.source_column - 1
    before = paragraphs[index]
    assert before[at:].startswith(change.before)
    assert before[:at] + change.after + before[at + len(change.before) :] == after[index]
    assert len(change.before) <= edit[2] - edit[1]
    assert len(change.after) <= len(edit[3])


GENERATED = st.lists(st.text(SIGNS, min_size=5, max_size=40), min_size=1, max_size=8)


@given(st.data(), GENERATED)
def test_any_single_edit_is_one_entry(data: st.DataObject, paragraphs: list[str]) -> None:
    edit = data.draw(edits(paragraphs))
    check_one_entry(
        paragraphs, edit, compare_paragraphs(paragraphs, applied(paragraphs, edit)).changes
    )


@cache
def sample(project: Path) -> tuple[str, ...]:
    pages = lay_out_issue(project, "2025-36").pages
    return tuple(one.text for one in read_text(pages).paragraphs)


@pytest.mark.slow
@settings(max_examples=40)
@given(st.data())
def test_any_single_edit_of_the_sample_is_one_entry(project: Path, data: st.DataObject) -> None:
    """Also when all lines after it stand elsewhere; the empty rest of a paragraph is not asked."""
    paragraphs = sample(project)
    edit = data.draw(edits(paragraphs).filter(lambda one: len(paragraphs[one[0]]) > 3))
    check_one_entry(
        paragraphs, edit, compare_paragraphs(paragraphs, applied(paragraphs, edit)).changes
    )


LINES = st.lists(st.text("天地人和，。一二三", min_size=1, max_size=12), max_size=8)


@given(LINES, LINES)
def test_steps_make_the_one_of_the_other(before: list[str], after: list[str]) -> None:
    old, new = ("".join(f"{one}\n" for one in lines) for lines in (before, after))
    made, at, other = "", 0, 0
    for kind, a, b, c, d in align_characters(old, new):
        assert (a, c) == (at, other)
        assert (kind == "equal") == (old[a:b] == new[c:d])
        made += new[c:d]
        at, other = b, d
    assert (made, at, other) == (new, len(old), len(new))
