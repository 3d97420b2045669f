"""Shown pages (所示各页): pages with names that change only when what they show does.

A browser keeps a page's image for as long as its name lives, so only changed pages are painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from msgspec import Struct

from typeset.layout.placing.page import Disc, ForeignPage, GlyphRun, Page, PlacedPicture, Rule
from typeset.texts.edition import Edition

_LOOKS = tuple(
    name for name in GlyphRun.__struct_fields__ if name not in ("structure", "position", "texts")
)


class ShownPage(Struct, frozen=True):
    """A page with the names of its image and of its layer of words; `grey` when it has no
    colour."""

    page: Page
    image: str
    layer: str
    grey: bool


def name_pages(
    edition: Edition, earlier: Edition | None, names: Sequence[ShownPage], mark: str
) -> tuple[ShownPage, ...]:
    """The pages of an edition: those that look as the earlier's at the same place keep their
    names, the others get new ones, which begin with `mark`."""
    shown: list[ShownPage] = []
    for place, page in enumerate(edition.pages.pages):
        old = names[place] if earlier is not None and place < len(names) else None
        fresh = f"{mark}-{place + 1}"
        alike = (
            old is not None
            and earlier is not None
            and looks_same(page, old.page, edition.digests, earlier.digests)
        )
        image = old.image if old is not None and alike else fresh
        layer = old.layer if old is not None and old.page == page else fresh
        shown.append(ShownPage(page, image, layer, is_grey(page)))
    return tuple(shown)


def looks_same(
    page: Page, other: Page, digests: Mapping[str, str], other_digests: Mapping[str, str]
) -> bool:
    """Whether two pages show the same, wherever their words come from."""
    if page is other:
        return True
    if len(page.marks) != len(other.marks):
        return False
    return all(
        one == two
        for one, two in zip(_looks(page, digests), _looks(other, other_digests), strict=True)
    )


def is_grey(page: Page) -> bool:
    """Whether a page has black ink only, so that its image may be grey."""
    for mark in page.marks:
        match mark:
            case GlyphRun(colour=colour) | Rule(colour=colour):
                if any(tuple(colour)[:3]):
                    return False
            case PlacedPicture() | ForeignPage():
                return False
    return True


def _looks(page: Page, digests: Mapping[str, str]) -> Iterator[object]:
    for mark in page.marks:
        match mark:
            case GlyphRun():
                looks = tuple(getattr(mark, name) for name in _LOOKS)
                yield (looks, digests.get(mark.face))
            case Rule(box=box, colour=colour):
                yield (box, colour)
            case Disc(x=x, y=y, radius=radius, colour=colour):
                yield (x, y, radius, colour)
            case PlacedPicture(box=box, path=path):
                yield (box, path, digests.get(path))
            case ForeignPage(box=box, shown=shown, pack=pack, page_index=index, turn=turn):
                yield (box, shown, pack, index, turn)
            case _:
                assert_never(mark)
