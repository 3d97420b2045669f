"""A style and its parents (样式与其所承), read from their files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Finding, Message, SourcePosition, has_errors
from typeset.base.messages import mark
from typeset.base.read_yaml import Scalar
from typeset.design.style import style_keys as messages
from typeset.design.style.bind_style import bind_style
from typeset.design.style.check_style import check_style
from typeset.design.style.read_style import Group, Leaf, overlay, read_style
from typeset.design.style.style import StyleSheet
from typeset.design.style.style_files import (
    SUFFIX,
    is_style_name,
    read_bytes,
    read_style_cache,
    shown_path,
    style_key,
    style_names,
    write_style_cache,
)
from typeset.design.style.style_keys import nearest_name, shown

NO_STYLE = Message(
    "E301",
    mark("there is no style {name}"),
    mark("take one of: {known}"),
)
NO_PARENT = Message(
    "E302",
    mark("extends: there is no style {name}"),
    mark("take one of: {known}"),
)
BAD_NAME = Message(
    "E303",
    mark("{name} is not the name of a style"),
    mark("write the file's name without .yaml, as in: weekly"),
)
CYCLE = Message(
    "E304",
    mark("the styles extend each other in a circle: {chain}"),
    mark("take the line extends out of one of them"),
)
TOO_MANY_PARENTS = Message(
    "E308",
    mark("more than {limit} styles extend each other"),
    mark("let the style extend weekly or gbt9704 itself"),
)

MOST_PARENTS = 20


def read_chain(name: str, folders: Sequence[Path]) -> tuple[StyleSheet, tuple[Path, ...]]:
    """A style with all its parents resolved, and the files it was read from, youngest first.

    Raises SourceError with every fault of form, key and value in all of them.
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
    return sheet, tuple(chain.paths)


class _Chain(Struct):
    """A style and its parents, youngest first."""

    folders: Sequence[Path]
    paths: list[Path] = []
    trees: list[Group] = []
    findings: list[Finding] = []

    def follow(self, name: str) -> bool:
        """Read a style, then what it extends, to the end; False where the chain breaks off."""
        wanted: str | None = name
        asked: SourcePosition | None = None
        while wanted is not None:
            path = self._find(wanted, asked)
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
            wanted, asked = parent
        return True

    def _find(self, name: str, asked: SourcePosition | None) -> Path | None:
        """The first file of that name not yet in the chain; None after a fault."""
        if not is_style_name(name):
            self.findings.append(BAD_NAME.at(asked, name=shown(name)))
            return None
        found = [path for folder in self.folders if (path := folder / f"{name}{SUFFIX}").exists()]
        fresh = [path for path in found if path not in self.paths]
        if fresh and len(self.paths) >= MOST_PARENTS:
            self.findings.append(TOO_MANY_PARENTS.at(asked, limit=MOST_PARENTS))
            return None
        if fresh:
            return fresh[0]
        if found:
            ring = [*self.paths[self.paths.index(found[-1]) :], found[-1]]
            chain = " → ".join(shown_path(path) for path in ring)
            self.findings.append(CYCLE.at(asked, chain=chain))
            return None
        self.findings.append(self._unknown(name, asked))
        return None

    def _unknown(self, name: str, asked: SourcePosition | None) -> Finding:
        """No such style: the nearest name first among those there are."""
        names = style_names(self.folders)
        nearest = nearest_name(name, names)
        names.sort(key=lambda other: other != nearest)
        message = NO_STYLE if asked is None else NO_PARENT
        return message.at(asked, name=shown(name), known=", ".join(names) or "-")

    def _parent(self, tree: Group) -> tuple[str | None, SourcePosition] | None:
        """The name after `extends`, None where there is none, and its place; None after a fault."""
        leaf = tree.entries.get("extends")
        if leaf is None:
            return None, tree.position
        if not isinstance(leaf, Leaf) or not isinstance(leaf.value, Scalar):
            self.findings.append(BAD_NAME.at(leaf.position, name="extends"))
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


# Load a style with all its parents (载入样式).


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
        known = read_chain(name, folders)
        if key:
            write_style_cache(key, *known)
    sheet, sources = known
    findings = tuple(check_style(sheet, SourcePosition(shown_path(sources[0]))))
    if has_errors(findings):
        raise SourceError(findings)
    return LoadedStyle(sheet, sources, findings)
