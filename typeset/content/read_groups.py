"""Groups of issue.yaml (读取各组): known keys with their values, every wrong one reported."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.read_yaml import Mapping, Node, Scalar, Sequence
from typeset.content import messages
from typeset.content.dates import NoSuchDayError, parse_date
from typeset.content.manifest import KeyTable, describe_keys, find_key, nearest_key
from typeset.content.read_text import quoted

UNKNOWN_KEY = Message(
    "E141",
    mark("unknown key {key}; did you mean {nearest}?"),
    mark("known here: {known}"),
)
UNKNOWN_KEY_ALONE = Message(
    "E142",
    mark("unknown key {key}"),
    mark("known here: {known}"),
)
EXPECTED_LIST = Message(
    "E146",
    mark("{key} must be a list"),
    mark('write one item a line, each starting with "- "'),
)
EXPECTED_GROUP = Message(
    "E147",
    mark("{key} must be a group of lines of the form key: value"),
    mark("known here: {known}"),
)

_Value = TypeVar("_Value")
_LIST_MARKS = str.maketrans("，；,;", "、、、、")


class Group(Struct, frozen=True):
    """The known keys of a group with their values, each with the name it was typed by."""

    values: dict[str, tuple[Scalar, Node]]
    position: SourcePosition


class GroupReader(Struct):
    """Reads values and collects what is wrong; `silent` where the whole form was broken."""

    file: str
    findings: list[Finding] = []
    silent: bool = False

    def group(self, node: Node, table: KeyTable, name: str) -> Group | None:
        """The known keys of a group; unknown and repeated ones are reported."""
        if not isinstance(node, Mapping):
            known = describe_keys(table)
            self.findings.append(EXPECTED_GROUP.at(node.position, key=name, known=known))
            return None
        values: dict[str, tuple[Scalar, Node]] = {}
        for key_node, value in node.entries:
            key = find_key(table, key_node.text)
            if key is None:
                self._report_unknown(key_node, table)
            elif key in values:
                self.findings.append(
                    messages.DUPLICATE_KEY.at(
                        key_node.position,
                        key=quoted(key_node.text),
                        first=values[key][0].position.line,
                        second=key_node.position.line,
                    )
                )
            else:
                values[key] = (key_node, value)
        return Group(values, node.position)

    def _report_unknown(self, key: Scalar, table: KeyTable) -> None:
        known = describe_keys(table)
        nearest = nearest_key(table, key.text)
        shown = quoted(key.text) or '""'
        if nearest is None:
            finding = UNKNOWN_KEY_ALONE.at(key.position, key=shown, known=known)
        else:
            finding = UNKNOWN_KEY.at(key.position, key=shown, nearest=nearest, known=known)
        self.findings.append(finding)

    def require(self, group: Group, key: str, example: str) -> bool:
        """Report a key that is not there."""
        if key in group.values:
            return True
        self.findings.append(messages.MISSING_KEY.at(group.position, key=key, example=example))
        return False

    def scalar(self, group: Group, key: str) -> Scalar | None:
        """The text of a key, None where it is absent or no text."""
        if key not in group.values:
            return None
        name, node = group.values[key]
        if isinstance(node, Scalar):
            return node
        example = f"{name.text}: …"
        self.findings.append(
            messages.EXPECTED_TEXT.at(node.position, key=quoted(name.text), example=example)
        )
        return None

    def text(self, group: Group, key: str, *, required: bool = False) -> str:
        """The text of a key; `required`: an empty one is reported."""
        scalar = self.scalar(group, key)
        if scalar is None:
            return ""
        if required and not scalar.text:
            self.findings.append(
                messages.MISSING_KEY.at(scalar.position, key=key, example=f"{key}: …")
            )
        return scalar.text

    def value(
        self, group: Group, key: str, read: Callable[[Scalar], _Value | None]
    ) -> _Value | None:
        """The value of a key read by its own reader; None where it is absent or empty."""
        scalar = self.scalar(group, key)
        return read(scalar) if scalar is not None and scalar.text else None

    def items(self, group: Group, key: str) -> tuple[Node, ...]:
        """The items of a list; an empty value is an empty list."""
        if key not in group.values:
            return ()
        name, node = group.values[key]
        if isinstance(node, Sequence):
            return node.items
        if not (isinstance(node, Scalar) and not node.text):
            self.findings.append(EXPECTED_LIST.at(node.position, key=quoted(name.text)))
        return ()

    def texts(self, group: Group, key: str, example: str) -> tuple[Scalar, ...]:
        """The texts of a list, which may also be written as one text with 、 between them."""
        if key not in group.values:
            return ()
        name, node = group.values[key]
        if isinstance(node, Scalar):
            parts = (part.strip() for part in node.text.translate(_LIST_MARKS).split("、"))
            return tuple(Scalar(part, node.position) for part in parts if part)
        texts: list[Scalar] = []
        for item in self.items(group, key):
            if isinstance(item, Scalar):
                texts += [item] if item.text else []
            else:
                shown = f"{name.text}: {example}"
                self.findings.append(
                    messages.EXPECTED_TEXT.at(item.position, key=quoted(name.text), example=shown)
                )
        return tuple(texts)

    def date(self, scalar: Scalar) -> datetime.date | None:
        """A day; one that is none is reported."""
        return self.read(scalar, parse_date, messages.BAD_DATE.code)

    def read(self, scalar: Scalar, parse: Callable[[str], _Value], code: str) -> _Value | None:
        """What a parser makes of a text; where it raises ValueError that is reported."""
        try:
            return parse(scalar.text)
        except NoSuchDayError:
            message = messages.NO_SUCH_DAY
        except ValueError:
            is_date = code == messages.BAD_DATE.code
            message = messages.BAD_DATE if is_date else messages.BAD_PERIOD
        self.findings.append(message.at(scalar.position, text=quoted(scalar.text)))
        return None
