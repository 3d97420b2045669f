"""Reading a finished file again in tests: what it paints with, its tags, what validators say."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen

COLOUR_OPERATORS = {"g", "G", "k", "K", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}


def contents(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every page and, once each, every form below it."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        yield page
        yield from _forms(page.obj.Resources, seen)


def _forms(resources: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    for value in resources.get("/XObject", {}).values():
        if value.get("/Subtype") == "/Form" and value.objgen not in seen:
            seen.add(value.objgen)
            yield value
            yield from _forms(value.get("/Resources", pikepdf.Dictionary()), seen)


def images(pdf: pikepdf.Pdf) -> list[Any]:
    """Every image of a file."""
    return [
        value
        for value in pdf.objects
        if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == "/Image"
    ]


def colour_operators(pdf: pikepdf.Pdf) -> dict[str, set[tuple[float, ...]]]:
    """By operator the operands with which colours are set anywhere in a file."""
    found: dict[str, set[tuple[float, ...]]] = {}
    for content in contents(pdf):
        for instruction in pikepdf.parse_content_stream(content):
            operator = str(instruction.operator)
            if operator in COLOUR_OPERATORS:
                values = tuple(float(value) for value in list(instruction.operands))
                found.setdefault(operator, set()).add(values)
    return found


def elements(pdf: pikepdf.Pdf) -> list[tuple[int, Any]]:
    """The structure elements in reading order, each with its depth."""
    found: list[tuple[int, Any]] = []

    def walk(element: Any, depth: int) -> None:
        found.append((depth, element))
        for kid in element.get("/K", []):
            if "/S" in kid:
                walk(kid, depth + 1)

    for top in pdf.Root.StructTreeRoot.K:
        walk(top, 0)
    return found


def roles(pdf: pikepdf.Pdf) -> list[str]:
    """The roles of the elements in reading order."""
    return [str(element.S)[1:] for _, element in elements(pdf)]


def complaints(path: Path) -> list[str]:
    """What page-validation has against a file as PDF/A-2u and PDF/UA-1, its two false alarms aside:
    it does not know pdf:Trapped, which is blanked in a copy, and it reads the widths of a CID-keyed
    face as if all glyphs were of the first private dictionary (`wrong_widths` looks for itself)."""
    trapped = b"<pdf:Trapped>False</pdf:Trapped>"
    data = path.read_bytes().replace(trapped, b" " * len(trapped))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        copy.write(data)
        copy.flush()
        return [
            f"{failure.rule_id}: {failure.message}"
            for profile in ("2u", "ua1")
            for failure in page_validation.validate_pdf(copy.name, profile=profile).failures
            if not failure.rule_id.endswith("GLYPH-WIDTH-001")
        ]


def wrong_widths(path: Path) -> list[str]:
    """Glyphs of embedded CFF faces whose width is not the one that the file says (1/1000 em)."""
    wrong = []
    with pikepdf.open(path) as pdf:
        for font in pdf.objects:
            if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != "/CIDFontType0":
                continue
            said = _said_widths(font)
            program = CFFFontSet()
            program.decompile(io.BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
            top = program[0]
            for name in top.charset[1:]:
                glyph, _ = top.CharStrings.getItemAndSelector(name)
                glyph.draw(NullPen())
                code = int(name[3:]) if hasattr(top, "ROS") else top.getGlyphID(name)
                if abs(glyph.width - said.get(code, 1000)) > 1:
                    wrong.append(f"{font.BaseFont} {name}")
    return wrong


def _said_widths(font: Any) -> dict[int, float]:
    """W of ISO 32000-1, 9.7.4.3: `first [width …]` and `first last width`."""
    items = list(font.get("/W", []))
    widths: dict[int, float] = {}
    while items:
        first, following = int(items.pop(0)), items.pop(0)
        if isinstance(following, pikepdf.Array):
            widths |= {first + k: float(width) for k, width in enumerate(following.as_list())}
        else:
            widths |= dict.fromkeys(range(first, int(following) + 1), float(items.pop(0)))
    return widths


def vera_complaints(shared: Path, *paths: Path) -> list[str]:
    """What veraPDF has against files as PDF/A-2u and PDF/UA-1; an error of it counts too."""
    tool = shared / "tools" / "validate"
    if shutil.which("java") is None or not Path("/usr/share/java/jaxb-impl.jar").exists():
        pytest.skip("veraPDF's Java is not installed")
    done = subprocess.run(
        [str(tool), "2u,ua1", *map(str, paths)], capture_output=True, text=True, check=False
    )
    results = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    said = [line for line in done.stdout.splitlines() if not line.startswith("{")]
    if len(results) != 2 * len(paths):
        said.append(f"{len(results)} results of {2 * len(paths)}: {done.stderr}")
    return said + [str(result) for result in results if result.get("compliant") is not True]
