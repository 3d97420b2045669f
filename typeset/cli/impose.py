"""`paiban impose WEEK [FILE]`: the pages of a finished PDF on the sheets that a press prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message
from typeset.base.messages import mark, translate
from typeset.base.units import mm_from_points, points_from_mm
from typeset.cli.common import Answer, find_root, json_option, root_option, run
from typeset.cli.complete import week_argument
from typeset.cli.proof import shown_path

if TYPE_CHECKING:
    from typeset.output.imposition.impose_file import Imposed
    from typeset.output.imposition.sheets import Binding, Plan, Sheet
    from typeset.output.imposition.write_sheets import Wanted

BINDINGS = ("saddle", "perfect", "sections", "stack")
MARKS = ("crop", "fold", "register", "collate", "colour")
POLICIES = ("end", "before-last", "notes")
_PICTURE_SCALE = 0.8
"""Pixels a point of a sheet's picture."""

_UNKNOWN_SHEET = Message(
    "E716",
    mark("there is no sheet {sheet}"),
    mark("name one of {names}, or its edges in mm, as 330x480"),
)
_UNKNOWN_MARK = Message(
    "E717",
    mark("there is no mark {name}"),
    mark("name some of {names}, or none"),
)
_BAD_CREEP = Message(
    "E718",
    mark("{value} is no thickness of paper"),
    mark("write millimetres between 0 and 2, as 0.1, or auto with --paper"),
)
_BAD_SECTION = Message(
    "E719",
    mark("a section of {pages} pages does not fill whole sheets of {sheet_pages} pages"),
    mark("name a multiple of {sheet_pages}"),
)
_WRITTEN = mark("{path}: {pages} pages on {sheets} sheets, {sides} sides ({binding}, {sheet})")
_HALF = mark(
    "  sheet {number} prints both sides from one plate and is cut into two copies ({turn})"
)
_TUMBLE, _TURN = mark("turned head to foot"), mark("turned left to right")
_DUMMY = mark("  folding dummy: {path}")
_PICTURES = mark("  pictures of all sides: {path}")


