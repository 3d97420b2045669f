"""The text of an edition as JSON (文本存档), and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from typeset.base.units import Pt, Rectangle
from typeset.layout.placing.page import GlyphRun, Page, Pages, StructureNode
from typeset.texts.edition_text import EditionText, SourceMark, TextLine, TextParagraph

FORMAT = 1


def text_as_json(text: EditionText) -> dict[str, Any]:
    """A JSON value that `text_from_json` reads back."""
    return {"format": FORMAT, "paragraphs": [_paragraph(one) for one in text.paragraphs]}


def text_from_json(value: Any) -> EditionText:
    """The text that was written.

    Raises ValueError, TypeError or LookupError where it is not one.
    """
    if value["format"] != FORMAT:
        raise ValueError("format")
    return EditionText(tuple(_read_paragraph(one) for one in value["paragraphs"]))


def _paragraph(paragraph: TextParagraph) -> dict[str, Any]:
    return {
        "role": paragraph.role,
        "file": paragraph.file,
        "line": paragraph.line,
        "lines": [_line(line) for line in paragraph.lines],
    }


def _line(line: TextLine) -> dict[str, Any]:
    box = line.box
    return {
        "page": line.page,
        "label": line.label,
        "number": line.number,
        "text": line.text,
        "box": [box.left, box.top, box.width, box.height],
        "edges": list(line.edges),
        "sources": [[mark.index, mark.line, mark.column] for mark in line.sources],
    }


def _read_paragraph(value: Mapping[str, Any]) -> TextParagraph:
    return TextParagraph(
        str(value["role"]),
        str(value["file"]),
        int(value["line"]),
        tuple(_read_line(line) for line in value["lines"]),
    )


def _read_line(value: Mapping[str, Any]) -> TextLine:
    left, top, width, height = (float(edge) for edge in value["box"])
    text, edges = str(value["text"]), tuple(float(edge) for edge in value["edges"])
    if len(edges) != len(text) + 1:
        raise ValueError("edges")
    return TextLine(
        page=int(value["page"]),
        label=str(value["label"]),
        number=int(value["number"]),
        text=text,
        box=Rectangle(left, top, width, height),
        edges=edges,
        sources=tuple(SourceMark(*(int(part) for part in mark)) for mark in value["sources"]),
    )


# Laid-out pages to their text (读出文本): runs of glyphs together as lines and paragraphs.

_INLINE = frozenset(
    {"Link", "Span", "Em", "Strong", "Reference", "Ruby", "RB", "RT", "Lbl", "Code"}
)
"""Roles of what stands in a paragraph and is none itself."""
_SAME_LINE = 0.6
"""Runs whose baselines lie nearer than this, in sizes of the larger, stand on one line."""
_SMALL = 0.7
"""Characters smaller than this beside the words they stand over are readings (注音)."""
_ASCENT = 0.86
_FAR = 1e6


def read_text(pages: Pages) -> EditionText:
    """The text of all pages, paragraph by paragraph in reading order."""
    blocks = _blocks(pages.structure)
    found: dict[int, list[tuple[int, GlyphRun]]] = {}
    for place, page in enumerate(pages.pages):
        for run in _content(page):
            found.setdefault(blocks[run.structure], []).append((place, run))
    numbers = [number_lines(page) for page in pages.pages]
    paragraphs = [
        _paragraph_of_lines(pages.structure[block].role, runs, pages.pages, numbers)
        for block, runs in sorted(found.items(), key=lambda one: _path(pages.structure, one[0]))
    ]
    return EditionText(tuple(one for one in paragraphs if one.lines))


def number_lines(page: Page) -> tuple[Pt, ...]:
    """行号: the baselines of a page's lines from top to bottom; line n is the nth of them.

    Cells that stand side by side share a line; readings, notes' marks and turned text have none.
    """
    lines: list[tuple[Pt, Pt]] = []
    runs = [run for run in _content(page) if not run.turn]
    for run in sorted(runs, key=lambda run: -run.size):
        if not any(abs(run.y - y) < _SAME_LINE * size for y, size in lines):
            lines.append((run.y, run.size))
    return tuple(sorted(y for y, _ in lines))


def _content(page: Page) -> list[GlyphRun]:
    """The runs of a page that are content, readings left out."""
    runs = [mark for mark in page.marks if isinstance(mark, GlyphRun) and mark.structure >= 0]
    largest: dict[int, Pt] = {}
    for run in runs:
        if run.spoken is not None:
            key = id(run.spoken)
            largest[key] = max(largest.get(key, 0.0), run.size)
    return [
        run for run in runs if run.spoken is None or run.size >= _SMALL * largest[id(run.spoken)]
    ]


def _blocks(structure: Sequence[StructureNode]) -> list[int]:
    """For each node the paragraph that it belongs to: itself, or what an inline part stands in."""
    blocks: list[int] = []
    for index, node in enumerate(structure):
        inline = node.role in _INLINE and 0 <= node.parent < index
        blocks.append(blocks[node.parent] if inline else index)
    return blocks


def _path(structure: Sequence[StructureNode], index: int) -> tuple[int, ...]:
    """A node and all above it from the root down: what sorts nodes in reading order."""
    path: list[int] = []
    while index >= 0:
        path.append(index)
        index = structure[index].parent
    return tuple(reversed(path))


class _Line(Struct):
    """A line in the making."""

    page: int
    runs: list[GlyphRun] = []

    def takes(self, page: int, run: GlyphRun) -> bool:
        """Whether a run goes on this line."""
        last = self.runs[-1]
        across = (run.x - last.x) if run.turn else (run.y - last.y)
        near = abs(across) < _SAME_LINE * max(run.size, last.size)
        return page == self.page and run.turn == last.turn and near


def _paragraph_of_lines(
    role: str,
    runs: Sequence[tuple[int, GlyphRun]],
    pages: Sequence[Page],
    numbers: Sequence[Sequence[Pt]],
) -> TextParagraph:
    lines: list[_Line] = []
    for place, run in runs:
        if not lines or not lines[-1].takes(place, run):
            lines.append(_Line(place))
        lines[-1].runs.append(run)
    places = [run.position for _, run in runs if run.position is not None and run.position.line]
    made = (_text_line(line, pages[line.page], numbers[line.page]) for line in lines)
    return TextParagraph(
        role=role,
        file=places[0].file if places else "",
        line=places[0].line if places else 0,
        lines=tuple(line for line in made if line.text),
    )


def _text_line(line: _Line, page: Page, baselines: Sequence[Pt]) -> TextLine:
    text: list[str] = []
    edges: list[Pt] = []
    sources: list[SourceMark] = []
    end: Pt = 0.0
    for group in _spoken_together(line.runs):
        first = group[0]
        if first.position is not None and first.position.line:
            place = first.position
            sources.append(SourceMark(len(text), place.line, place.column))
        for character, left, right in _characters(group):
            if not character.isspace():
                text.append(character)
                # Readings may push the characters they stand over into each other.
                edges.append(max(round(left, 2), edges[-1] if edges else -_FAR))
                end = right
    edges.append(max(round(end, 2), edges[-1] if edges else -_FAR))
    return TextLine(
        page=line.page,
        label=page.label,
        number=0 if line.runs[0].turn else _number(line.runs, baselines),
        text="".join(text),
        box=_box(line.runs),
        edges=tuple(edges),
        sources=tuple(sources),
    )


def _number(runs: Sequence[GlyphRun], baselines: Sequence[Pt]) -> int:
    largest = max(runs, key=lambda run: run.size)
    nearest = min(baselines, key=lambda y: abs(y - largest.y))
    return baselines.index(nearest) + 1


def _spoken_together(runs: Iterable[GlyphRun]) -> list[list[GlyphRun]]:
    """Runs one by one, but those that stand for one group of words together."""
    groups: list[list[GlyphRun]] = []
    for run in runs:
        together = groups and run.spoken is not None and groups[-1][-1].spoken is run.spoken
        if together:
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _characters(group: Sequence[GlyphRun]) -> list[tuple[str, Pt, Pt]]:
    """Each character with its left and right edge; along y for turned text."""
    spoken = group[0].spoken
    if spoken is not None:
        first, last = group[0], group[-1]
        left, right = _start(first), _start(last) + last.offsets[-1] + last.advances[-1]
        return _shared(spoken.text, left, right)
    run = group[0]
    found: list[tuple[str, Pt, Pt]] = []
    for words, offset, advance in zip(run.texts, run.offsets, run.advances, strict=True):
        left = _start(run) + offset
        found += _shared(words, left, left + advance)
    return found


def _start(run: GlyphRun) -> Pt:
    """Where a run begins in its direction; turned text runs up the page, from its foot."""
    return -run.y if run.turn else run.x


def _shared(words: str, left: Pt, right: Pt) -> list[tuple[str, Pt, Pt]]:
    """Characters that share a stretch evenly."""
    width = (right - left) / max(1, len(words))
    return [
        (character, left + place * width, left + (place + 1) * width)
        for place, character in enumerate(words)
    ]


def _box(runs: Sequence[GlyphRun]) -> Rectangle:
    """The rectangle of runs, with room for Han ascent and descent."""
    boxes = [_run_box(run) for run in runs]
    left, top = min(one.left for one in boxes), min(one.top for one in boxes)
    right, bottom = max(one.right for one in boxes), max(one.bottom for one in boxes)
    return Rectangle(round(left, 2), round(top, 2), round(right - left, 2), round(bottom - top, 2))


def _run_box(run: GlyphRun) -> Rectangle:
    length = run.offsets[-1] + run.advances[-1]
    if run.turn:
        return Rectangle(run.x - _ASCENT * run.size, run.y - length, run.size, length)
    return Rectangle(run.x, run.y - _ASCENT * run.size, length, run.size)
