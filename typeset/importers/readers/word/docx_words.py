"""Names of WordprocessingML (元素名称) and small questions to its elements (ECMA-376-1, 17)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_STRICT = (
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1]),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1]),
    ("http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1]),
    ("http://purl.oclc.org/ooxml/drawingml/main", A[1:-1]),
)
"""Namespaces of the strict variant and those of the usual one."""

_OFF = {"0", "false", "off", "none"}


def transitional(data: bytes) -> bytes:
    """A part of the strict variant with the usual namespaces (ECMA-376-4)."""
    for strict, usual in _STRICT:
        data = data.replace(strict.encode(), usual.encode())
    return data


def value(element: Any, path: str, default: str = "") -> str:
    """`w:val` of the element at a path of local names below another: `pPr/numPr/ilvl`."""
    found = child(element, path)
    return default if found is None else str(found.get(f"{W}val", default))


def child(element: Any, path: str) -> Any:
    """The element at a path of local names, or None."""
    return None if element is None else element.find(_qualified(path))


@lru_cache(maxsize=256)
def _qualified(path: str) -> str:
    return "/".join(W + name for name in path.split("/"))


def is_on(element: Any, path: str) -> bool | None:
    """A switch such as `b`: on, off, or None where nothing is said."""
    found = child(element, path)
    return None if found is None else found.get(f"{W}val", "true") not in _OFF


def whole(text: str, default: int = 0) -> int:
    """A whole number of an attribute; the default for anything else."""
    try:
        return int(text[:12])
    except ValueError:
        return default


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def seen(root: Any) -> Iterator[Any]:
    """All elements but those that another version of Word would show instead (mc:Fallback)."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [inner for inner in reversed(element) if inner.tag != f"{MC}Fallback"]


_TEXTS = frozenset({f"{W}t", f"{W}delText", f"{M}t"})


def text_of(root: Any) -> str:
    """The words below an element, deleted ones too, in order."""
    return "".join(element.text or "" for element in seen(root) if element.tag in _TEXTS)
