"""One value of issue.yaml as text (写 YAML 值): plain where that is safe, else in quotes."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import fields

from typeset.base.records import values_of
from typeset.content.attachment import AttachedFile, Attachment, PageRanges
from typeset.content.document import (
    ContentsCategory,
    Imprint,
    Issue,
    Official,
    Text,
)
from typeset.content.manifest import (
    ATTACHMENT_KEYS,
    CATEGORY_KEYS,
    ENTRY_KEYS,
    IMPRINT_KEYS,
    ISSUE_KEYS,
    OFFICIAL_KEYS,
    KeyTable,
    key_name,
)
from typeset.content.write_inline import write_inlines

_PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`\\<](?>(?:[^\s:#]|:(?=\S)|#|[ ](?=[^\s#]))*)(?<!:)"
)
_PRINTABLE = re.compile("[\x20-\x7e\xa1-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*+")
_LINE_ENDS = re.compile("[\u2028\u2029]")
_ESCAPED = re.compile(
    r'["\\]|'
    "[^\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def write_scalar(text: str, *, inside_brackets: bool = False) -> str:
    """A text as a YAML scalar of one line (YAML 1.1, 5.1 and 7.3).

    `inside_brackets`: an item of `[…]`, where commas and brackets are signs too.
    """
    plain = _PLAIN.fullmatch(text) and _PRINTABLE.fullmatch(text) and not _LINE_ENDS.search(text)
    if plain and not (inside_brackets and re.search(r"[,\[\]{}:]", text)):
        return text
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char in '"\\':
        return "\\" + char
    code = ord(char)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"


# Texts to disk (落盘): each flushed, so that a folder renamed afterwards is whole.


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write new files into a folder.  Raises OSError, FileExistsError too."""
    for name, text in texts.items():
        with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Have the disk know the names in a folder.  Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# The facts of an issue as issue.yaml (写期清单), the inverse of `parse_manifest`.


def write_manifest(
    issue: Issue,
    files: Mapping[int, str],
    *,
    chinese: bool = False,
    empty: Collection[str] = (),
) -> str:
    """The text of issue.yaml; `files` names the file of each material by number.

    `chinese`: with Chinese keys.  `empty`: keys of the issue and its imprint that are written
    though they have no value, for the editor to fill in.
    """
    return "\n".join(_Writer(files, chinese, empty).write(issue)) + "\n"


