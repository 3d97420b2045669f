"""Slices (版块): what pagination moves about: pieces of a block, each whole grid lines high."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Pt, Rectangle
from typeset.design.applying.styled import StyledNote, StyledParagraph
from typeset.design.style.style import Colour
from typeset.layout.lines.line import Line


class SetLine(Struct, frozen=True):
    """排定的行: a composed line in its slice.

    `left` is the text area's left edge of its paragraph from the type area's, in pt; `baseline`
    the distance from the slice's first grid baseline, downwards; `pitch` one em of the line;
    `part` its place among the parts of its block's structure.
    """

    line: Line
    paragraph: StyledParagraph
    left: Pt
    baseline: Pt
    pitch: Pt
    part: int = 0

    @property
    def notes(self) -> tuple[StyledNote, ...]:
        """The notes whose marks stand in the line."""
        spans = self.paragraph.spans
        owners = dict.fromkeys(self.line.spans)
        return tuple(note for one in owners if (note := spans[one].note) is not None)


class SetRule(Struct, frozen=True):
    """A rule in its slice: box from the type area's left and the slice's top."""

    box: Rectangle
    colour: Colour


class SetPicture(Struct, frozen=True):
    """A picture in its slice: box from the type area's left and the slice's top."""

    box: Rectangle
    path: str
    alternative: str


SliceItem: TypeAlias = SetLine | SetRule | SetPicture


class Slice(Struct, frozen=True):
    """A piece that is never split, `lines` grid lines high."""

    lines: int
    items: tuple[SliceItem, ...]

    @property
    def notes(self) -> tuple[StyledNote, ...]:
        """The notes whose marks stand in the slice, in the order of the text."""
        return tuple(
            note
            for item in self.items
            if isinstance(item, SetLine) and item.paragraph.has_notes
            for note in item.notes
        )


def in_part(piece: Slice, part: int) -> Slice:
    """A slice whose lines belong to another part of its block's structure."""
    return replace(
        piece,
        items=tuple(
            replace(item, part=part) if isinstance(item, SetLine) else item for item in piece.items
        ),
    )


class Choice(Struct, frozen=True):
    """One way to set a block: its slices and what it costs beyond the best way."""

    slices: tuple[Slice, ...]
    cost: float

    @property
    def lines(self) -> int:
        return sum(piece.lines for piece in self.slices)


class FlowBlock(Struct):
    """A block in the flow of a text.

    `choice` is the best way to set it; `more` gives the others (one line shorter or longer,
    reference rule 24) when asked.  `first_lines` and `last_lines` are the fewest slices that may
    stand alone before and after a page break; `keep_with_next` the lines of the next block that
    must follow, `keep_with_previous` asks the same of the block before; `header` is repeated after
    a break, `closing` ends the part before it, counted from the foot of its last slice.  `turned`:
    set for a page of its own, turned by 90° (GB/T 9704-2012, 8).  `given_up` as in `Composed`.
    Blocks of one `source` share its structure.
    """

    choice: Choice
    source: object
    more: Callable[[], tuple[Choice, ...]] | None = None
    first_lines: int = 2
    last_lines: int = 2
    keep_with_next: int = 0
    keep_with_previous: bool = False
    whole: bool = False
    blank_before: int = 0
    blank_after: int = 0
    header: tuple[Slice, ...] = ()
    closing: tuple[SetRule, ...] = ()
    turned: bool = False
    given_up: str = ""


def within(
    block: FlowBlock, source: object, part: int, lead: tuple[SetLine, ...] = ()
) -> FlowBlock:
    """A paragraph's block as a part of what `source` stands for, a label before its first line."""

    def taken(choice: Choice) -> Choice:
        slices = [in_part(piece, part) for piece in choice.slices]
        if lead and slices:
            slices[0] = replace(slices[0], items=(*lead, *slices[0].items))
        return replace(choice, slices=tuple(slices))

    more = block.more
    return replace(
        block,
        choice=taken(block.choice),
        source=source,
        more=(lambda: tuple(taken(choice) for choice in more())) if more else None,
    )


# A material's text on its way to pages (文本流).


class Flow(Struct, frozen=True):
    """文本流: the blocks that fill pages, each turned table with the place among them of the block
    that it follows, and the first node of what has been placed, by its source."""

    blocks: tuple[FlowBlock, ...]
    turned: tuple[tuple[int, FlowBlock], ...]
    section: int
    nodes: dict[int, int]

    @classmethod
    def of(cls, blocks: Sequence[FlowBlock], section: int) -> Flow:
        """The flow of some blocks below a node of the structure."""
        upright: list[FlowBlock] = []
        turned: list[tuple[int, FlowBlock]] = []
        for block in blocks:
            if block.turned:
                turned.append((len(upright) - 1, block))
            else:
                upright.append(block)
        return cls(tuple(upright), tuple(turned), section, {})
