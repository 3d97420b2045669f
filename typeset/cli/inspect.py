"""`paiban inspect`: pages as text, paragraphs as lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark, translate
from typeset.base.records import values_of
from typeset.cli.common import Answer, find_root, json_option, root_option, run, style_option
from typeset.cli.complete import week_argument

if TYPE_CHECKING:
    from typeset.content.normalise import Edit
    from typeset.layout.kinds.inspect_lines import InspectedParagraph, LineInspector

BAD_REQUEST = Message(
    "E903",
    mark("this is no paragraph to set: {reason}"),
    mark('write one a line: {{"id": 1, "text": "…", "measure": 28, "indent": 2}}'),
)

_STANDARD_INPUT = "stdin"
_DECIMALS = 5
_NARROWEST, _WIDEST = 1.0, 1000.0


@click.group("inspect", help=translate(mark("Print pages or lines as text.")))
def command() -> None:
    """检视."""


@command.command("pages", help=translate(mark("Print the pages of a week as text.")))
@week_argument
@root_option
@style_option
@json_option
def pages_command(week: str, root: str | None, style: str, as_json: bool) -> None:
    """版面."""

    def work() -> Answer:
        from typeset.edition.build_issue import lay_out_issue
        from typeset.layout.filling.report import page_figures
        from typeset.layout.placing.dump import dump_pages

        laid = lay_out_issue(find_root(root), week, style)
        text = dump_pages(laid.pages)
        figures = page_figures(laid.pages.pages, laid.style.type_area.lines_per_page)
        value = {"week": week, "pages": [values_of(one) for one in figures], "text": text}
        return Answer(laid.findings, value, text.splitlines())

    run("inspect pages", work, as_json=as_json)


@command.command(
    "lines",
    help=translate(
        mark(
            "Set paragraphs from standard input, one a line, as body text."
            " With --jsonl each is an object with id, text, measure and indent."
        )
    ),
)
@click.option(
    "--jsonl", is_flag=True, help=translate(mark("Read and write one JSON object a line."))
)
@root_option
@style_option
def lines_command(jsonl: bool, root: str | None, style: str) -> None:
    """行."""

    def work() -> Answer:
        inspector = _inspector(find_root(root, needs_issues=False), style)
        faults: list[Finding] = []
        for number, line in enumerate(_input_lines(), start=1):
            try:
                request = _request(line, number) if jsonl else _Request(None, line)
            except SourceError as error:
                faults.extend(error.findings)
                continue
            inspected, found = _set(inspector, request, number)
            faults.extend(found)
            _write(_object(request, inspected) if jsonl else _text(inspected))
        if any(fault.kind is BAD_REQUEST for fault in faults):
            raise SourceError(faults)
        return Answer(faults)

    run("inspect lines", work, as_json=False)


class _Request(Struct, frozen=True):
    """One paragraph to set; lengths in em."""

    identifier: Any
    text: str
    measure: float = 28.0
    indent: float = 2.0
    names: tuple[str, ...] = ()


def _input_lines() -> Iterator[str]:
    """Lines of standard input in UTF-8, without their ends; empty ones left out."""
    for data in sys.stdin.buffer:
        line = data.decode("utf-8-sig", "replace").rstrip("\r\n")
        if line.strip():
            yield line


def _request(line: str, number: int) -> _Request:
    """Raises SourceError for what is no object of the wanted form."""

    def refuse(reason: str) -> SourceError:
        return SourceError([BAD_REQUEST.at(SourcePosition(_STANDARD_INPUT, number), reason=reason)])

    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise refuse(str(error)) from error
    if not isinstance(value, dict):
        raise refuse(translate(mark("it is no object")))
    text = value.get("text")
    if not isinstance(text, str):
        raise refuse(translate(mark("it has no text")))
    measure, indent = value.get("measure", 28), value.get("indent", 2)
    for length in (measure, indent):
        if isinstance(length, bool) or not isinstance(length, int | float):
            raise refuse(translate(mark("measure and indent are numbers of em")))
    if not _NARROWEST <= measure <= _WIDEST or not -_WIDEST <= indent <= _WIDEST:
        raise refuse(translate(mark("the measure lies between 1 and 1000 em")))
    names = value.get("names", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise refuse(translate(mark("names is a list of texts")))
    return _Request(value.get("id"), text, float(measure), float(indent), tuple(names))


def _inspector(root: Path, style: str) -> LineInspector:
    from typeset.base.project import font_folders
    from typeset.design.fonts.load_fonts import load_fonts
    from typeset.design.style.load_style import load_style
    from typeset.edition.build_issue import DEFAULT_STYLE, style_folders
    from typeset.layout.kinds.inspect_lines import LineInspector

    sheet = load_style(style or DEFAULT_STYLE, style_folders(root))
    return LineInspector(sheet, load_fonts(font_folders(root)).book)


def _set(
    inspector: LineInspector, request: _Request, number: int
) -> tuple[InspectedParagraph, tuple[Finding, ...]]:
    from typeset.content.parse_inline import parse_inline

    where = SourcePosition(_STANDARD_INPUT, number, 1)
    parsed = parse_inline(request.text, where, line_start=True)
    inspected = inspector.inspect(parsed.inlines, request.measure, request.indent, request.names)
    return inspected, parsed.findings


def _object(request: _Request, inspected: InspectedParagraph) -> str:
    """The answer to one request as JSON, without spaces."""
    lines = [
        {
            "last": line.last,
            "justified": line.justified,
            "gap": _rounded(line.gap),
            "glyphs": [
                {
                    "char": glyph.char,
                    "x": _rounded(glyph.x),
                    "advance": _rounded(glyph.advance),
                    "face": glyph.face,
                    "ink": [_rounded(edge) for edge in glyph.ink],
                }
                for glyph in line.glyphs
            ],
        }
        for line in inspected.lines
    ]
    value = {
        "id": request.identifier,
        "edits": [_edit(edit) for edit in inspected.edits],
        "given_up": inspected.given_up,
        "lines": lines,
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "offset": edit.offset,
        "before": edit.before,
        "after": edit.after,
        "kind": edit.kind,
    }


def _rounded(value: float) -> float:
    return round(value, _DECIMALS) + 0.0


def _text(inspected: InspectedParagraph) -> str:
    """The lines as text, each with the gap between its Han."""
    return "\n".join(
        f"{100 * line.gap:5.2f} %  {''.join(glyph.char for glyph in line.glyphs)}"
        for line in inspected.lines
    )


def _write(text: str) -> None:
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
