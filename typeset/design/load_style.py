"""Load a style with all its parents (载入样式)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, has_errors
from typeset.base.source_position import SourcePosition
from typeset.base.yaml_nodes import Scalar
from typeset.design import style_messages as messages
from typeset.design.bind_style import bind_style
from typeset.design.check_style import check_style
from typeset.design.read_style import (
    SUFFIX,
    is_style_name,
    overlay,
    read_bytes,
    read_style,
    shown_path,
)
from typeset.design.style import StyleSheet
from typeset.design.style_keys import nearest_name, shown
from typeset.design.style_tree import Group, Leaf

MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class LoadedStyle:
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


def load_style_with_sources(
    name: str, folders: Sequence[Path]
) -> tuple[StyleSheet, tuple[Path, ...]]:
    """`load_style`, and the files it was read from."""
    loaded = read_whole_style(name, folders)
    return loaded.sheet, loaded.sources


def read_whole_style(name: str, folders: Sequence[Path]) -> LoadedStyle:
    """A style with its sources and warnings (W3xx).  Raises SourceError as `load_style` does.

    A style may extend one of its own name that lies in a later folder: an office's `weekly` can
    stand on the project's.
    """
    chain = _Chain(folders)
    if not chain.follow(name):
        raise SourceError(chain.findings)
    tree = chain.trees[-1]
    for child in reversed(chain.trees[:-1]):
        tree = overlay(tree, child)
    sheet, findings = bind_style(name, tree)
    if sheet is None or chain.findings:
        raise SourceError(_in_order([*chain.findings, *findings], chain.paths))
    warnings = tuple(check_style(sheet, SourcePosition(shown_path(chain.paths[0]))))
    if has_errors(warnings):
        raise SourceError(warnings)
    return LoadedStyle(sheet, tuple(chain.paths), warnings)


def style_names(folders: Iterable[Path]) -> list[str]:
    """The names of the styles there are."""
    names = {
        path.stem
        for folder in folders
        for path in folder.glob(f"*{SUFFIX}")
        if is_style_name(path.stem)
    }
    return sorted(names)


@dataclass(slots=True)
class _Chain:
    """A style and its parents, youngest first."""

    folders: Sequence[Path]
    paths: list[Path] = field(default_factory=list)
    trees: list[Group] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def follow(self, name: str) -> bool:
        """Read a style, then what it extends, to the end; False where the chain breaks off."""
        asked: SourcePosition | None = None
        while name:
            path = self._find(name, asked)
            if path is None:
                return False
            self.paths.append(path)
            data = read_bytes(path)
            if isinstance(data, Finding):
                self.findings.append(data)
                return False
            tree, findings = read_style(data, shown_path(path))
            self.findings.extend(findings)
            if tree is None:
                return False
            self.trees.append(tree)
            parent = self._parent(tree)
            if parent is None:
                return False
            name, asked = parent
        return True

    def _find(self, name: str, asked: SourcePosition | None) -> Path | None:
        """The first file of that name not yet in the chain; None after a fault."""
        if not is_style_name(name):
            self.findings.append(messages.BAD_NAME.at(asked, name=shown(name)))
            return None
        found = [path for folder in self.folders if (path := folder / f"{name}{SUFFIX}").exists()]
        fresh = [path for path in found if path not in self.paths]
        if fresh and len(self.paths) >= MOST_PARENTS:
            self.findings.append(messages.TOO_MANY_PARENTS.at(asked, limit=MOST_PARENTS))
            return None
        if fresh:
            return fresh[0]
        if found:
            ring = [*self.paths[self.paths.index(found[-1]) :], found[-1]]
            chain = " → ".join(shown_path(path) for path in ring)
            self.findings.append(messages.CYCLE.at(asked, chain=chain))
            return None
        self.findings.append(self._unknown(name, asked))
        return None

    def _unknown(self, name: str, asked: SourcePosition | None) -> Finding:
        """No such style: the nearest name first among those there are."""
        names = style_names(self.folders)
        nearest = nearest_name(name, names)
        names.sort(key=lambda other: other != nearest)
        message = messages.NO_STYLE if asked is None else messages.NO_PARENT
        return message.at(asked, name=shown(name), known=", ".join(names) or "-")

    def _parent(self, tree: Group) -> tuple[str, SourcePosition] | None:
        """The name after `extends` and its place, empty where there is none; None after a fault."""
        leaf = tree.entries.get("extends")
        if leaf is None:
            return "", tree.position
        if not isinstance(leaf, Leaf) or not isinstance(leaf.value, Scalar):
            self.findings.append(messages.BAD_NAME.at(leaf.position, name="extends"))
            return None
        if not leaf.value.text:
            where = leaf.position
            self.findings.append(messages.NO_VALUE.at(where, key="extends", wanted="weekly"))
            return None
        return leaf.value.text, leaf.position


def _in_order(findings: Iterable[Finding], paths: Sequence[Path]) -> list[Finding]:
    """By file, youngest style first; in a file from top to bottom."""
    order = {shown_path(path): place for place, path in enumerate(reversed(paths))}

    def key(finding: Finding) -> tuple[int, int, int]:
        where = finding.position or SourcePosition("")
        return -order.get(where.file, 0), where.line, where.column

    return sorted(findings, key=key)
