"""What of each face a file uses (字体用量): collected while pages are drawn, then embedded once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import uharfbuzz as harfbuzz
from msgspec import Struct

from typeset.design.fonts.fonts import Embedding, Face, Outlines
from typeset.layout.placing.page import GlyphRun
from typeset.output.pdf.numerals import number
from typeset.output.pdf.pdf_objects import (
    Dictionary,
    Reference,
    Stream,
    String,
    array,
    name,
)


class FaceUse(Struct):
    """One face in use: its name in page resources, and by code the glyph, its advance in
    thousandths of an em, and the text it stands for."""

    face: Face
    resource: str
    glyphs: dict[int, int] = {}
    widths: dict[int, float] = {}
    texts: dict[int, str] = {}

    def take(self, run: GlyphRun) -> bool:
        """Note a run's glyphs; whether each of them stands for the text it stood for before."""
        same = True
        texts = self.texts
        for k, code in enumerate(run.codes):
            text = run.texts[k]
            known = texts.get(code)
            if known is None:
                texts[code] = text
                self.glyphs[code] = run.identifiers[k]
                self.widths[code] = round(run.advances[k] / run.size * 1000, 3)
            elif known != text:
                same = False
        return same


class FontUse:
    """All faces in use, named F1, F2 … in the order in which the pages need them."""

    def __init__(self, faces: Mapping[str, Face], prefix: str = "F") -> None:
        self._faces = faces
        self._prefix = prefix
        self.uses: dict[str, FaceUse] = {}

    def of(self, identifier: str) -> FaceUse:
        """The use of a face, begun when first asked for."""
        use = self.uses.get(identifier)
        if use is None:
            use = FaceUse(self._faces[identifier], f"{self._prefix}{len(self.uses) + 1}")
            self.uses[identifier] = use
        return use


# Embedding faces (嵌入字体): one subset a face, Type 0 with Identity-H and ToUnicode.
#
# CFF and TrueType faces alike become CID fonts, so a glyph is used by id and shaped forms survive.
# A CID-keyed face keeps its CIDs as codes; all others keep their glyph ids.
# Source: ISO 32000-1, 9.7 (composite fonts), 9.10.3 (ToUnicode); ISO 19005-2, 6.2.11.

_SYMBOLIC, _SERIF, _ITALIC = 4, 2, 64
_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"DSIG", b"vhea", b"vmtx", b"VORG", b"kern")
"""Tables that a PDF has no use for; positions are the layout's."""


def embed_face(use: FaceUse) -> dict[str, Any]:
    """The objects of a face's subset by name; the font's own is the use's resource name."""
    face, key = use.face, use.resource
    program = subset_face(face, set(use.glyphs.values()))
    if face.outlines is not Outlines.GLYF:
        program = cff_table(program)
    digest = hashlib.sha256(program).digest()
    whole = face.embedding is Embedding.WHOLE_ONLY
    base = name(face.postscript_name if whole else f"{_prefix(digest)}+{face.postscript_name}")
    descendant = {
        "Type": name("Font"),
        "Subtype": name("CIDFontType2" if face.outlines is Outlines.GLYF else "CIDFontType0"),
        "BaseFont": base,
        "CIDSystemInfo": Dictionary(
            {"Registry": String("Adobe"), "Ordering": String("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": Reference(f"{key}.descriptor"),
        "DW": 1000,
        "W": _width_array(use.widths),
    }
    if face.outlines is Outlines.GLYF:
        descendant["CIDToGIDMap"] = name("Identity")
    font = {
        "Type": name("Font"),
        "Subtype": name("Type0"),
        "BaseFont": base,
        "Encoding": name("Identity-H"),
        "DescendantFonts": array([Reference(f"{key}.descendant")]),
        "ToUnicode": Reference(f"{key}.unicode"),
    }
    return {
        key: Dictionary(font),
        f"{key}.descendant": Dictionary(descendant),
        f"{key}.descriptor": _descriptor(face, base, f"{key}.program"),
        f"{key}.program": _program(face, program),
        f"{key}.unicode": Stream(to_unicode(use.texts)),
    }


def subset_face(face: Face, glyphs: Iterable[int]) -> bytes:
    """子集: the face's file with only some glyphs; whole where its licence says so."""
    return _subset(face, frozenset(glyphs))


@lru_cache(maxsize=16)
def _subset(face: Face, glyphs: frozenset[int]) -> bytes:
    """The subset, kept: an edition made again (the preview's) mostly has the same glyphs."""
    source = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(face.path)), face.index)
    wanted = harfbuzz.SubsetInput()
    if face.embedding is Embedding.WHOLE_ONLY:
        wanted.keep_everything()
    else:
        wanted.glyph_set.update(glyphs)
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _DROPPED)
    flags = (
        harfbuzz.SubsetFlags.NO_HINTING
        | harfbuzz.SubsetFlags.DESUBROUTINIZE
        | harfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
        | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    )
    if face.outlines is not Outlines.CFF_CID:
        # A CID-keyed charset still names each glyph by its CID; other faces go by glyph id.
        flags |= harfbuzz.SubsetFlags.RETAIN_GIDS
    wanted.flags = flags
    subset = harfbuzz.subset(source, wanted)
    return bytes(subset.blob.data)


def cff_table(font: bytes) -> bytes:
    """The bare CFF of an OpenType file, which is what CIDFontType0C embeds."""
    blob = harfbuzz.Face(harfbuzz.Blob(font)).reference_table("CFF ")
    return bytes(blob.data)


def to_unicode(texts: Mapping[int, str]) -> bytes:
    """ToUnicode CMap: the text of each two-byte code (Adobe Technical Note 5411)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    mapped = [(code, text) for code, text in sorted(texts.items()) if text]
    for start in range(0, len(mapped), 100):
        part = mapped[start : start + 100]
        lines.append(f"{len(part)} beginbfchar")
        lines += [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in part]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _program(face: Face, program: bytes) -> Stream:
    if face.outlines is Outlines.GLYF:
        return Stream(program, {"Length1": len(program)})
    return Stream(program, {"Subtype": name("CIDFontType0C")})


def _descriptor(face: Face, base: str, program: str) -> Dictionary:
    flags = _SYMBOLIC | (_SERIF if face.serif else 0) | (_ITALIC if face.italic_angle else 0)
    entries: dict[str, Any] = {
        "Type": name("FontDescriptor"),
        "FontName": base,
        "Flags": flags,
        "FontBBox": array(round(edge * 1000) for edge in face.bounds),
        "ItalicAngle": face.italic_angle,
        "Ascent": round(face.ascent * 1000),
        "Descent": round(face.descent * 1000),
        "CapHeight": round(face.cap_height * 1000),
        # The usual estimate of a stem's width from the weight class.
        "StemV": round(50 + (face.weight / 65) ** 2),
    }
    entries["FontFile2" if face.outlines is Outlines.GLYF else "FontFile3"] = Reference(program)
    return Dictionary(entries)


def _width_array(widths: Mapping[int, float]) -> str:
    """W: `code [width …]` for each row of neighbouring codes; the default of 1000 left out."""
    parts: list[str] = []
    following = -1
    for code, width in sorted(widths.items()):
        if abs(width - 1000) < 0.001:
            continue
        if code != following:
            parts.append(f"] {code} [" if parts else f"{code} [")
        parts.append(number(width))
        following = code + 1
    return f"[{' '.join(parts)}]]" if parts else "[]"


def _prefix(digest: bytes) -> str:
    """Six capitals that name the subset (ISO 32000-1, 9.6.4), from its content."""
    value = int.from_bytes(digest[:8], "big")
    letters = []
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)
