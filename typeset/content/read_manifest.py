"""Nodes of issue.yaml to a `Manifest` (读取期清单): every wrong key and value reported at once."""

from __future__ import annotations

import datetime

from msgspec import Struct

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.read_yaml import Mapping, Node, Scalar, read_yaml
from typeset.base.text_lines import split_lines
from typeset.content import messages
from typeset.content.dates import (
    issue_date_of_week,
    monday_of_week,
    parse_period,
    period_of_week,
)
from typeset.content.document import Imprint, Inlines, IssueKind, Official, Period
from typeset.content.limits import MANIFEST_LIMITS
from typeset.content.manifest import (
    CATEGORY_KEYS,
    ENTRY_KEYS,
    IMPRINT_KEYS,
    ISSUE_KEYS,
    KEYS_OF_DOCUMENT,
    KEYS_OF_EDITION,
    KINDS,
    OFFICIAL_KEYS,
    ListedCategory,
    ListedMaterial,
    Manifest,
)
from typeset.content.normalise_issue import normalise_yaml
from typeset.content.parse_inline import parse_inline
from typeset.content.read_attachments import read_attachments
from typeset.content.read_groups import Group, GroupReader
from typeset.content.read_official import read_official
from typeset.content.read_text import quoted
from typeset.content.yaml_messages import FAULTS

PERIOD_REVERSED = Message(
    "E151",
    mark("the period ends on {end}, before it starts on {start}"),
    mark("put the earlier day first"),
)
UNKNOWN_KIND = Message(
    "E152",
    mark("{text} is not a kind of issue"),
    mark("write kind: weekly (汇编) or kind: document (公文); without the key it is weekly"),
)
NO_MATERIALS = Message(
    "E154",
    mark("the contents list no material"),
    mark('add "- file: 材料1.md" under materials'),
)
EMPTY_CATEGORY = Message(
    "W102",
    mark("the category {heading} lists no material, so it is not printed"),
    mark("list a material under it, or take it away"),
)
KEY_OF_EDITION = Message(
    "E170",
    mark("{key} has no place in an official document"),
    mark("take it away; the title stands in the text, the issuer under document"),
)
KEY_OF_DOCUMENT = Message(
    "E171",
    mark("{key} belongs to an official document"),
    mark("write kind: document (种类：公文), or take it away"),
)

_EPOCH = datetime.date(2000, 1, 3)
_EXAMPLES = {
    "title": "title: 周重点学习内容清单",
    "period": "period: 2025-09-01/2025-09-05",
    "date": "date: 2025-08-29",
    "contents": "contents:",
    "text": "text: 正文.md",
    "document": "document:",
}


class ParsedManifest(Struct, frozen=True):
    """The facts, as far as they could be read, and what was found."""

    manifest: Manifest
    findings: tuple[Finding, ...]


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
        group = Group({}, root.position)
    manifest = reader.manifest(group, week)
    return ParsedManifest(manifest, tuple(reader.findings))


class _Reader(GroupReader):
    """Reads the parts of issue.yaml."""

    def manifest(self, group: Group, week: str) -> Manifest:
        kind: IssueKind = self.value(group, "kind", self._kind) or "weekly"
        monday = monday_of_week(week)
        period = self.value(group, "period", self._period)
        date = self.value(group, "date", self.date)
        if not self.silent:
            self._check_keys(group, kind, has_week=monday is not None)
        monday = monday or _EPOCH
        if kind == "document" and date:
            period = Period(date, date)
        return Manifest(
            title=self.text(group, "title", required=True),
            period=period or period_of_week(monday),
            compiler=self.text(group, "compiler"),
            date=date or issue_date_of_week(monday),
            contents=self._text(group) if kind == "document" else self._contents(group),
            notice=self.value(group, "notice", self._inlines) or (),
            names=self._names(group),
            attachments=read_attachments(self, group),
            imprint=self._imprint(group),
            style=self.text(group, "style"),
            chinese=any(not name.text.isascii() for name, _ in group.values.values()),
            accepted=self._accepted(group),
            official=self._official(group, date) if kind == "document" else None,
        )

    def _check_keys(self, group: Group, kind: IssueKind, *, has_week: bool) -> None:
        """What a kind of issue must have, and what it cannot.

        A folder that is no week, as a handbook's, has no dates to fill in.
        """
        if kind == "document":
            needed, foreign = ["date", "text", "document"], KEYS_OF_EDITION
            message = KEY_OF_EDITION
        else:
            needed, foreign = ["title", "contents"], KEYS_OF_DOCUMENT
            message = KEY_OF_DOCUMENT
            needed = needed if has_week else ["period", "date", *needed]
        for key in needed:
            self.require(group, key, _EXAMPLES[key])
        for key in foreign:
            if key in group.values:
                name, _ = group.values[key]
                self.findings.append(message.at(name.position, key=quoted(name.text)))

    # ------------------------------------------------------------------------ kinds of value

    def _period(self, scalar: Scalar) -> Period | None:
        period = self.read(scalar, parse_period, messages.BAD_PERIOD.code)
        if period is not None and period.end < period.start:
            self.findings.append(
                PERIOD_REVERSED.at(
                    scalar.position, start=period.start.isoformat(), end=period.end.isoformat()
                )
            )
        return period

    def _kind(self, scalar: Scalar) -> IssueKind | None:
        if scalar.text not in KINDS:
            self.findings.append(UNKNOWN_KIND.at(scalar.position, text=quoted(scalar.text)))
        return KINDS.get(scalar.text)

    def _inlines(self, scalar: Scalar) -> Inlines:
        parsed = parse_inline(scalar.text, scalar.position)
        self.findings += parsed.findings
        return parsed.inlines

    # ------------------------------------------------------------------------ parts of the issue

    def _contents(self, group: Group) -> tuple[ListedCategory, ...]:
        before = len(self.findings)
        listed = [self._category(node) for node in self.items(group, "contents")]
        categories = tuple(category for category in listed if category is not None)
        if (
            "contents" in group.values
            and len(self.findings) == before
            and not any(category.materials for category in categories)
        ):
            name, _ = group.values["contents"]
            self.findings.append(NO_MATERIALS.at(name.position))
        for category in categories:
            if not category.materials and any(other.materials for other in categories):
                self.findings.append(
                    EMPTY_CATEGORY.at(category.position, heading=quoted(category.heading))
                )
        return categories

    def _text(self, group: Group) -> tuple[ListedCategory, ...]:
        """正文: the one text of a document."""
        scalar = self.scalar(group, "text")
        if scalar is None or not scalar.text:
            return ()
        listed = ListedMaterial(scalar.text, "", scalar.position)
        return (ListedCategory("", (listed,), scalar.position),)

    def _official(self, group: Group, date: datetime.date | None) -> Official | None:
        if "document" not in group.values:
            return None
        name, node = group.values["document"]
        fields = self.group(node, OFFICIAL_KEYS, name.text)
        return read_official(self, fields, date) if fields else None

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

    def _names(self, group: Group) -> tuple[str, ...]:
        names = self.texts(group, "names", "[王喆, 李堃]")
        return tuple(dict.fromkeys(name.text for name in names))

    def _accepted(self, group: Group) -> tuple[tuple[str, SourcePosition], ...]:
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

    def _imprint(self, group: Group) -> Imprint:
        if "imprint" not in group.values:
            return Imprint()
        name, node = group.values["imprint"]
        if isinstance(node, Scalar) and not node.text:
            return Imprint()
        fields = self.group(node, IMPRINT_KEYS, name.text)
        if fields is None:
            return Imprint()
        return Imprint(**{key: self.text(fields, key) for key in fields.values})
