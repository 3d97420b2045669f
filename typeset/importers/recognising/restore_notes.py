"""Notes of a file (脚注) made notes of the source: 〔注1〕 in a text, and the paragraph it begins.

Only what a reader wrote for a note of Word or Markdown is taken for one; an author's own 〔注1〕
stays as it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from typeset.content.document import (
    Block,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Material,
    NoteMark,
    NoteText,
    Paragraph,
    Strong,
    Text,
)
from typeset.importers.manuscript.result import Transcript

_NOTE = re.compile(r"〔注(\d+)〕")
_RULE = "note"


def restore_notes(materials: Iterable[Material], transcript: Transcript) -> tuple[Material, ...]:
    """The materials with the notes that the transcript's readers met as notes.

    A note is one where a paragraph or heading has its mark and one paragraph its words; the blocks
    keep their number and their order.
    """
    met = {
        match[1]
        for span in transcript.added
        if span.rule == _RULE
        for match in _NOTE.finditer(transcript.text[span.start : span.end])
    }
    return tuple(_restore(material, met) for material in materials) if met else tuple(materials)


def _restore(material: Material, met: set[str]) -> Material:
    words = Counter(label for block in material.blocks if (label := _label(block)) in met)
    marks = {
        label
        for block in material.blocks
        for label in _marks(block)
        if label in met and words[label] == 1
    }
    blocks = tuple(_block(block, marks) for block in material.blocks)
    return replace(material, blocks=blocks)


def _label(block: Block) -> str:
    """The number of the note whose words a paragraph holds, or nothing."""
    if isinstance(block, Paragraph) and block.inlines and isinstance(block.inlines[0], Text):
        match = _NOTE.match(block.inlines[0].text)
        if match and (len(block.inlines) > 1 or match.end() < len(block.inlines[0].text)):
            return match[1]
    return ""


def _marks(block: Block) -> Iterator[str]:
    """The numbers of the marks in a paragraph or heading."""
    match block:
        case Paragraph(inlines=inlines):
            found = list(_numbers(inlines))
            yield from found[1:] if _label(block) else found
        case Heading(title=title, run_in=run_in):
            yield from _numbers((*title, *run_in))
        case _:
            return


def _numbers(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield from _NOTE.findall(text)
            case Strong(children=children) | Emphasis(children=children):
                yield from _numbers(children)
            case _:
                continue


def _block(block: Block, marks: set[str]) -> Block:
    label = _label(block)
    if label in marks and isinstance(block, Paragraph):
        first = block.inlines[0]
        assert isinstance(first, Text)
        rest = first.text[len(f"〔注{label}〕") :].lstrip()
        inlines = (Text(rest), *block.inlines[1:]) if rest else block.inlines[1:]
        return NoteText(label, _inlines(inlines, set()), block.position)
    match block:
        case Paragraph(inlines=inlines):
            return replace(block, inlines=_inlines(inlines, marks))
        case Heading(title=title, run_in=run_in):
            title, run_in = _inlines(title, marks), _inlines(run_in, marks)
            return replace(block, title=title, run_in=run_in)
        case _:
            return block


def _inlines(inlines: Inlines, marks: set[str]) -> Inlines:
    return tuple(part for inline in inlines for part in _parts(inline, marks))


def _parts(inline: Inline, marks: set[str]) -> Iterator[Inline]:
    match inline:
        case Text(text=text) if _NOTE.search(text):
            done = 0
            for found in _NOTE.finditer(text):
                if found[1] not in marks:
                    continue
                if found.start() > done:
                    yield Text(text[done : found.start()], inline.position)
                yield NoteMark(found[1], inline.position)
                done = found.end()
            if done < len(text):
                yield Text(text[done:], inline.position)
        case Strong(children=children):
            yield replace(inline, children=_inlines(children, marks))
        case _:
            yield inline
