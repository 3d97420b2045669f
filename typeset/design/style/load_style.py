"""Load a style with all its parents (载入样式)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, has_errors
from typeset.base.source_position import SourcePosition
from typeset.design.style.check_style import check_style
from typeset.design.style.style import StyleSheet
from typeset.design.style.style_cache import read_style_cache, style_key, write_style_cache
from typeset.design.style.style_files import shown_path


class LoadedStyle(Struct, frozen=True):
    """样式: the sheet, the files it was read from (the style first, then its parents), and the
    warnings."""

    sheet: StyleSheet
    sources: tuple[Path, ...]
    findings: tuple[Finding, ...]


def load_style(name: str, folders: Sequence[Path]) -> StyleSheet:
    """The style of a name, looked for in each folder in turn.

    Raises SourceError with every E3xx finding of the file and its parents.
    """
    return read_whole_style(name, folders).sheet


def read_whole_style(name: str, folders: Sequence[Path]) -> LoadedStyle:
    """A style with its sources and warnings (W3xx).  Raises SourceError as `load_style` does.

    A style may extend one of its own name that lies in a later folder: an office's `weekly` can
    stand on the project's.
    """
    key = style_key(name, folders)
    known = read_style_cache(key) if key else None
    if known is None:
        from typeset.design.style.style_chain import (
            read_chain,  # YAML: dear, and mostly read before
        )

        known = read_chain(name, folders)
        if key:
            write_style_cache(key, *known)
    sheet, sources = known
    findings = tuple(check_style(sheet, SourcePosition(shown_path(sources[0]))))
    if has_errors(findings):
        raise SourceError(findings)
    return LoadedStyle(sheet, sources, findings)
