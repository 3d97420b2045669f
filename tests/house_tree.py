"""The tree as it is written: its modules, their messages, and the circles of their imports."""

from __future__ import annotations

import ast
import importlib.util
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import grimp

PACKAGE = Path(__file__).parents[1] / "typeset"


@dataclass(frozen=True)
class Declared:
    """A message as it stands in the tree."""

    module: str
    name: str
    code: str
    cure: str
    users: frozenset[str]


@cache
def trees() -> dict[str, ast.Module]:
    """Module (without the first `typeset.`) → its syntax."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


@cache
def nodes(module: str) -> tuple[ast.AST, ...]:
    """What matters here of a module's syntax."""
    wanted = (ast.ImportFrom, ast.Attribute, ast.Name, ast.Assign, ast.Call)
    return tuple(node for node in ast.walk(trees()[module]) if isinstance(node, wanted))


def names_used(module: str) -> Iterator[tuple[str, str]]:
    """(module, name) of what a module takes from others of the house, and of its own names."""
    known = trees()
    taken: dict[str, str] = {}
    for node in nodes(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("typeset"):
            source = (node.module or "").removeprefix("typeset").removeprefix(".")
            for alias in node.names:
                whole = f"{source}.{alias.name}".removeprefix(".")
                if whole in known:
                    taken[alias.asname or alias.name] = whole
                else:
                    yield source, alias.name
    for node in nodes(module):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in taken:
                yield taken[node.value.id], node.attr
        elif isinstance(node, ast.Name) and node.id.isupper() and isinstance(node.ctx, ast.Load):
            yield module, node.id


def message_calls(module: str) -> Iterator[tuple[str, ast.Call]]:
    """(constant or nothing, call) of every `Message(…)` whose code is written out."""
    named = {
        id(node.value): target.id
        for node in nodes(module)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in nodes(module):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Message":
            continue
        if node.args and isinstance(node.args[0], ast.Constant):
            yield named.get(id(node), ""), node


def words_of(node: ast.expr) -> str:
    """The literal text of an argument, in `mark(…)` or not."""
    if isinstance(node, ast.Call) and node.args:
        node = node.args[0]
    return ast.literal_eval(node) if isinstance(node, ast.Constant) else ast.unparse(node)


@cache
def messages() -> tuple[Declared, ...]:
    """Every kind of finding, wherever it stands."""
    users: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for module in trees():
        for used in names_used(module):
            users[used].add(module)
    return tuple(
        Declared(
            module,
            name,
            words_of(call.args[0]),
            words_of(call.args[2]),
            frozenset(users[module, name]),
        )
        for module in trees()
        for name, call in message_calls(module)
    )


def circles() -> set[frozenset[str]]:
    """Groups of modules that import each other, at whatever moment."""
    graph = grimp.build_graph("typeset", cache_dir=None)
    order: dict[str, set[str]] = {
        name: set(graph.find_modules_directly_imported_by(name)) for name in graph.modules
    }
    # Where the version stands, and for readers of types the interface above all rooms.
    del order["typeset"]
    while outer := {name for name, imports in order.items() if not imports & order.keys()}:
        order = {name: imports for name, imports in order.items() if name not in outer}
    reached: dict[str, set[str]] = {}
    for name in order:
        seen: set[str] = set()
        ahead = [name]
        while ahead:
            new = (order[ahead.pop()] & order.keys()) - seen
            seen |= new
            ahead.extend(new)
        reached[name] = seen
    return {
        frozenset(
            other.removeprefix("typeset.") for other in reached[name] if name in reached[other]
        )
        for name in order
        if name in reached[name]
    }


def load_tool(name: str) -> ModuleType:
    """A program of tools/ as a module."""
    path = PACKAGE.parent / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
