"""issue.yaml as editors type it to YAML proper (全角冒号): same lines, columns accounted for.

`标题：周重点` and `title:周重点` become `标题: 周重点`; a full-width blank before a key becomes two
half-width ones.  Texts that go on over several lines are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.read_yaml import SourceLines
from typeset.base.text_lines import BLANKS
from typeset.content.document import (
    AttachmentNote,
    Block,
    ContentsCategory,
    Heading,
    Inlines,
    Issue,
    ItemList,
    ListItem,
    Material,
    NoteText,
    Paragraph,
    Picture,
    Quotation,
    Signature,
    Table,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.manifest import GROUP_NAMES, MANIFEST_NAMES
from typeset.content.normalise import KINDS, Edit, Kind, normalise

_KEY_LINE = re.compile(
    r"""(?P<indent>[ \t\u3000\xa0]*+)
        (?P<dashes>(?>(?:-[ \u3000\xa0]++)*))
        (?P<key>[^\s:："'#\[\]{}&*!|>%@`,\-][^:："'#\[\]{}]{0,30}?)
        [ \t\u3000\xa0]*+(?P<sign>[:：])(?P<value>.*)""",
    re.VERBOSE | re.DOTALL,
)
_ITEM = re.compile(r"[ \t\u3000\xa0]*+(?>(?:-[ \u3000\xa0]++)*)")
_BLOCK_SIGN = re.compile(r"[ \t]*([|>])([+-]?\d?[+-]?[ \t]*(?:#.*)?)")
_WIDE_BLANKS = str.maketrans({"\u3000": "  ", "\xa0": " "})


def normalise_yaml(lines: list[str]) -> SourceLines:
    """Mend indents and the separators of keys; each line stays the line it was."""
    state = _State()
    shifts: dict[int, tuple[int, int]] = {}
    done = SourceLines([], shifts)
    for index, line in enumerate(lines):
        bare = line.strip(BLANKS)
        indent = len(line) - len(line.lstrip(BLANKS))
        if not bare or bare[0] == "#":
            mended, start = line, len(line)
        elif state.continues(indent):
            mended, start = _narrowed(line, indent)
        else:
            mended, start = state.take(line)
        if mended != line:
            shifts[index] = (start, len(line) - len(mended))
        done.lines.append(mended)
    return done


def _narrowed(line: str, end: int) -> tuple[str, int]:
    """The line with full-width blanks before `end` made half-width, and where its text starts."""
    head = line[:end].translate(_WIDE_BLANKS)
    return head + line[end:], len(head)


class _State(Struct):
    """What the lines before say about the next: the column of the last key and whether its value
    is a text, which deeper lines continue."""

    column: int = -1
    has_text: bool = False

    def continues(self, indent: int) -> bool:
        return self.has_text and indent > self.column

    def take(self, line: str) -> tuple[str, int]:
        """The mended line, and the column from which its columns differ from those typed."""
        match = _KEY_LINE.fullmatch(line)
        key = match["key"].lower() if match else ""
        is_known = key in MANIFEST_NAMES
        if match is None or (match["dashes"] and not is_known and match["sign"] == "："):
            self.column = len(line) - len(line.lstrip(BLANKS))
            self.has_text = line.strip(BLANKS) != "-"
            item = _ITEM.match(line)
            return _narrowed(line, item.end() if item else 0)
        self.column = match.start("key")
        value = match["value"]
        bare = value.strip(BLANKS)
        is_text = is_known and key not in GROUP_NAMES
        self.has_text = is_text or bool(bare and bare[0] != "#")
        start = line[: self.column].translate(_WIDE_BLANKS) + match["key"]
        if block := _BLOCK_SIGN.fullmatch(value):
            # Folding would put blanks between Han; the lines are joined by `read_yaml` instead.
            return f"{start}: |{block[2]}", len(start)
        if match["sign"] == ":" and (not value or value[0] in " \t"):
            return f"{start}:{value}", len(start)
        return f"{start}: {value.lstrip(BLANKS)}", len(start) + 2


# Normalise every text of an issue (全稿规范化): its materials, its contents and its notice.


def normalise_issue(
    issue: Issue, kinds: Collection[Kind] = KINDS
) -> tuple[Issue, tuple[Edit, ...]]:
    """The issue with its texts normalised, and every change, in the order of the book."""
    walker = _Walker(kinds)
    contents = tuple(walker.category(category) for category in issue.contents)
    notice = walker.inlines(issue.notice)
    materials = tuple(walker.material(material) for material in issue.materials)
    changed = replace(issue, contents=contents, notice=notice, materials=materials)
    return changed, tuple(walker.edits)


class _Walker:
    """Goes through the document and gathers the edits."""

    def __init__(self, kinds: Collection[Kind]) -> None:
        self._kinds = kinds
        self.edits: list[Edit] = []

    def inlines(self, inlines: Inlines) -> Inlines:
        changed, edits = normalise(inlines, self._kinds)
        self.edits.extend(edits)
        return changed

    def category(self, category: ContentsCategory) -> ContentsCategory:
        entries = tuple(
            replace(entry, title=plain_text(self.inlines((Text(entry.title, entry.position),))))
            if entry.title
            else entry
            for entry in category.entries
        )
        heading = plain_text(self.inlines((Text(category.heading, category.position),)))
        return replace(category, heading=heading, entries=entries)

    def material(self, material: Material) -> Material:
        return replace(
            material,
            kicker=self.inlines(material.kicker),
            title=self.inlines(material.title),
            subtitles=tuple(self.inlines(line) for line in material.subtitles),
            blocks=tuple(self.block(block) for block in material.blocks),
        )

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph() | NoteText():
                return replace(block, inlines=self.inlines(block.inlines))
            case Heading():
                title = self.inlines(block.title)
                return replace(block, title=title, run_in=self.inlines(block.run_in))
            case Table():
                return replace(
                    block,
                    caption=self.inlines(block.caption),
                    header=tuple(self.inlines(cell) for cell in block.header),
                    rows=tuple(tuple(self.inlines(cell) for cell in row) for row in block.rows),
                )
            case Picture():
                return replace(block, caption=self.inlines(block.caption))
            case ItemList():
                return self.item_list(block)
            case Quotation():
                return replace(block, paragraphs=tuple(map(self.inlines, block.paragraphs)))
            case AttachmentNote():
                return replace(block, titles=tuple(map(self.inlines, block.titles)))
            case Signature():
                return replace(block, names=tuple(map(self.inlines, block.names)))

    def item_list(self, block: ItemList) -> ItemList:
        return replace(block, items=tuple(map(self.item, block.items)))

    def item(self, item: ListItem) -> ListItem:
        inlines = self.inlines(item.inlines)
        return replace(item, inlines=inlines, lists=tuple(map(self.item_list, item.lists)))
