"""Broken input from good input: bytes of any kind, texts by their marks, PDFs by their objects."""

from __future__ import annotations

import contextlib
import io
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

TOKENS = tuple(
    token.encode()
    for token in (
        "[^1]", "[^1]:", "==", "{喆|zhé}", "^2^", "~2~", "**", "|", "|---|", "![", "](", "> ", "- ", "1. ",
        "一、", "（一）", "１．", "附件1：", "材料1", "title:", "标题：", "---", "```", "&amp;", "<b>", "</p>",
        "<!--", "]]>", "\ufeff", "\u200b", "\u3000", "\r", "\n\n", "\t", "\0", "\ud7ff", "𠮷", "％", "#", " #",
        "&x", "*x", "!!python/object", "{", "[", "'", '"', "%PDF-1.7", "endobj", "endstream", "obj", "stream",
        "/Type", "/Length", "9999999999", "-1", "0", "1e999", "<<", ">>", "\\", "..", "/", "\\..\\",
    )
)  # fmt: skip
NUMBERS = (0, 1, -1, 2, 255, 65536, 2**31, -(2**31), 2**63 - 1)
_KEYS = ("/Type", "/Subtype", "/Kids", "/Parent", "/Contents", "/Resources", "/MediaBox", "/Annots", "/Rect",
         "/QuadPoints", "/Filter", "/DecodeParms", "/W", "/FontFile2", "/FontFile3", "/ToUnicode",
         "/SMask", "/ColorSpace", "/BitsPerComponent", "/Width", "/Height", "/Dest", "/A", "/Next", "/First",
         "/K", "/ParentTree", "/Count", "/Rotate", "/UserUnit", "/BBox", "/Matrix", "/T", "/M", "/IRT")  # fmt: skip


def mutated_bytes(chance: random.Random, seed: bytes, others: Sequence[bytes]) -> bytes:
    """One to eight changes: bits, pieces taken out, doubled, moved, put in, taken from another."""
    data = bytearray(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 2, 4, 16, 64, 512))
        match chance.randrange(7):
            case 0 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                data[at:at] = chance.choice(TOKENS)
            case 4:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                data[at : at + length] = other[start : start + length]
            case 5:
                data[at : at + length] = chance.randbytes(length)
            case _:
                del data[at : None if chance.random() < 0.1 else at + 1]
    return bytes(data)


def mutated_pdf(chance: random.Random, seed: bytes, others: Sequence[bytes]) -> bytes:
    """A PDF some of whose values are others; now and then its bytes are damaged besides."""
    if chance.random() < 0.2:
        return mutated_bytes(chance, seed, others)
    with pikepdf.open(io.BytesIO(seed)) as pdf:
        objects: list[Any] = [
            one for one in pdf.objects if isinstance(one, Dictionary | Stream | Array)
        ]
        for _ in range(chance.choice((1, 1, 2, 3, 6))):
            with contextlib.suppress(KeyError, ValueError, TypeError, pikepdf.PdfError):
                _change(chance, pdf, chance.choice(objects), objects)  # what pikepdf allows
        made = io.BytesIO()
        try:
            pdf.save(made, compress_streams=chance.random() < 0.3, fix_metadata_version=False)
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
            return mutated_bytes(chance, seed, others)
    data = made.getvalue()
    return mutated_bytes(chance, data, others) if chance.random() < 0.3 else data


def _change(chance: random.Random, pdf: pikepdf.Pdf, place: Any, objects: Sequence[Any]) -> None:
    value = _value(chance, pdf, objects)
    if isinstance(place, Array):
        if len(place) and chance.random() < 0.7:
            place[chance.randrange(len(place))] = value
        else:
            place.append(value)
        return
    if isinstance(place, Stream) and chance.random() < 0.4:
        try:
            data = place.read_bytes()
        except pikepdf.PdfError:
            data = place.read_raw_bytes()
        place.write(mutated_bytes(chance, data, [data or b"q"]))
        return
    keys = [key for key in place.keys() if key != "/Length"]  # noqa: SIM118 (pikepdf's own)
    if keys and chance.random() < 0.7:
        key = chance.choice(keys)
        if chance.random() < 0.2:
            del place[key]
        else:
            place[key] = value
    else:
        place[chance.choice(_KEYS)] = value


def _value(chance: random.Random, pdf: pikepdf.Pdf, objects: Sequence[Any]) -> Any:
    """Any value that a PDF may hold, loops among them."""
    kinds = (
        lambda: chance.choice(NUMBERS),
        lambda: Decimal(chance.choice(("0.00001", "-3.5", "99999999999.9", "1"))),
        lambda: chance.random() < 0.5,
        lambda: Name(chance.choice(_KEYS)),
        lambda: String(chance.choice(("", "文", "D:20250903", "\ufeffx", "x" * 5000))),
        lambda: String(chance.randbytes(6)),
        lambda: Array([chance.choice(NUMBERS) for _ in range(chance.randrange(9))]),
        lambda: Dictionary({chance.choice(_KEYS): chance.choice(NUMBERS)}),
        lambda: chance.choice(objects),
        lambda: Stream(pdf, chance.randbytes(20)),
    )
    return chance.choice(kinds)()


def mutated_container(chance: random.Random, seed: bytes, others: Sequence[bytes]) -> bytes:
    """A ZIP (docx, xlsx, ofd …) one member of which is damaged, before it is packed again."""
    import zipfile

    if chance.random() < 0.2:
        return mutated_bytes(chance, seed, others)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        hit = set(chance.choices(names, k=chance.choice((1, 1, 2))))
        contents = {name: old.read(name) for name in names}
        for name in names:
            data = contents[name]
            if name in hit:
                if chance.random() < 0.05:
                    continue
                data = mutated_bytes(chance, data, list(contents.values()))
            new.writestr(name, data)
    return made.getvalue()