class _Writer(Struct, frozen=True):
    files: Mapping[int, str]
    chinese: bool
    empty: Collection[str]

    def write(self, issue: Issue) -> Iterator[str]:
        """The lines, one group after the other."""
        yield from self._document(issue) if issue.official else self._edition(issue)
        if issue.names:
            names = ", ".join(write_scalar(name, inside_brackets=True) for name in issue.names)
            yield from self._open("names", f" [{names}]")
        if issue.attachments:
            yield from self._open("attachments")
        for attachment in issue.attachments:
            yield from self._attachment(attachment)
        if not issue.official:
            yield from self._imprint(issue.imprint)

    def _edition(self, issue: Issue) -> Iterator[str]:
        """What only a weekly edition has."""
        facts = {
            "title": issue.title,
            "period": f"{issue.period.start.isoformat()}/{issue.period.end.isoformat()}",
            "date": issue.date.isoformat(),
            "compiler": issue.compiler,
            "style": issue.style,
        }
        yield from self._facts(facts)
        yield from self._open("contents")
        for category in issue.contents:
            yield from self._category(category)
        if issue.notice:
            notice = write_scalar(write_inlines(issue.notice))
            yield from self._open("notice", f" {notice}")

    def _document(self, issue: Issue) -> Iterator[str]:
        """What only a document has: its date, its text and its particulars."""
        facts = {
            "kind": "公文" if self.chinese else "document",
            "date": issue.date.isoformat(),
            "style": issue.style,
            "text": self.files[issue.materials[0].number],
        }
        yield from self._facts(facts)
        yield from self._open("document")
        for item in fields(Official):
            if item.name == "position":
                continue
            value = _official_value(getattr(issue.official, item.name))
            if value:
                yield f"  {key_name(OFFICIAL_KEYS, item.name, chinese=self.chinese)}: {value}"

    def _facts(self, facts: Mapping[str, str]) -> Iterator[str]:
        for key, value in facts.items():
            if value or key in self.empty:
                yield f"{key_name(ISSUE_KEYS, key, chinese=self.chinese)}:{_after(value)}"

    def _open(self, key: str, value: str = "") -> Iterator[str]:
        yield ""
        yield f"{key_name(ISSUE_KEYS, key, chinese=self.chinese)}:{value}"

    def _category(self, category: ContentsCategory) -> Iterator[str]:
        heading, materials = self._names(CATEGORY_KEYS, "heading", "materials")
        file, title = self._names(ENTRY_KEYS, "file", "title")
        yield f"  - {heading}: {write_scalar(category.heading)}"
        yield f"    {materials}:"
        for entry in category.entries:
            yield f"      - {file}: {write_scalar(self.files[entry.material])}"
            if entry.title:
                yield f"        {title}: {write_scalar(entry.title)}"

    def _attachment(self, attachment: Attachment) -> Iterator[str]:
        """One attachment: its file, or its files one below the other."""
        files = attachment.files
        title, inner, number, label = self._names(
            ATTACHMENT_KEYS, "title", "files", "number", "label"
        )
        facts = [f"{title}: {write_scalar(attachment.title)}"]
        if attachment.own_numbers:
            facts.append(f"{number}: {'自编' if self.chinese else 'own'}")
        if not attachment.show_label:
            facts.append(f"{label}: {'否' if self.chinese else 'false'}")
        if len(files) == 1 and not files[0].title:
            source, *rest = self._file(files[0])
            yield from _item([source, *facts, *rest], "  ")
            return
        yield from _item([*facts, f"{inner}:"], "  ")
        for file in files:
            source, *rest = self._file(file)
            named = [f"{title}: {write_scalar(file.title)}"] if file.title else []
            yield from _item([source, *named, *rest], "      ")

    def _file(self, file: AttachedFile) -> Iterator[str]:
        """The keys of one file."""
        names = self._names(ATTACHMENT_KEYS, "file", "issue", "pages", "fit", "rotate", "password")
        named, issue, pages, fit, rotate, password = names
        if file.week:
            yield f"{issue}: {write_scalar(file.week)}"
        else:
            yield f"{named}: {write_scalar(file.file)}"
        if file.pages:
            yield f"{pages}: {write_scalar(write_pages(file.pages))}"
        if file.fit != "type-area":
            yield f"{fit}: {file.fit}"
        if file.rotate is not None:
            yield f"{rotate}: {file.rotate}"
        if file.password:
            yield f"{password}: {write_scalar(file.password)}"

    def _imprint(self, imprint: Imprint) -> Iterator[str]:
        facts: dict[str, str] = values_of(imprint)
        written = {key: value for key, value in facts.items() if value or key in self.empty}
        if written:
            yield from self._open("imprint")
        for key, value in written.items():
            yield f"  {key_name(IMPRINT_KEYS, key, chinese=self.chinese)}:{_after(value)}"

    def _names(self, table: KeyTable, *keys: str) -> list[str]:
        return [key_name(table, key, chinese=self.chinese) for key in keys]


def write_pages(ranges: PageRanges) -> str:
    """Pages as they are listed: 1-3,7."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def _item(lines: Iterable[str], indent: str) -> Iterator[str]:
    """Lines as one item of a list."""
    for place, line in enumerate(lines):
        yield f"{indent}{'  ' if place else '- '}{line}"


def _official_value(value: object) -> str:
    """A particular of a document as it is written; empty where it is absent."""
    match value:
        case Text(text=text):
            return write_scalar(text) if text else ""
        case tuple():
            texts = [write_scalar(one.text, inside_brackets=True) for one in value]
            return f"[{', '.join(texts)}]" if texts else ""
        case datetime.date():
            return value.isoformat()
        case _:
            return "true" if value else ""


def _after(value: str) -> str:
    return f" {write_scalar(value)}" if value else ""
