"""YAML text to nodes (读取 YAML): lists, groups and texts only, every mistake with its line.

Built from parser events with an own stack, so no depth of nesting can exhaust the machine's.
Anchors, aliases, tags and merge keys are refused; no value is taken for a date, number or truth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from typeset.base.findings import Finding, Message, has_errors
from typeset.base.source_position import SourcePosition
from typeset.content import messages
from typeset.content.limits import MANIFEST_DEPTH, MANIFEST_NODES
from typeset.content.normalise_yaml import NormalisedYaml, normalise_yaml
from typeset.content.read_text import BLANKS, split_lines
from typeset.content.yaml_nodes import Mapping, Node, ParsedYaml, Scalar, Sequence

if TYPE_CHECKING:
    import yaml
    from yaml._yaml import Mark as CMark

    _Mark = yaml.Mark | CMark

_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_TAB_INDENT = re.compile(r" *\t")
_LIST_ITEM = re.compile(r"\s*(?:-\s|[^\s:]+:(?:\s|$))")


def read_yaml(text: str, file: str) -> ParsedYaml:
    """Read one document.  Where its form is broken the root is None and a finding says where."""
    lines = split_lines(text)
    found = [
        messages.CONTROL_CHARACTER.at(
            SourcePosition(file, number, match.start() + 1), code=f"U+{ord(match[0]):04X}"
        )
        for number, line in enumerate(lines, 1)
        for match in [_UNPRINTABLE.search(line)]
        if match
    ]
    if found:
        return ParsedYaml(None, tuple(found))
    reader = _Reader(file, normalise_yaml(lines))
    reader.read()
    root = None if has_errors(reader.findings) else reader.root
    return ParsedYaml(root, tuple(reader.findings))


@dataclass(slots=True)
class _Open:
    """A list or group whose end was not read yet."""

    is_group: bool
    position: SourcePosition
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    file: str
    source: NormalisedYaml
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
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
        except yaml.YAMLError as error:
            self.findings.append(self._explain(error))

    def _take(self, event: yaml.Event) -> bool:
        """Use one event; False where reading must stop."""
        import yaml

        if isinstance(event, yaml.DocumentStartEvent):
            return self._check(messages.YAML_SECOND, event, fine=self.root is None)
        if isinstance(event, yaml.AliasEvent):
            self._add(Scalar("", self._at(event.start_mark)))
            self._check(messages.YAML_ANCHOR, event, fine=False)
        elif isinstance(event, yaml.NodeEvent):
            return self._take_node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        return True

    def _take_node(self, event: yaml.NodeEvent) -> bool:
        import yaml

        self.count += 1
        self._check(messages.YAML_ANCHOR, event, fine=event.anchor is None)
        self._check(messages.YAML_TAG, event, fine=getattr(event, "tag", None) is None)
        position = self._at(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            self._add(Scalar(self._text(event), position))
        else:
            self.stack.append(_Open(isinstance(event, yaml.MappingStartEvent), position))
        shallow = len(self.stack) <= MANIFEST_DEPTH
        few = self.count <= MANIFEST_NODES
        return self._check(
            messages.YAML_DEPTH, event, fine=shallow, limit=MANIFEST_DEPTH
        ) and self._check(messages.YAML_NODES, event, fine=few, limit=MANIFEST_NODES)

    def _check(self, message: Message, event: yaml.Event, *, fine: bool, limit: int = 0) -> bool:
        if not fine:
            self.findings.append(message.at(self._at(event.start_mark), limit=limit))
        return fine

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
                self.findings.append(messages.YAML_FORM.at(key.position))
            elif key.text == "<<":
                self.findings.append(messages.YAML_MERGE.at(key.position))
            else:
                entries.append((key, value))
        self._add(Mapping(tuple(entries), opened.position))

    def _text(self, event: yaml.ScalarEvent) -> str:
        """The text of a scalar in one line; no blank comes between Han where lines are joined."""
        first, last = event.start_mark, event.end_mark
        if first and last and event.style is None and first.line != last.line:
            lines = self.source.lines[first.line : last.line + 1]
            if len(lines) > last.line - first.line:
                lines[-1] = lines[-1][: last.column]
            lines[0] = lines[0][first.column :]
            return join_lines(lines)
        return join_lines(event.value.split("\n"))

    def _at(self, mark: _Mark | None) -> SourcePosition:
        if mark is None:
            return SourcePosition(self.file, 1, 1)
        line = min(mark.line, max(len(self.source.lines) - 1, 0))
        column = self.source.column_typed(line, mark.column) if line == mark.line else 0
        return SourcePosition(self.file, line + 1, column + 1)

    def _explain(self, error: yaml.YAMLError) -> Finding:
        """The parser's complaint in the editor's words."""
        problem = str(getattr(error, "problem", "") or "")
        context = str(getattr(error, "context", "") or "")
        mark = getattr(error, "problem_mark", None)
        started = getattr(error, "context_mark", None) or mark
        if mark is None:
            return messages.YAML_FORM.at(self._at(None))
        line = self.source.lines[mark.line] if mark.line < len(self.source.lines) else ""
        if line[mark.column : mark.column + 1] == "\t" or _TAB_INDENT.match(line):
            return messages.YAML_TAB.at(self._at(mark))
        if "quoted scalar" in context:
            return messages.YAML_QUOTE.at(self._at(started))
        if "flow" in context:
            return messages.YAML_BRACKET.at(self._at(started))
        if "did not find expected" in problem and _LIST_ITEM.match(line):
            return messages.YAML_INDENT.at(self._at(mark))
        return messages.YAML_FORM.at(self._at(mark))


def join_lines(lines: list[str]) -> str:
    """Lines as one: a blank between Latin words, none beside a Han character."""
    joined = ""
    for line in lines:
        bare = line.strip(BLANKS)
        if joined and bare and joined[-1] < "\x80" and bare[0] < "\x80":
            joined += " "
        joined += bare
    return joined