@click.command(
    "impose",
    help=translate(
        mark(
            "Put the pages of a finished PDF on sheets that are printed, folded and bound. Without "
            "FILE it is the press file of the week, WEEK.print.pdf."
        )
    ),
)
@week_argument
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--binding",
    type=click.Choice(BINDINGS),
    default="saddle",
    help=translate(mark("How it is bound: nested and stitched, glued, sewn, or cut and stacked.")),
)
@click.option(
    "--sheet",
    metavar="NAME",
    default="A3",
    help=translate(mark("Sheet of paper: A3, SRA3, 大度对开 …, or its edges in mm as 330x480.")),
)
@click.option(
    "--up",
    type=click.Choice(["2", "4", "8"]),
    default="2",
    help=translate(mark("Pages on one side of a sheet.")),
)
@click.option(
    "--creep",
    metavar="auto|MM",
    default="0",
    help=translate(mark("Thickness of the paper, by which inner sheets move to the spine.")),
)
@click.option(
    "--paper",
    metavar="NAME",
    default="",
    help=translate(mark("The paper, from styles/papers.yaml, for --creep auto.")),
)
@click.option(
    "--section",
    "section_pages",
    metavar="PAGES",
    type=click.IntRange(4, 128),
    default=None,
    help=translate(mark("Pages of one section when sewn or glued (one sheet; sewn 16).")),
)
@click.option(
    "--marks",
    metavar="LIST",
    default="auto",
    help=translate(
        mark("Marks: crop,fold,register,collate,colour, or none (what the binding needs).")
    ),
)
@click.option(
    "--flip",
    type=click.Choice(["long", "short"]),
    default=None,
    help=translate(mark("The edge over which the printer turns the sheet (left to right).")),
)
@click.option(
    "--blanks",
    type=click.Choice(POLICIES),
    default="end",
    help=translate(
        mark("Where blank pages go: the end, before the last page, or ruled for notes.")
    ),
)
@click.option("--dummy", is_flag=True, help=translate(mark("A folding dummy on A4 too.")))
@click.option("--png", is_flag=True, help=translate(mark("A picture of every side too.")))
@root_option
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=None,
    help=translate(mark("Folder for the finished files (out/ beside issues/).")),
)
@json_option
def command(
    week: str,
    file: Path | None,
    root: str | None,
    out: Path | None,
    dummy: bool,
    png: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """拼版；options 是装订、纸张与标记."""

    def work() -> Answer:
        from msgspec.structs import replace

        from typeset.output.imposition.impose_file import NO_MARKS, impose_file
        from typeset.output.write_results import write_results

        base = find_root(root)
        folder = out or base / "out"
        source = file or folder / f"{week}.print.pdf"
        wanted = _wanted(options, base)
        imposed = impose_file(source, wanted, options["sheet"])
        path = folder / f"{week}.sheets.pdf"
        files = {path: imposed.data}
        lines = [_summary(path, imposed.plan, options), *_halves(imposed.plan)]
        if dummy:
            draft = impose_file(source, replace(wanted, is_dummy=True), options["sheet"])
            files[folder / f"{week}.dummy.pdf"] = draft.data
            lines.append(translate(_DUMMY).format(path=shown_path(folder / f"{week}.dummy.pdf")))
        write_results(files, week)
        if png:
            pictures = _paint(folder / f"{week}.sheets", imposed)
            lines.append(translate(_PICTURES).format(path=shown_path(pictures)))
        findings = imposed.findings
        if options["marks"] == "auto":
            findings = tuple(one for one in findings if one.code != NO_MARKS.code)
        return Answer(findings, {"week": week, **_data(path, imposed, options)}, lines)

    run("impose", work, as_json=as_json)


def _wanted(options: dict[str, Any], root: Path) -> Wanted:
    """The request of the command line as a value.  Raises SourceError."""
    from typeset.output.imposition.formats import SHEETS, sheet_edges
    from typeset.output.imposition.place_pages import Mark
    from typeset.output.imposition.sheets import Binding, BlankPolicy
    from typeset.output.imposition.write_sheets import Wanted

    findings: list[Finding] = []
    edges = sheet_edges(options["sheet"])
    if edges is None:
        findings.append(_UNKNOWN_SHEET.at(sheet=options["sheet"], names=", ".join(SHEETS)))
    binding, up = Binding(options["binding"]), int(options["up"])
    names = _mark_names(options["marks"], binding)
    findings += [
        _UNKNOWN_MARK.at(name=name, names=", ".join(MARKS)) for name in names if name not in MARKS
    ]
    section = options["section_pages"] or (16 if binding is Binding.SECTIONS else 2 * up)
    if section % (2 * up):
        findings.append(_BAD_SECTION.at(pages=section, sheet_pages=2 * up))
    creep = _creep(options, root, findings)
    if findings or edges is None:
        raise SourceError(findings)
    return Wanted(
        binding,
        up,
        (points_from_mm(edges[0]), points_from_mm(edges[1])),
        points_from_mm(creep),
        tuple(Mark(name) for name in names if name in MARKS),
        section,
        BlankPolicy(options["blanks"]),
        None if options["flip"] is None else options["flip"] == "long",
    )


def _mark_names(given: str, binding: Binding) -> list[str]:
    """The marks asked for; by itself a sheet is cut and folded, and sections are collated."""
    if given == "auto":
        gathered = binding in ("perfect", "sections")
        return ["crop", "fold", *(["collate"] if gathered else [])]
    return [name.strip() for name in given.split(",") if name.strip() not in ("", "none")]


def _creep(options: dict[str, Any], root: Path, findings: list[Finding]) -> float:
    """爬移 in mm for each sheet around a page's own: the thickness of the paper."""
    if options["creep"] == "auto":
        from typeset.output.imposition.load_papers import find_paper

        paper = find_paper(root, options["paper"])
        return paper.thickness
    try:
        value = float(options["creep"].removesuffix("mm"))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 2:
        findings.append(_BAD_CREEP.at(value=options["creep"]))
    return value


def _summary(path: Path, plan: Plan, options: dict[str, Any]) -> str:
    return translate(_WRITTEN).format(
        path=shown_path(path),
        pages=sum(page is not None for page in plan.order),
        sheets=len(plan.sheets),
        sides=2 * len(plan.sheets),
        binding=options["binding"],
        sheet=options["sheet"],
    )


def _halves(plan: Plan) -> list[str]:
    return [
        translate(_HALF).format(number=number, turn=translate(_TUMBLE if one.tumbled else _TURN))
        for number, one in enumerate(plan.sheets, 1)
        if one.copies > 1
    ]


def _paint(folder: Path, imposed: Imposed) -> Path:
    """A picture of each side, 01A.png, 01B.png …"""
    from typeset.output.write_file import write_files
    from typeset.texts.page_images import PageImages

    images = PageImages()
    try:
        images.open("sheets", imposed.data)
        files = {
            folder / f"{place // 2 + 1:02d}{'AB'[place % 2]}.png": images.image(
                "sheets", place, _scale(imposed), 0, 0, grey=False
            )
            for place in range(2 * len(imposed.plan.sheets))
        }
    finally:
        images.close()
    write_files(files)
    return folder


def _scale(imposed: Imposed) -> float:
    """Pixels a point, so that a picture is one tile."""
    from typeset.texts.page_images import TILE

    return min(_PICTURE_SCALE, TILE / max(imposed.room.width, imposed.room.height))


def _data(path: Path, imposed: Imposed, options: dict[str, Any]) -> dict[str, Any]:
    room, plan = imposed.room, imposed.plan
    return {
        "file": str(path),
        "binding": options["binding"],
        "pages": sum(page is not None for page in plan.order),
        "blanks": [at + 1 for at in plan.blanks],
        "sheets": len(plan.sheets),
        "sides": 2 * len(plan.sheets),
        "sheet_mm": [round(mm_from_points(edge), 2) for edge in (room.width, room.height)],
        "marks": room.has_marks,
        "plan": [_sheet(plan, sheet) for sheet in plan.sheets],
    }


def _sheet(plan: Plan, sheet: Sheet) -> dict[str, Any]:
    """Pages from 1, 0 for a blank one, rows from the top, as one looks at each side."""
    sides = {}
    for name, places in (("front", sheet.front), ("back", sheet.back)):
        rows = [[0] * plan.columns for _ in range(plan.rows)]
        for place in places:
            page = plan.order[place.position]
            rows[plan.rows - 1 - place.row][place.column] = 0 if page is None else page + 1
        sides[name] = rows
    return {**sides, "section": sheet.section + 1, "copies": sheet.copies}
