"""Write the pages that are looked things up in: docs/codes.md and docs/style-keys.md.

`fresh()` gives what they should hold; run as a program, it writes those that differ and prints
their names.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

from typeset.base.messages import LOCALE_FOLDER
from typeset.base.read_yaml import Scalar
from typeset.design.style.read_style import Group, Leaf, read_style
from typeset.design.style.style_keys import _CHINESE_KEYS

PROJECT = Path(__file__).parents[1]
STYLES = ("gbt9704", "weekly", "document")
_STAGES = {
    "0": "审校 / linter",
    "1": "清单与文件 / source of an issue",
    "2": "文字与导入 / texts and imports",
    "3": "样式 / styles",
    "4": "字体 / faces",
    "5": "排版 / layout",
    "6": "附件与图片 / attachments and pictures",
    "7": "成品与校次 / output and rounds",
    "8": "付印前检查 / checks of the finished file",
    "9": "用法与机器 / usage and the machine",
}
_CODES = """\
# 代码一览 / All codes

提示的代码、意思和办法，由 `make handbook` 写成。首字母：E 错误，W 警告，H 提醒。
What every code says and what to do; written by `make handbook`. E error, W warning, H hint.
"""
_KEYS = """\
# 样式键一览 / All style keys

样式文件里的键、随附的值和出处，由 `make handbook` 写成。单位的样式只写要改的键。
The keys of a style file, the value each is shipped with, its source; written by `make handbook`.
"""


def fresh() -> dict[Path, str]:
    """File → its text as it should be."""
    return {PROJECT / "docs/codes.md": _codes(), PROJECT / "docs/style-keys.md": _style_keys()}


def messages() -> dict[str, tuple[str, str]]:
    """Code → what is wrong and what to do, of every message that is written out anywhere."""
    found: dict[str, tuple[str, str]] = {}
    named: dict[str, tuple[str, str]] = {}
    calls: list[tuple[str, ast.Call]] = []
    for path in sorted((PROJECT / "typeset").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {id(one.value): one for one in nodes if isinstance(one, ast.Assign)}
        for node in nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message":
                assigned = names.get(id(node))
                calls.append((ast.unparse(assigned.targets[0]) if assigned else "", node))
    # Those that borrow the words of another come last.
    for name, call in sorted(calls, key=lambda one: isinstance(one[1].args[1], ast.Attribute)):
        code, text, cure = (_literal(argument, named) for argument in call.args)
        if code:
            found[code] = named[name] = text, cure
    return found


def _literal(node: ast.expr, named: dict[str, tuple[str, str]]) -> str:
    """The text of an argument, in `mark(…)` or another message's; empty for what is no literal."""
    inner = node.args[0] if isinstance(node, ast.Call) and node.args else node
    if isinstance(inner, ast.Attribute):
        return named[ast.unparse(inner.value)][inner.attr == "cure"]
    return str(inner.value) if isinstance(inner, ast.Constant) else ""


def _codes() -> str:
    import gettext

    chinese = gettext.translation("typeset", LOCALE_FOLDER, ["zh_CN"]).gettext
    found = messages()
    parts = [_CODES]
    for digit, stage in _STAGES.items():
        rows = [
            _row(f"`{code}`", chinese(text), text, chinese(cure))
            for code, (text, cure) in sorted(found.items(), key=lambda one: one[0][1:] + one[0])
            if code[1] == digit
        ]
        head = _row("代码", "说的是什么", "in English", "怎么办")
        parts.append("\n".join([f"## {stage}\n", head, "|---|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def _style_keys() -> str:
    names = {english: name for name, english in _CHINESE_KEYS.items()}
    parts = [_KEYS]
    for name in STYLES:
        tree, _ = read_style((PROJECT / f"styles/{name}.yaml").read_bytes(), f"styles/{name}.yaml")
        assert tree is not None
        rows = [
            _row(f"`{path}`", names.get(path.rpartition(".")[2], ""), _shown(leaf), _source(leaf))
            for path, leaf in leaves(tree)
        ]
        head = _row("键 / key", "中文键名", "值 / value", "出处 / source")
        title = f"## {name}.yaml\n"
        parts.append("\n".join([title, head, "|---|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def leaves(tree: Group, path: str = "") -> Iterator[tuple[str, Leaf]]:
    """Dotted key → value of every key of a style file."""
    for key, value in tree.entries.items():
        name = f"{path}.{key}" if path else key
        if isinstance(value, Group):
            yield from leaves(value, name)
        else:
            yield name, value


def _shown(leaf: Leaf) -> str:
    if isinstance(leaf.value, Scalar):
        return leaf.value.text
    return ", ".join(one.text for one in leaf.value.items if isinstance(one, Scalar))


def _source(leaf: Leaf) -> str:
    return " ".join(filter(None, (leaf.clause, leaf.strength)))


def _row(*cells: str) -> str:
    shown = (cell.replace("\n", " ").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(shown)} |"


def main() -> None:
    """Bring the pages up to date."""
    for path, text in fresh().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(path)


if __name__ == "__main__":
    os.chdir(PROJECT)
    main()
