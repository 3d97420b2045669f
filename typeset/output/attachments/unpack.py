"""Objects of a pack (备妥对象) as objects of ours, for the file that is being made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from typeset.output.attachments.pack import Pack
from typeset.output.pdf.pdf_objects import Dictionary, Reference, Stream, array


def unpack_objects(pack: Pack, key: str) -> dict[str, Any]:
    """All objects of a pack by names that begin with a key.

    Raises OSError where its bytes are gone, ValueError, KeyError or TypeError where they are not
    what a pack holds.
    """
    with pack.path.open("rb") as file:
        return {
            f"{key}{name}": _value(value, key, file)
            for name, value in pack.facts["objects"].items()
        }


def _value(value: Any, key: str, file: IO[bytes]) -> Any:
    if isinstance(value, str):
        return value.encode("latin-1")
    if isinstance(value, list):
        return array(_value(item, key, file) for item in value)
    if "r" in value:
        return Reference(f"{key}{value['r']}")
    entries: Mapping[str, Any] = {
        name[1:]: _value(item, key, file) for name, item in value["/"].items()
    }
    if "s" not in value:
        return Dictionary(dict(entries))
    offset, length = value["s"]
    file.seek(offset)
    content = file.read(length)
    if len(content) != length:
        raise ValueError("short")
    return Stream(content, entries, deflate=False)
