"""Small faces for tests, built with fontTools: every glyph one rectangle, so that measures are known."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

Box = tuple[int, int, int, int]
"""Left, bottom, right, top of a glyph's ink, in units of 1000 to the em."""

HAN = "国永中A1"
ROLES = ("title", "body", "kai", "hei", "song", "western")
HAN_BOX: Box = (60, -90, 940, 850)
FIRST_CID = 500
"""CIDs of the CID-keyed faces begin here, so that they differ from glyph ids."""


@dataclass(frozen=True)
class FaceSpec:
    """What a face is to be: `boxes` are the exceptions to `box`, by character."""

    characters: str
    name: str = "TestFace"
    kind: Literal["glyf", "cff", "cid"] = "glyf"
    box: Box = HAN_BOX
    boxes: Mapping[str, Box] | None = None
    advance: int = 1000
    embedding: int = 0
    weight: int = 400


def build_face(spec: FaceSpec) -> TTFont:
    """The face of a specification."""
    characters = sorted(set(spec.characters))
    first = FIRST_CID if spec.kind == "cid" else 1
    names = [".notdef", *(f"cid{first + k:05d}" for k in range(len(characters)))]
    boxes = [spec.box, *((spec.boxes or {}).get(one, spec.box) for one in characters)]
    builder = FontBuilder(1000, isTTF=spec.kind == "glyf")
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(dict(zip(map(ord, characters), names[1:], strict=True)))
    if spec.kind == "glyf":
        builder.setupGlyf({name: _outline(box) for name, box in zip(names, boxes, strict=True)})
    else:
        strings = {name: _charstring(box) for name, box in zip(names, boxes, strict=True)}
        builder.setupCFF(spec.name, {"FullName": spec.name}, strings, {})
        if spec.kind == "cid":
            _key_by_cid(builder.font)
    metrics = {name: (spec.advance, box[0]) for name, box in zip(names, boxes, strict=True)}
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": spec.name, "psName": spec.name, "styleName": "Regular"})
    builder.setupOS2(fsType=spec.embedding, usWeightClass=spec.weight, sTypoAscender=880)
    builder.setupPost()
    font: TTFont = builder.font
    return font


def write_face(path: Path, characters: str, **fields: Any) -> Path:
    """Write one face."""
    path.parent.mkdir(parents=True, exist_ok=True)
    build_face(FaceSpec(characters, **fields)).save(path)
    return path


def write_collection(path: Path, specs: Sequence[FaceSpec]) -> Path:
    """Write a collection (.ttc) of faces."""
    path.parent.mkdir(parents=True, exist_ok=True)
    collection = TTCollection()
    collection.fonts = [build_face(spec) for spec in specs]
    collection.save(path)
    return path


def every_role(*faces: str) -> dict[str, list[str]]:
    """One chain for each of the usual roles."""
    return {role: list(faces) for role in ROLES}


def write_manifest(folder: Path, faces: dict[str, Path], roles: dict[str, list[str]]) -> None:
    """`fonts/manifest.yaml` for faces that lie there; a face not there may be named too."""
    lines = ["faces:"]
    for identifier, path in faces.items():
        data = path.read_bytes() if path.is_file() else b"absent"
        lines += [
            f"  - {{id: {identifier}, file: {path.name}, index: 0, licence: OFL-1.1,",
            f"     optional: false, size: {len(data)}, sha256: {hashlib.sha256(data).hexdigest()},",
            "     package: {kind: pypi, name: pack, version: '1', member: m, download: 1}}",
        ]
    lines += ["roles:", *(f"  {role}: [{', '.join(chain)}]" for role, chain in roles.items())]
    (folder / "manifest.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _draw(pen: Any, box: Box) -> None:
    left, bottom, right, top = box
    pen.moveTo((left, bottom))
    pen.lineTo((left, top))
    pen.lineTo((right, top))
    pen.lineTo((right, bottom))
    pen.closePath()


def _outline(box: Box) -> Any:
    pen = TTGlyphPen(None)
    _draw(pen, box)
    return pen.glyph()


def _charstring(box: Box) -> Any:
    pen = T2CharStringPen(1000, None)
    _draw(pen, box)
    return pen.getCharString()


def _key_by_cid(font: TTFont) -> None:
    """Turn a name-keyed CFF with glyphs named cidNNNNN into a CID-keyed one."""
    top = font["CFF "].cff.topDictIndex[0]
    dictionary = FontDict()
    dictionary.Private = top.Private
    array = FDArrayIndex()
    array.append(dictionary)
    select = FDSelect()
    select.format = 0
    select.gidArray = [0] * len(font.getGlyphOrder())
    top.ROS, top.CIDCount = ("Adobe", "Identity", 0), FIRST_CID + len(font.getGlyphOrder())
    top.FDArray, top.FDSelect = array, select
    top.CharStrings.fdArray, top.CharStrings.fdSelect = array, select
    del top.Private
