"""Nodes of issue.yaml to a `Manifest` (读取期清单): every wrong key and value reported at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

from typeset.base.findings import Finding
from typeset.base.read_yaml import read_yaml
from typeset.base.source_position import SourcePosition
from typeset.base.text_lines import split_lines
from typeset.base.yaml_nodes import Mapping, Node, Scalar, Sequence
from typeset.content import messages
from typeset.content.dates import (
    NoSuchDayError,
    issue_date_of_week,
    monday_of_week,
    parse_date,
    parse_period,
    period_of_week,
)
from typeset.content.document import Attachment, Imprint, Inlines, Period
from typeset.content.keys import (
    ATTACHMENT_KEYS,
    CATEGORY_KEYS,
    ENTRY_KEYS,
    FITS,
    IMPRINT_KEYS,
    ISSUE_KEYS,
    KINDS,
    KeyTable,
    describe_keys,
    find_key,
    nearest_key,
)
from typeset.content.limits import MANIFEST_LIMITS
from typeset.content.manifest import ListedCategory, ListedMaterial, Manifest
from typeset.content.normalise_yaml import normalise_yaml
from typeset.content.parse_inline import parse_inline
from typeset.content.read_text import quoted
from typeset.content.yaml_messages import FAULTS

_Value = TypeVar("_Value")
_NAME_MARKS = str.maketrans("，；,;", "、、、、")
_EPOCH = datetime.date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class ParsedManifest:
    """The facts, as far as they could be read, and what was found."""

    manifest: Manifest
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The known keys of a group with their values, each with the name it was typed by."""

    values: dict[str, tuple[Scalar, Node]]
    position: SourcePosition


def parse_manifest(text: str, week: str, *, file: str = "issue.yaml") -> ParsedManifest:
    """Read the text of issue.yaml; `week` is the folder's name, which gives dates left out."""
    lines = normalise_yaml(split_lines(text))
    parsed = read_yaml(lines, file, FAULTS, MANIFEST_LIMITS)
    reader = _Reader(file, list(parsed.findings))
    broken = parsed.root is None and bool(parsed.findings)
    root = parsed.root or Mapping((), SourcePosition(file, 1, 1))
    if isinstance(root, Scalar) and not root.text:
        root = Mapping((), SourcePosition(file, 1, 1))
    group = reader.group(root, ISSUE_KEYS, file)
    if group is None or broken:
        reader = _Reader(file, reader.findings, silent=True)
        group = _Group({}, root.position)
    manifest = reader.manifest(group, week)
    return ParsedManifest(manifest, tuple(reader.findings))


