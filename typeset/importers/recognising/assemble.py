"""What was read put together as materials and contents (组装)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from typeset.base.findings import Message, has_errors
from typeset.base.messages import mark
from typeset.content.document import (
    Block,
    Byline,
    ContentsCategory,
    ContentsEntry,
    Heading,
    Inlines,
    Material,
    Paragraph,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.limits import SOURCE_FILE_BYTES
from typeset.content.read_text import quoted
from typeset.importers import messages
from typeset.importers.manuscript.account import HAN
from typeset.importers.manuscript.strand import Ledger, Strand
from typeset.importers.recognising.find_materials import Section
from typeset.importers.recognising.read_body import read_body
from typeset.importers.recognising.read_front_matter import Category, Entry
from typeset.importers.recognising.read_titles import Titles, read_titles

EMPTY_MATERIAL = Message(
    "E261",
    mark("材料{number} has no text"),
    mark("put its text below this line, or take the line away"),
)
ENTRY_WITHOUT_MATERIAL = Message(
    "W255",
    mark("the contents list {text}, but there is no such material"),
    mark("look whether a material or its line 材料N is missing"),
)
NOT_IN_CONTENTS = Message(
    "W256",
    mark("材料{number} is not in the manuscript's contents; it was added at their end"),
    mark("move it in issue.yaml to where it belongs"),
)
NO_MATERIAL_TITLE = Message(
    "W259",
    mark("材料{number} has no title of its own; {title} was put in"),
    mark("correct the title in its file"),
)

DEFAULT_HEADING = "学习材料"
DEFAULT_TITLE = "无标题"

_PLACES = {"number": "document_number"}
_ROLE_WORD = re.compile(
    rf"[{HAN}]*(?:记者|通讯员|摄影|摄|报道|供稿|整理|撰稿|作者|文|图|社|报|网|台)"
)
_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,12}}(?:[·•][{HAN}]{{1,12}})+")


class Draft(Struct, frozen=True):
    """A material before the contents are known."""

    section: Section
    titles: Titles
    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """What stands above its text, for finding its entry in the contents."""
        titles = self.titles
        strands = (titles.kicker, titles.title, *titles.subtitles)
        return " ".join(strand.text for strand in strands if strand is not None)


def read_material(section: Section, ledger: Ledger) -> Draft:
    """Titles and text of one material; one too large for a source file is not read."""
    size = sum(len(line.text.encode()) for line in section.lines)
    if size > SOURCE_FILE_BYTES:
        line = section.marker.number if section.marker else 1
        ledger.report(messages.LARGE_MATERIAL, line, number=section.number, limit=SOURCE_FILE_BYTES)
        return Draft(section, Titles(), ())
    before = len(ledger.findings)
    titles = read_titles(section.lines, ledger)
    place = f"材料{section.number}"
    blocks = read_body(section.lines[titles.taken :], f"{place}/text", ledger)
    if not blocks and not has_errors(ledger.findings[before:]):
        line = section.marker.number if section.marker else 1
        ledger.report(EMPTY_MATERIAL, line, number=section.number)
    return Draft(section, titles, blocks)


def finish_material(draft: Draft, entry: Entry | None, ledger: Ledger) -> Material:
    """The material, everything above its text placed; a title it lacks is taken from its entry."""
    number, titles = draft.section.number, draft.titles
    place = f"材料{number}"
    if titles.kicker is not None:
        ledger.place(f"{place}/kicker", titles.kicker)
    if titles.title is not None:
        ledger.place(f"{place}/title", titles.title)
        title = titles.title.text
    else:
        title = entry.strand.text if entry is not None else DEFAULT_TITLE
        ledger.insert(f"{place}/title", title)
        line = draft.section.marker.number if draft.section.marker else 1
        ledger.report(NO_MATERIAL_TITLE, line, number=number, title=quoted(title))
    for index, strand in enumerate(titles.subtitles, start=1):
        ledger.place(f"{place}/subtitle/{index}", strand)
    for key, strand in titles.facts.items():
        ledger.place(f"{place}/{_PLACES.get(key, key)}", strand)
    facts = {key: strand.text for key, strand in titles.facts.items()}
    return Material(
        number=number,
        title=_text(title),
        blocks=draft.blocks,
        kicker=_text(titles.kicker.text) if titles.kicker else (),
        subtitles=tuple(_text(strand.text) for strand in titles.subtitles),
        date=titles.date,
        document_number=facts.get("number", ""),
        source=facts.get("source", ""),
        byline=facts.get("byline", ""),
        file=f"{place}.md",
    )


def assemble_contents(
    categories: Sequence[Category],
    matched: Mapping[int, int],
    materials: Sequence[Material],
    ledger: Ledger,
) -> tuple[ContentsCategory, ...]:
    """The contents; a material they do not list is added to the last category."""
    titles = {material.number: plain_text(material.title) for material in materials}
    listed: list[tuple[Strand, list[ContentsEntry]]] = []
    index = 0
    for category in categories:
        entries: list[ContentsEntry] = []
        place = f"contents/{len(listed) + 1}"
        for entry in category.entries:
            number = matched.get(index)
            index += 1
            if number is None:
                _leave_out(entry, ledger)
                continue
            same = entry.strand.text == titles[number]
            if same:
                ledger.discard(entry.strand, "contents-title")
            else:
                ledger.place(f"{place}/{len(entries) + 1}/title", entry.strand)
            entries.append(ContentsEntry(number, "" if same else entry.strand.text))
        if entries:
            listed.append((category.heading, entries))
        elif category.heading.text:
            text = quoted(category.heading.text)
            ledger.report(messages.LEFT_OUT, category.line, text=text)
            ledger.discard(category.heading, "left-out")
    _add_unlisted(listed, materials, ledger, silent=not categories)
    return tuple(
        ContentsCategory(_heading(strand, f"contents/{place}/heading", ledger), tuple(entries))
        for place, (strand, entries) in enumerate(listed, start=1)
    )


def find_names(materials: Sequence[Material]) -> tuple[str, ...]:
    """姓名 of those who sign: from the bylines, in order, each once."""
    names: list[str] = []
    for material in materials:
        for byline in (material.byline, *_bylines(material.blocks)):
            names += [
                word
                for word in re.split(r"[\s、，,：:（）()/；]+", byline)
                if _NAME.fullmatch(word) and not _ROLE_WORD.fullmatch(word)
            ]
    return tuple(dict.fromkeys(names))


def _bylines(blocks: Sequence[Block]) -> list[str]:
    inlines: list[Inlines] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            inlines.append(block.inlines)
        elif isinstance(block, Heading):
            inlines.append(block.run_in)
    return [item.text for line in inlines for item in line if isinstance(item, Byline)]


def _add_unlisted(
    listed: list[tuple[Strand, list[ContentsEntry]]],
    materials: Sequence[Material],
    ledger: Ledger,
    *,
    silent: bool,
) -> None:
    known = {entry.material for _, entries in listed for entry in entries}
    for material in materials:
        if material.number in known:
            continue
        if not listed:
            listed.append((Strand("", ()), []))
        listed[-1][1].append(ContentsEntry(material.number))
        if not silent:
            ledger.report(NOT_IN_CONTENTS, 0, number=material.number)


def _heading(strand: Strand, place: str, ledger: Ledger) -> str:
    if strand.text:
        ledger.place(place, strand)
        return strand.text
    ledger.insert(place, DEFAULT_HEADING)
    return DEFAULT_HEADING


def _leave_out(entry: Entry, ledger: Ledger) -> None:
    ledger.report(ENTRY_WITHOUT_MATERIAL, entry.line, text=quoted(entry.strand.text))
    ledger.discard(entry.strand, "left-out")


def _text(text: str) -> Inlines:
    return (Text(text),)
