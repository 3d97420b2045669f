"""A material's text on its way to pages (文本流)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from typeset.layout.placing.slices import FlowBlock


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
