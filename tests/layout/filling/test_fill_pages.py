"""Filling pages (reference rules 21, 23, 24): blocks made of numbered slices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.layout.filling.fill_pages import FilledPage, fill_pages
from typeset.layout.placing.slices import Choice, FlowBlock, Slice

HEIGHT = 22


def choice(lines: int, cost: float = 0.0, step: int = 1) -> Choice:
    return Choice(tuple(Slice(step, ()) for _ in range(lines)), cost)


def paragraph(lines: int, *others: int) -> FlowBlock:
    """A paragraph; `others` are the line counts it can take too."""
    more = tuple(choice(count, 50.0) for count in others)
    return FlowBlock(choice(lines), "paragraph", (lambda: more) if more else None)


def heading(lines: int = 1) -> FlowBlock:
    return FlowBlock(choice(lines), "heading", keep_with_next=2, whole=True)


def picture(lines: int) -> FlowBlock:
    return FlowBlock(choice(1, step=lines), "picture", first_lines=1, last_lines=1, whole=True)


def table(rows: int, step: int = 1) -> FlowBlock:
    block = FlowBlock(choice(rows, step=step), "table", first_lines=1, last_lines=1)
    block.header = (Slice(1, ()),)
    return block


def shape(pages: tuple[FilledPage, ...]) -> list[list[tuple[int, int]]]:
    """For each page: (block, how many of its slices)."""
    found: list[list[tuple[int, int]]] = []
    for page in pages:
        counts: dict[int, int] = {}
        for placed in page.slices:
            counts[placed.block] = counts.get(placed.block, 0) + (not placed.repeated)
        found.append(list(counts.items()))
    return found


PAGES: list[tuple[str, list[FlowBlock], list[list[tuple[int, int]]]]] = [
    # rule and case, blocks, (block, slices) of each page
    ("23 full to the last line", [paragraph(30), paragraph(14)], [[(0, 22)], [(0, 8), (1, 14)]]),
    ("24 no first line alone", [paragraph(21), paragraph(5)], [[(0, 21)], [(1, 5)]]),
    ("24 no last line alone", [paragraph(18), paragraph(5)], [[(0, 18), (1, 3)], [(1, 2)]]),
    ("24 three lines stay together", [paragraph(20), paragraph(3)], [[(0, 20)], [(1, 3)]]),
    ("24 one line shorter", [paragraph(20, 19), paragraph(3)], [[(0, 19), (1, 3)]]),
    ("24 one line longer", [paragraph(21, 22), paragraph(5)], [[(0, 22)], [(1, 5)]]),
    ("24 a variant is not taken without need", [paragraph(20, 21)], [[(0, 20)]]),
    (
        "24 the variant of an earlier paragraph",
        [paragraph(10, 11), paragraph(11), paragraph(9)],
        [[(0, 11), (1, 11)], [(2, 9)]],
    ),
    (
        "21 a heading stands last on no page",
        [paragraph(21), heading(), paragraph(5)],
        [[(0, 21)], [(1, 1), (2, 5)]],
    ),
    (
        "21 two lines follow a heading",
        [paragraph(20), heading(), paragraph(5)],
        [[(0, 20)], [(1, 1), (2, 5)]],
    ),
    (
        "21 two lines are enough",
        [paragraph(19), heading(), paragraph(5)],
        [[(0, 19), (1, 1), (2, 2)], [(2, 3)]],
    ),
    (
        "21 headings keep together",
        [paragraph(19), heading(), heading(), paragraph(5)],
        [[(0, 19)], [(1, 1), (2, 1), (3, 5)]],
    ),
    ("23 a picture takes whole lines", [paragraph(18), picture(6)], [[(0, 18)], [(1, 1)]]),
    (
        "a table's head is repeated",
        [paragraph(20), table(30)],
        [[(0, 20), (1, 2)], [(1, 21)], [(1, 7)]],
    ),
    ("nothing", [], []),
]


@pytest.mark.parametrize(("rule", "blocks", "pages"), PAGES, ids=[row[0] for row in PAGES])
def test_pages(rule: str, blocks: list[FlowBlock], pages: list[list[tuple[int, int]]]) -> None:
    assert shape(fill_pages(blocks, HEIGHT)) == pages


def test_blank_lines_before_and_after() -> None:
    blocks = [heading(), paragraph(4), paragraph(3)]
    blocks[0].blank_after = 1
    blocks[2].blank_before = 2
    (page,) = fill_pages(blocks, HEIGHT)
    assert [placed.line for placed in page.slices] == [0, 2, 3, 4, 5, 8, 9, 10]
    assert page.lines_used == 11


def test_no_blank_line_begins_a_page() -> None:
    blocks = [paragraph(22), paragraph(3)]
    blocks[1].blank_before = 2
    pages = fill_pages(blocks, HEIGHT)
    assert pages[1].slices[0].line == 0


def test_what_cannot_be_kept_is_named() -> None:
    """Headings that fill a page leave no room for the text they belong to."""
    pages = fill_pages([*(heading() for _ in range(HEIGHT)), paragraph(5)], HEIGHT)
    assert any("keep" in page.given_up for page in pages)
    pages = fill_pages([heading(21), paragraph(30)], HEIGHT)
    assert any(page.given_up for page in pages)


BLOCKS = st.lists(
    st.one_of(
        st.builds(
            lambda lines, others: paragraph(lines, *sorted(others - {lines})),
            st.integers(1, 50),
            st.sets(st.integers(1, 50), max_size=2),
        ),
        st.builds(table, st.integers(1, 60)),
        st.builds(picture, st.integers(1, 22)),
        st.builds(heading),
    ),
    max_size=30,
)


@given(blocks=BLOCKS, height=st.integers(22, 30))
def test_every_slice_once_in_order_and_on_the_page(blocks: list[FlowBlock], height: int) -> None:
    pages = fill_pages(blocks, height)
    order = [placed.block for page in pages for placed in page.slices]
    assert order == sorted(order)
    for place, block in enumerate(blocks):
        placed = [
            one.piece
            for page in pages
            for one in page.slices
            if one.block == place and not one.repeated
        ]
        offered = [block.choice, *(block.more() if block.more else ())]
        assert len(placed) in [len(one.slices) for one in offered]
    for page in pages:
        line = 0
        for one in page.slices:
            assert one.line >= line
            line = one.line + one.piece.lines
        assert line == page.lines_used <= height


TEXT = st.lists(
    st.one_of(
        st.builds(paragraph, st.integers(1, 40)),
        st.builds(lambda lines: paragraph(lines, lines + 1), st.integers(2, 40)),
    ),
    min_size=1,
    max_size=25,
)


@pytest.mark.slow
@given(texts=st.lists(TEXT, min_size=1, max_size=4))
def test_no_line_stands_alone_while_pages_may_end_early(texts: list[list[FlowBlock]]) -> None:
    """In text with headings a page can always end early instead, and then by few lines."""
    blocks = [block for text in texts for block in (heading(), *text)]
    pages = fill_pages(blocks, HEIGHT)
    for page in pages:
        assert page.given_up == ()
        last = page.slices[-1]
        assert blocks[last.block].source != "heading"
    for page in pages[:-1]:
        assert page.lines_used >= HEIGHT - 5


@given(counts=st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_flexible_paragraphs_leave_fewer_lines_empty(counts: list[int]) -> None:
    """Rule 24: a choice of lengths is never worse than none."""

    def empty(blocks: list[FlowBlock]) -> int:
        pages = fill_pages(blocks, HEIGHT)
        return sum(HEIGHT - page.lines_used for page in pages[:-1])

    rigid = empty([paragraph(count) for count in counts])
    assert empty([paragraph(count, count + 1, max(1, count - 1)) for count in counts]) <= rigid
