"""Characters that PDFium read to a text (读出字符): for files of which nothing else is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from typeset.base.units import Rectangle
from typeset.texts.edition_text import EditionText, TextLine, TextParagraph
from typeset.texts.page_images import PageCharacters

_PAGE_NUMBER = re.compile(r"[—–\-·]*\d{1,4}[—–\-·]*")
_LEADER = re.compile(r"[.…·・⋯]{3,}\d+\Z")
_LEAST_HEIGHT = 6.0


def read_characters(pages: Sequence[PageCharacters], labels: Sequence[str]) -> EditionText:
    """The text of a file as one paragraph, since its own are not known; page numbers below the
    text and at the ends of leaders are left out."""
    lines: list[TextLine] = []
    for place, page in enumerate(pages):
        label = (labels[place] if place < len(labels) else "") or str(place + 1)
        found = list(_lines(page, place, label))
        if found and _is_lowest(found) and _PAGE_NUMBER.fullmatch(found[-1].text):
            found.pop()
        lines += [_without_leader(line) for line in found]
    return EditionText((TextParagraph("", "", 0, tuple(lines)),))


def _is_lowest(lines: Sequence[TextLine]) -> bool:
    """Whether the last line lies below all others."""
    return all(line.box.bottom <= lines[-1].box.top + 1 for line in lines[:-1])


def _lines(page: PageCharacters, place: int, label: str) -> Iterator[TextLine]:
    """Characters that stand on one line and follow each other."""
    start, number = 0, 0
    for index in range(1, len(page.text) + 1):
        ends = index == len(page.text) or not _follows(page.boxes[index - 1], page.boxes[index])
        if ends:
            number += 1
            yield _line(page, place, label, number, range(start, index))
            start = index


def _follows(last: tuple[float, ...], box: tuple[float, ...]) -> bool:
    middle = (box[1] + box[3]) / 2
    height = max(last[3] - last[1], box[3] - box[1], _LEAST_HEIGHT)
    return box[0] >= last[0] and last[1] - height / 2 < middle < last[3] + height / 2


def _line(page: PageCharacters, place: int, label: str, number: int, indices: range) -> TextLine:
    boxes = [page.boxes[index] for index in indices]
    left, right = boxes[0][0], max(box[2] for box in boxes)
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    edges = [box[0] for box in boxes]
    return TextLine(
        page=place,
        label=label,
        number=number,
        text=page.text[indices.start : indices.stop],
        box=Rectangle(left, top, right - left, bottom - top),
        edges=(*edges, max(right, edges[-1])),
    )


def _without_leader(line: TextLine) -> TextLine:
    """A line of the contents without leader and page number."""
    found = _LEADER.search(line.text)
    if found is None:
        return line
    kept = found.start()
    return TextLine(
        page=line.page,
        label=line.label,
        number=line.number,
        text=line.text[:kept],
        box=line.box,
        edges=line.edges[: kept + 1],
    )
