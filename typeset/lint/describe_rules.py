"""The rules as tables of the handbook (规则一览): made from the rules themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from typeset.base.messages import mark, translate
from typeset.content.document import Block, Inlines, Table, Text
from typeset.content.write_source import write_blocks
from typeset.lint.all_rules import RULES
from typeset.lint.rule import Example, Rule

GROUPS = {
    "0": mark("Punctuation"),
    "1": mark("Punctuation"),
    "2": mark("Numerals"),
    "4": mark("Structure"),
    "5": mark("Contents and dates"),
    "6": mark("Contents and dates"),
    "7": mark("Words"),
    "8": mark("Characters"),
}
"""Second digit of a code → what the rule looks at."""
_FIELDS = {
    "title": mark("title: {value}"),
    "entry": mark("contents: {value}"),
    "date": mark("dated {value}"),
    "period": mark("period: {value}"),
    "notice": mark("notice: {value}"),
}
_HEADS = (mark("code"), mark("what is found"), mark("wrong"), mark("right"))
_LONGEST = 22
_LINE_END = " ／ "
_CELL_END = re.compile(r"(?<!\\)\|")
_WRONG = 3
_NORMALISED = re.compile(r"""(?<!\\)(?:[,;:?!()"０-９Ａ-Ｚａ-ｚ]|\.(?=\.\.)|-(?=-))""")
_PRACTICE = "习惯"
MENDED = "★"
"""After a rule whose findings --fix mends."""


def describe_rules() -> str:
    """All rules as source text, a table a group, in the reader's language."""
    source = write_blocks(tuple(_tables()))
    return "".join(map(_kept, source.splitlines(keepends=True)))


def _kept(line: str) -> str:
    """A row with a backslash before each wrong mark, or normalising would set it right."""
    cells = _CELL_END.split(line)
    if len(cells) == len(_HEADS) + 2 and not line.startswith("|:"):
        cells[_WRONG] = _NORMALISED.sub(r"\\\g<0>", cells[_WRONG])
    return "|".join(cells)


def _tables() -> Iterator[Block]:
    for group in dict.fromkeys(GROUPS.values()):
        rules = [rule for rule in RULES if GROUPS[rule.codes[0][2]] == group]
        yield Table(
            header=tuple(_inlines(translate(head)) for head in _HEADS),
            rows=tuple(_row(rule) for rule in rules),
            alignments=("left", "left", "left", "left"),
            caption=_inlines(translate(group)),
        )


def _row(rule: Rule) -> tuple[Inlines, ...]:
    what = translate(rule.summary)
    if rule.clause != _PRACTICE:
        clause = _short_clause(rule.clause)
        what = translate(mark("{what} ({clause})")).format(what=what, clause=clause)
    if rule.fixes:
        what = f"{what} {MENDED}"
    wrong, right = _contrast(rule.bad, rule.good)
    return tuple(map(_inlines, (" ".join(rule.codes), what, wrong, right)))


def _short_clause(clause: str) -> str:
    """`GB/T 15834-2011, 4.8, 4.9` as `15834：4.8、4.9`, which a narrow cell can break."""
    parts = [part.split(", ") for part in clause.split("; ")]
    return "；".join(
        f"{standard.split()[-1].partition('-')[0]}：{'、'.join(places)}"
        for standard, *places in parts
    )


def _inlines(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _contrast(bad: Example, good: Example) -> tuple[str, str]:
    """What of two examples differs, in words."""
    wrong: list[str] = []
    right: list[str] = []
    if bad.text != good.text:
        first, second = bad.text.split("\n"), good.text.split("\n")
        if len(first) == len(second):
            pairs = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
            first, second = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        wrong.append(_lines(first))
        right.append(_lines(second))
    for name, form in _FIELDS.items():
        values = getattr(bad, name), getattr(good, name)
        if values[0] != values[1] or (name == "entry" and bad.title != good.title):
            wrong.append(translate(form).format(value=values[0]))
            right.append(translate(form).format(value=values[1]))
    return _LINE_END.join(wrong), _LINE_END.join(right)


def _lines(lines: Sequence[str]) -> str:
    return _LINE_END.join(_shown(line) for line in lines if line)


def _shown(line: str) -> str:
    """A line that is not too long, with the code in place of what no face can show."""
    line = line if len(line) <= _LONGEST + 2 else f"{line[:_LONGEST]}……"
    return "".join(char if _is_shown(char) else f"〔U+{ord(char):04X}〕" for char in line)


def _is_shown(char: str) -> bool:
    return char.isprintable() and not "\u2e80" <= char <= "\u2fdf"
