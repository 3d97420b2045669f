"""Lists (列表): neighbouring lines `- …` and `1) …`, those further in inside the one above.

None of the marks is a heading's: these are 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.text_lines import BLANKS
from typeset.content.document import ItemList, ListItem
from typeset.content.parse_inline import parse_inline

ITEM_EMPTY = Message(
    "W243",
    mark("an item of a list has no words and is left out"),
    mark("write its words behind the mark, or write \\- where the sign is meant"),
)
ITEM_NUMBER = Message(
    "W244",
    mark("the item numbered {number} here is number {wanted} of its list, and is numbered so"),
    mark("number the items in order, or put an empty line where a new list begins"),
)
LIST_DEEP = Message(
    "W245",
    mark("lists inside lists are at most {most} deep; this item is set at the deepest level"),
    mark("take it out by a step, or make it a paragraph of its own"),
)

DEEPEST_LIST = 3
_MARK = re.compile(rf"(?:-(?=[{BLANKS}]|$)|(\d{{1,3}})[)）])[{BLANKS}]*+")
_WIDE = "\u3000"


class ParsedList(Struct, frozen=True):
    """The lists of neighbouring lines and what was found in them."""

    lists: tuple[ItemList, ...]
    findings: tuple[Finding, ...]


def starts_item(line: str) -> bool:
    """Whether a line, without blanks around it, starts as an item of a list does."""
    return line[:1] in "-0123456789" and _MARK.match(line) is not None


def parse_list(lines: Sequence[str], file: str, first_line: int) -> ParsedList:
    """Read neighbouring lines that start items.  An item too deep is set at the deepest level."""
    reader = _Reader(file, first_line)
    for index, line in enumerate(lines):
        reader.read(index, line)
    return ParsedList(tuple(one.frozen() for one in reader.top), tuple(reader.findings))


class _OpenItem(Struct):
    item: ListItem
    lists: list[_OpenList] = []


class _OpenList(Struct):
    ordered: bool
    start: int
    position: SourcePosition
    items: list[_OpenItem] = []

    def frozen(self) -> ItemList:
        items = tuple(
            replace(one.item, lists=tuple(inner.frozen() for inner in one.lists))
            for one in self.items
        )
        return ItemList(items, self.ordered, self.start, self.position)


class _Reader(Struct):
    """`depths` are the indents of the lists that are open, the outermost first."""

    file: str
    first_line: int
    top: list[_OpenList] = []
    depths: list[int] = []
    findings: list[Finding] = []

    def read(self, index: int, line: str) -> None:
        words = line.strip(BLANKS)
        column = len(line) - len(line.lstrip(BLANKS)) + 1
        position = SourcePosition(self.file, self.first_line + index, column)
        match = _MARK.match(words)
        number = int(match[1]) if match and match[1] else None
        start = match.end() if match else 0
        if start == len(words):
            self.findings.append(ITEM_EMPTY.at(position))
            return
        parsed = parse_inline(words[start:], position._replace(column=column + start))
        self.findings += parsed.findings
        item = _OpenItem(ListItem(parsed.inlines, position=position))
        self._add(item, self._depth(_indent(line), position), number, position)

    def _depth(self, indent: int, position: SourcePosition) -> int:
        """How deep an item lies (0 outermost); the lists deeper than it are closed."""
        while len(self.depths) > 1 and indent < self.depths[-1]:
            self.depths.pop()
        if not self.depths:
            self.depths.append(indent)
        elif indent > self.depths[-1]:
            if len(self.depths) < DEEPEST_LIST:
                self.depths.append(indent)
            else:
                self.findings.append(LIST_DEEP.at(position, most=DEEPEST_LIST))
        return len(self.depths) - 1

    def _add(
        self, item: _OpenItem, depth: int, number: int | None, position: SourcePosition
    ) -> None:
        lists = self.top
        for _ in range(depth):
            lists = lists[-1].items[-1].lists
        ordered = number is not None
        if not lists or lists[-1].ordered != ordered:
            lists.append(_OpenList(ordered, number or 0 if ordered else 1, position))
        current = lists[-1]
        expected = current.start + len(current.items)
        if number is not None and number != expected:
            self.findings.append(ITEM_NUMBER.at(position, number=number, wanted=expected))
        current.items.append(item)


def _indent(line: str) -> int:
    """The blanks before a line, a full-width one counted twice."""
    blanks = line[: len(line) - len(line.lstrip(BLANKS))]
    return len(blanks) + blanks.count(_WIDE)
