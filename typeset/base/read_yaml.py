"""Nodes of a YAML file (节点): every value a text, every node with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition, has_errors
from typeset.base.text_lines import BLANKS


class Scalar(Struct, frozen=True):
    """A text; empty where nothing was written, unless `quoted` says that nothing is meant."""

    text: str
    position: SourcePosition
    quoted: bool = False


class Sequence(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    position: SourcePosition


class Mapping(Struct, frozen=True):
    """A group of `key: value`, in the order written, repeated keys included."""

    entries: tuple[tuple[Scalar, Node], ...]
    position: SourcePosition


Node: TypeAlias = Scalar | Sequence | Mapping


class ParsedYaml(Struct, frozen=True):
    """The top node, or None where the file is empty or its form broken, and what was found."""

    root: Node | None
    findings: tuple[Finding, ...]


class SourceLines(Struct, frozen=True):
    """Lines of YAML proper; `shifts` has, by line from 0, the column from which columns differ
    from those typed, and by how much."""

    lines: list[str]
    shifts: MappingType[int, tuple[int, int]] = {}

    def column_typed(self, line: int, column: int) -> int:
        """The column, from 0, that the author sees."""
        start, shift = self.shifts.get(line, (0, 0))
        return column + shift if column >= start else column


class YamlFaults(Struct, frozen=True):
    """The words a package has for each fault of form.

    `control_character` names its `{code}`; `depth` and `nodes` their `{limit}`; `merge` is the
    key `<<`, `second` another document in the file.
    """

    control_character: Message
    form: Message
    tab: Message
    quote: Message
    bracket: Message
    indent: Message
    anchor: Message
    tag: Message
    merge: Message
    depth: Message
    nodes: Message
    second: Message


class YamlLimits(Struct, frozen=True):
    """上限: lists and groups inside each other; keys, values and list items in all."""

    depth: int = 40
    nodes: int = 20_000


# YAML text to nodes (读取 YAML): lists, groups and texts only, every mistake with its line.
#
# Built from parser events with an own stack, so no depth of nesting can exhaust the machine's.
# Anchors, aliases, tags and merge keys are refused; no value is taken for a date, number or truth.

if TYPE_CHECKING:
    import yaml
    from yaml._yaml import Mark as CMark

    _Mark = yaml.Mark | CMark

_UNPRINTABLE = "[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_TAB_INDENT = re.compile(r" *\t")
_LIST_ITEM = re.compile(r"\s*(?:-\s|[^\s:]+:(?:\s|$))")
_WIDE_COLON = re.compile(
    r"""( *+)([^\s:：'"#\[\]{}&*!|>%@`,\-][^:：'"#\[\]{}]*?)[ 　]*+：[ 　]*+(.*)"""
)


def narrow_colons(lines: SequenceType[str]) -> SourceLines:
    """`key：value` becomes `key: value` (全角冒号); each line stays the line it was."""
    source = SourceLines([], shifts := {})
    for number, line in enumerate(lines):
        match = _WIDE_COLON.fullmatch(line) if "：" in line else None
        if match is None:
            source.lines.append(line)
            continue
        mended = f"{match[1]}{match[2]}: {match[3]}"
        shifts[number] = (len(mended) - len(match[3]), len(line) - len(mended))
        source.lines.append(mended)
    return source


def read_yaml(
    source: SourceLines, file: str, faults: YamlFaults, limits: YamlLimits | None = None
) -> ParsedYaml:
    """Read one document.  Where its form is broken the root is None and a finding says where."""
    reader = _Reader(file, source, faults, limits or YamlLimits())
    reader.read()
    root = None if has_errors(reader.findings) else reader.root
    return ParsedYaml(root, tuple(reader.findings))


def join_lines(lines: SequenceType[str]) -> str:
    """Lines as one: a blank between Latin words, none beside a Han character."""
    joined = ""
    for line in lines:
        bare = line.strip(BLANKS)
        if joined and bare and joined[-1] < "\x80" and bare[0] < "\x80":
            joined += " "
        joined += bare
    return joined


class _Open(Struct):
    """A list or group whose end was not read yet."""

    is_group: bool
    position: SourcePosition
    children: list[Node] = []


class _Reader(Struct):
    file: str
    source: SourceLines
    faults: YamlFaults
    limits: YamlLimits
    findings: list[Finding] = []
    stack: list[_Open] = []
    root: Node | None = None
    count: int = 0

    def read(self) -> None:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        text = "\n".join(self.source.lines) + "\n"
        try:
            for event in yaml.parse(text, Loader=loader):
                if not self._take(event):
                    return
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            self.findings.extend(self._unprintable() or [self._explain(error)])

    def _take(self, event: yaml.Event) -> bool:
        """Use one event; False where reading must stop."""
        import yaml

        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return self._take_node(event)
        if isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.AliasEvent):
            self._add(Scalar("", self._at(event.start_mark)))
            self._refuse(self.faults.anchor, event)
        elif isinstance(event, yaml.DocumentStartEvent):
            return self.root is None or self._refuse(self.faults.second, event)
        return True

    def _take_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> bool:
        import yaml

        self.count += 1
        if event.anchor is not None:
            self._refuse(self.faults.anchor, event)
        if event.tag is not None:
            self._refuse(self.faults.tag, event)
        position = self._at(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            self._add(Scalar(self._text(event), position, quoted=bool(event.style)))
        else:
            self.stack.append(_Open(isinstance(event, yaml.MappingStartEvent), position))
        if len(self.stack) > self.limits.depth:
            return self._refuse(self.faults.depth, event, self.limits.depth)
        if self.count > self.limits.nodes:
            return self._refuse(self.faults.nodes, event, self.limits.nodes)
        return True

    def _refuse(self, message: Message, event: yaml.Event, limit: int = 0) -> bool:
        self.findings.append(message.at(self._at(event.start_mark), limit=limit))
        return False

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def _close(self) -> None:
        opened = self.stack.pop()
        children = opened.children
        if not opened.is_group:
            self._add(Sequence(tuple(children), opened.position))
            return
        entries: list[tuple[Scalar, Node]] = []
        for key, value in zip(children[::2], children[1::2], strict=False):
            if not isinstance(key, Scalar):
                self.findings.append(self.faults.form.at(key.position))
            elif key.text == "<<":
                self.findings.append(self.faults.merge.at(key.position))
            else:
                entries.append((key, value))
        self._add(Mapping(tuple(entries), opened.position))

    def _text(self, event: yaml.ScalarEvent) -> str:
        """The text of a scalar in one line; no blank comes between Han where lines are joined."""
        first, last = event.start_mark, event.end_mark
        if (first is None or last is None or first.line == last.line) and "\n" not in event.value:
            return event.value
        if first and last and not event.style:
            lines = self.source.lines[first.line : last.line + 1]
            if len(lines) > last.line - first.line:
                lines[-1] = lines[-1][: last.column]
            lines[0] = lines[0][first.column :]
            return join_lines(lines)
        return join_lines(event.value.split("\n"))

    def _at(self, mark: _Mark | None) -> SourcePosition:
        if mark is None:
            return SourcePosition(self.file, 1, 1)
        if not self.source.shifts and mark.line < len(self.source.lines):
            return SourcePosition(self.file, mark.line + 1, mark.column + 1)
        line = min(mark.line, max(len(self.source.lines) - 1, 0))
        column = self.source.column_typed(line, mark.column) if line == mark.line else 0
        return SourcePosition(self.file, line + 1, column + 1)

    def _unprintable(self) -> list[Finding]:
        """The first control character of each line; its pattern is dear, so made when needed."""
        pattern = re.compile(_UNPRINTABLE)
        return [
            self.faults.control_character.at(
                SourcePosition(
                    self.file, number + 1, self.source.column_typed(number, match.start()) + 1
                ),
                code=f"U+{ord(match[0]):04X}",
            )
            for number, line in enumerate(self.source.lines)
            if (match := pattern.search(line))
        ]

    def _explain(self, error: Exception) -> Finding:
        """The parser's complaint in the author's words."""
        problem = str(getattr(error, "problem", "") or "")
        context = str(getattr(error, "context", "") or "")
        mark = getattr(error, "problem_mark", None)
        started = getattr(error, "context_mark", None) or mark
        if mark is None:
            return self.faults.form.at(self._at(None))
        line = self.source.lines[mark.line] if mark.line < len(self.source.lines) else ""
        if line[mark.column : mark.column + 1] == "\t" or _TAB_INDENT.match(line):
            return self.faults.tab.at(self._at(mark))
        if "quoted scalar" in context:
            return self.faults.quote.at(self._at(started))
        if "flow" in context:
            return self.faults.bracket.at(self._at(started))
        if "did not find expected" in problem and _LIST_ITEM.match(line):
            return self.faults.indent.at(self._at(mark))
        return self.faults.form.at(self._at(mark))
