"""Pages in the order of reading → sheets as they are printed (排页序).

A folio (对折页) is four pages on one fold: its outer face carries the last and the first of them,
its inner face the two between.  A sheet carries one, two or four folios, which its folds nest: the
second fold brings the upper row behind the lower one, so the upper row stands on its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from typeset.output.imposition.sheets import Binding, BlankPolicy, Place, Plan, Sheet

PAGES_A_FOLIO = 4
_GRIDS = {2: (2, 1), 4: (2, 2), 8: (4, 2)}
"""Places a side → columns and rows."""


class _Slot(Struct, frozen=True):
    """Which folio of a sheet shows which face where on one side."""

    folio: int
    is_outer: bool
    column: int
    row: int


_FRONTS = {
    2: (_Slot(0, True, 0, 0),),
    4: (_Slot(0, True, 0, 0), _Slot(1, False, 0, 1)),
    8: (
        _Slot(1, False, 0, 0),
        _Slot(0, True, 2, 0),
        _Slot(2, True, 0, 1),
        _Slot(3, False, 2, 1),
    ),
}
"""Right-angle folds of a section of 4, 8 and 16 pages, as one looks at the front."""


def arrange_pages(
    pages: int,
    binding: Binding,
    up: int,
    section_pages: int = 0,
    policy: BlankPolicy = BlankPolicy.END,
) -> Plan:
    """拼版: every page on its sheet; `up` is 2, 4 or 8 places a side, `section_pages` how many
    pages a section of `Binding.SECTIONS` or `PERFECT` holds (a whole number of sheets)."""
    columns, rows = _GRIDS[up]
    if binding is Binding.STACK:
        order = _filled(pages, 2, policy)
        return Plan(binding, columns, rows, order, tuple(_stack(order, columns, rows)))
    half = max(PAGES_A_FOLIO, up)
    order = _filled(pages, half, policy)
    folios = len(order) // PAGES_A_FOLIO
    size = folios if binding is Binding.SADDLE else (section_pages or 2 * up) // PAGES_A_FOLIO
    sheets: list[Sheet] = []
    for section, first in enumerate(range(0, folios, size)):
        end = min(first + size, folios)
        sheets += _section(_Section(first * PAGES_A_FOLIO, end * PAGES_A_FOLIO, section), up)
    return Plan(binding, columns, rows, order, tuple(sheets))


class _Section(Struct, frozen=True):
    """Pages that are folded into one another: from the first position up to the end; its number."""

    first: int
    end: int
    number: int

    def face(self, folio: int, *, is_outer: bool) -> tuple[int, int]:
        """Left and right position on a face of a folio, the outermost being 0."""
        first, last = self.first, self.end - 1
        if is_outer:
            return last - 2 * folio, first + 2 * folio
        return first + 2 * folio + 1, last - 2 * folio - 1


def _section(section: _Section, up: int) -> Iterator[Sheet]:
    """The sheets of a section from outside in; where only half a sheet is left, both its sides
    stand on one plate."""
    folios, a_sheet = (section.end - section.first) // PAGES_A_FOLIO, up // 2
    whole = folios // a_sheet
    for number in range(whole):
        yield _sheet(section, number * a_sheet, up)
    if folios % a_sheet:
        yield _half_sheet(section, whole * a_sheet, up)


def _sheet(section: _Section, first: int, up: int) -> Sheet:
    slots = _FRONTS[up]
    back = _side(section, first, _behind(slots, _GRIDS[up][0]))
    return Sheet(_side(section, first, slots), back, section.number)


def _half_sheet(section: _Section, first: int, up: int) -> Sheet:
    """自翻版: two copies of what half a sheet holds; one plate prints both sides of the sheet.

    Between them it is turned head to foot where its folios stand in one column (天地翻), left to
    right where they stand in two (左右翻).
    """
    is_tumbled = up == PAGES_A_FOLIO
    half = _FRONTS[up // 2]
    behind = _behind(half, 2)
    if is_tumbled:
        plate = half + tuple(_Slot(slot.folio, slot.is_outer, 0, 1) for slot in behind)
    else:
        plate = half + tuple(
            _Slot(slot.folio, slot.is_outer, slot.column + 2, slot.row) for slot in behind
        )
    back = _side(section, first, _behind(plate, _GRIDS[up][0]))
    return Sheet(_side(section, first, plate), back, section.number, 2, is_tumbled)


def _behind(slots: Sequence[_Slot], columns: int) -> tuple[_Slot, ...]:
    """The other faces of the folios, as one looks at the back of a sheet turned left to right."""
    return tuple(
        _Slot(slot.folio, not slot.is_outer, columns - 2 - slot.column, slot.row) for slot in slots
    )


def _side(section: _Section, first: int, slots: Sequence[_Slot]) -> tuple[Place, ...]:
    return tuple(place for slot in slots for place in _pair(section, first, slot))


def _pair(section: _Section, first: int, slot: _Slot) -> tuple[Place, Place]:
    """The two pages of one face; on their heads they change sides."""
    folio, turned = first + slot.folio, slot.row > 0
    left, right = section.face(folio, is_outer=slot.is_outer)
    is_back = slot.is_outer and folio == 0
    columns = (slot.column + 1, slot.column) if turned else (slot.column, slot.column + 1)
    return (
        Place(left, columns[0], slot.row, turned, True, folio, is_back),
        Place(right, columns[1], slot.row, turned, False, folio, is_back),
    )


def _filled(pages: int, multiple: int, policy: BlankPolicy) -> tuple[int | None, ...]:
    """The pages of the book, blank ones put in up to a multiple."""
    blanks: list[int | None] = [None] * (-pages % multiple)
    order: list[int | None] = list(range(pages))
    at = pages - 1 if policy is BlankPolicy.BEFORE_LAST else pages
    return tuple(order[:at] + blanks + order[at:])


def _stack(order: Sequence[int | None], columns: int, rows: int) -> Iterator[Sheet]:
    """裁切叠放: each stack begins where the one before it ends."""
    leaves = len(order) // 2
    height = -(-leaves // (columns * rows))
    for sheet in range(height):
        front, back = [], []
        for stack, leaf in enumerate(range(sheet, leaves, height)):
            column, row = stack % columns, rows - 1 - stack // columns
            front.append(Place(2 * leaf, column, row, False, False))
            back.append(Place(2 * leaf + 1, columns - 1 - column, row, False, True))
        yield Sheet(tuple(front), tuple(back))
