"""The text of an edition as JSON (文本存档), and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typeset.base.geometry import Rectangle
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