@dataclass(slots=True)
class _Reader:
    """Reads values and collects what is wrong; `silent` where the whole form was broken."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    silent: bool = False

    def manifest(self, group: _Group, week: str) -> Manifest:
        monday = monday_of_week(week)
        period = self.value(group, "period", self._period)
        date = self.value(group, "date", self._date)
        if monday is None and not self.silent:
            # A folder that is no week, as a handbook's, has no dates to fill in.
            self.require(group, "period", "period: 2025-09-01/2025-09-05")
            self.require(group, "date", "date: 2025-08-29")
        monday = monday or _EPOCH
        if not self.silent:
            self.require(group, "title", "title: 周重点学习内容清单")
            self.require(group, "contents", "contents:")
        self.value(group, "kind", self._kind)
        return Manifest(
            title=self.text(group, "title", required=True),
            period=period or period_of_week(monday),
            compiler=self.text(group, "compiler"),
            date=date or issue_date_of_week(monday),
            contents=self._contents(group),
            notice=self.value(group, "notice", self._inlines) or (),
            names=self._names(group),
            attachments=self._attachments(group),
            imprint=self._imprint(group),
            style=self.text(group, "style"),
            chinese=any(not name.text.isascii() for name, _ in group.values.values()),
            accepted=self._accepted(group),
        )

    # ------------------------------------------------------------------ groups and values

    def group(self, node: Node, table: KeyTable, name: str) -> _Group | None:
        """The known keys of a group; unknown and repeated ones are reported."""
        if not isinstance(node, Mapping):
            known = describe_keys(table)
            self.findings.append(messages.EXPECTED_GROUP.at(node.position, key=name, known=known))
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
        return _Group(values, node.position)

    def _report_unknown(self, key: Scalar, table: KeyTable) -> None:
        known = describe_keys(table)
        nearest = nearest_key(table, key.text)
        shown = quoted(key.text) or '""'
        if nearest is None:
            finding = messages.UNKNOWN_KEY_ALONE.at(key.position, key=shown, known=known)
        else:
            finding = messages.UNKNOWN_KEY.at(key.position, key=shown, nearest=nearest, known=known)
        self.findings.append(finding)

    def require(self, group: _Group, key: str, example: str) -> bool:
        """Report a key that is not there."""
        if key in group.values:
            return True
        self.findings.append(messages.MISSING_KEY.at(group.position, key=key, example=example))
        return False

    def scalar(self, group: _Group, key: str) -> Scalar | None:
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

    def text(self, group: _Group, key: str, *, required: bool = False) -> str:
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
        self, group: _Group, key: str, read: Callable[[Scalar], _Value | None]
    ) -> _Value | None:
        """The value of a key read by its own reader; None where it is absent or empty."""
        scalar = self.scalar(group, key)
        return read(scalar) if scalar is not None and scalar.text else None

    def items(self, group: _Group, key: str) -> tuple[Node, ...]:
        """The items of a list; an empty value is an empty list."""
        if key not in group.values:
            return ()
        name, node = group.values[key]
        if isinstance(node, Sequence):
            return node.items
        if not (isinstance(node, Scalar) and not node.text):
            self.findings.append(messages.EXPECTED_LIST.at(node.position, key=quoted(name.text)))
        return ()

    # ------------------------------------------------------------------------ kinds of value

    def _date(self, scalar: Scalar) -> datetime.date | None:
        return self._read(scalar, parse_date, messages.BAD_DATE.code)

    def _period(self, scalar: Scalar) -> Period | None:
        period = self._read(scalar, parse_period, messages.BAD_PERIOD.code)
        if period is not None and period.end < period.start:
            self.findings.append(
                messages.PERIOD_REVERSED.at(
                    scalar.position, start=period.start.isoformat(), end=period.end.isoformat()
                )
            )
        return period

    def _read(self, scalar: Scalar, parse: Callable[[str], _Value], code: str) -> _Value | None:
        try:
            return parse(scalar.text)
        except NoSuchDayError:
            message = messages.NO_SUCH_DAY
        except ValueError:
            is_date = code == messages.BAD_DATE.code
            message = messages.BAD_DATE if is_date else messages.BAD_PERIOD
        self.findings.append(message.at(scalar.position, text=quoted(scalar.text)))
        return None

    def _kind(self, scalar: Scalar) -> None:
        if scalar.text not in KINDS:
            self.findings.append(
                messages.UNKNOWN_KIND.at(scalar.position, text=quoted(scalar.text))
            )

    def _inlines(self, scalar: Scalar) -> Inlines:
        parsed = parse_inline(scalar.text, scalar.position)
        self.findings += parsed.findings
        return parsed.inlines

    # ------------------------------------------------------------------------ parts of the issue

    def _contents(self, group: _Group) -> tuple[ListedCategory, ...]:
        before = len(self.findings)
        listed = [self._category(node) for node in self.items(group, "contents")]
        categories = tuple(category for category in listed if category is not None)
        if (
            "contents" in group.values
            and len(self.findings) == before
            and not any(category.materials for category in categories)
        ):
            name, _ = group.values["contents"]
            self.findings.append(messages.NO_MATERIALS.at(name.position))
        for category in categories:
            if not category.materials and any(other.materials for other in categories):
                self.findings.append(
                    messages.EMPTY_CATEGORY.at(category.position, heading=quoted(category.heading))
                )
        return categories

    def _category(self, node: Node) -> ListedCategory | None:
        group = self.group(node, CATEGORY_KEYS, "contents")
        if group is None:
            return None
        self.require(group, "heading", "heading: 重要文件、信息")
        self.require(group, "materials", "materials:")
        heading = self.text(group, "heading", required=True)
        listed = [self._entry(item) for item in self.items(group, "materials")]
        return ListedCategory(
            heading, tuple(entry for entry in listed if entry is not None), node.position
        )

    def _entry(self, node: Node) -> ListedMaterial | None:
        if isinstance(node, Scalar) and node.text:
            return ListedMaterial(node.text, "", node.position)
        group = self.group(node, ENTRY_KEYS, "materials")
        if group is None or not self.require(group, "file", "file: 材料1.md"):
            return None
        file = self.text(group, "file", required=True)
        title = self.text(group, "title")
        return ListedMaterial(file, title, group.values["file"][1].position) if file else None

    def _names(self, group: _Group) -> tuple[str, ...]:
        if "names" not in group.values:
            return ()
        name, node = group.values["names"]
        if isinstance(node, Scalar):
            listed = [part.strip() for part in node.text.translate(_NAME_MARKS).split("、")]
            return tuple(dict.fromkeys(part for part in listed if part))
        names: list[str] = []
        for item in self.items(group, "names"):
            if isinstance(item, Scalar):
                names += [item.text] if item.text else []
            else:
                self.findings.append(
                    messages.EXPECTED_TEXT.at(
                        item.position, key=quoted(name.text), example=f"{name.text}: [王喆, 李堃]"
                    )
                )
        return tuple(dict.fromkeys(names))

    def _accepted(self, group: _Group) -> tuple[tuple[str, SourcePosition], ...]:
        """Each item as written; the linter knows what it means."""
        listed: list[tuple[str, SourcePosition]] = []
        for item in self.items(group, "accepted"):
            if isinstance(item, Scalar):
                listed.append((item.text, item.position))
            else:
                self.findings.append(
                    messages.EXPECTED_TEXT.at(
                        item.position, key="accepted", example="- W075 材料1.md"
                    )
                )
        return tuple(listed)

    def _attachments(self, group: _Group) -> tuple[Attachment, ...]:
        attachments: list[Attachment] = []
        for node in self.items(group, "attachments"):
            number = len(attachments) + 1
            if isinstance(node, Scalar) and node.text:
                title = PurePosixPath(node.text).stem
                attachments.append(Attachment(number, node.text, title, position=node.position))
                continue
            fields = self.group(node, ATTACHMENT_KEYS, "attachments")
            if fields is None or not self.require(fields, "file", "file: attachments/plan.pdf"):
                continue
            file = self.text(fields, "file", required=True)
            title = self.text(fields, "title") or PurePosixPath(file).stem
            fit = self.text(fields, "fit") or "type-area"
            if fit not in FITS:
                place = fields.values["fit"][1].position
                self.findings.append(messages.UNKNOWN_FIT.at(place, text=quoted(fit)))
                fit = "type-area"
            place = fields.values["file"][1].position
            if file:
                attachments.append(Attachment(number, file, title, FITS[fit], place))
        return tuple(attachments)

    def _imprint(self, group: _Group) -> Imprint:
        if "imprint" not in group.values:
            return Imprint()
        name, node = group.values["imprint"]
        if isinstance(node, Scalar) and not node.text:
            return Imprint()
        fields = self.group(node, IMPRINT_KEYS, name.text)
        if fields is None:
            return Imprint()
        return Imprint(**{key: self.text(fields, key) for key in fields.values})
