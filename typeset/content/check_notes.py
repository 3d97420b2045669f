"""Notes and their marks (脚注与注码): each mark its note, each note its mark, no label twice."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.content.document import (
    Emphasis,
    Inlines,
    Link,
    Material,
    NoteMark,
    NoteText,
    Strong,
)
from typeset.content.document_texts import texts_of

NOTE_MISSING = Message(
    "W292",
    mark("the mark [^{label}] has no note and is printed as it stands"),
    mark("add a line [^{label}]: with the note's text to this material"),
)
NOTE_UNUSED = Message(
    "W293",
    mark("no mark leads to the note [^{label}]; it is printed as a paragraph"),
    mark("put [^{label}] where the note belongs, or take the note away"),
)
NOTE_TWICE = Message(
    "W294",
    mark("the note [^{label}] stands on line {line} already; this one is printed as a paragraph"),
    mark("give each note a label of its own"),
)
MARK_TWICE = Message(
    "W295",
    mark("the mark [^{label}] stands here again (first on line {line}); its note is printed twice"),
    mark("take one mark away, or give the notes labels of their own"),
)


def check_notes(material: Material) -> Iterator[Finding]:
    """What is wrong with the notes of a material, in the order of the text (W292 to W295)."""
    given: dict[str, SourcePosition] = {}
    for note in notes_of(material):
        first = given.setdefault(note.label, note.position)
        if first is not note.position:
            yield NOTE_TWICE.at(note.position, label=note.label, line=first.line)
    marked: dict[str, SourcePosition] = {}
    for line in _lines(material):
        for one in _marks(line):
            first = marked.setdefault(one.label, one.position)
            if one.label not in given:
                yield NOTE_MISSING.at(one.position, label=one.label)
            elif first is not one.position:
                yield MARK_TWICE.at(one.position, label=one.label, line=first.line)
    for label, place in given.items():
        if label not in marked:
            yield NOTE_UNUSED.at(place, label=label)


def notes_of(material: Material) -> Iterator[NoteText]:
    """The notes given on lines of their own, doubled labels included."""
    return (block for block in material.blocks if isinstance(block, NoteText))


def printed_notes(material: Material) -> dict[str, NoteText]:
    """The notes that some mark leads to, by label: the first of each label."""
    marked = {one.label for line in _lines(material) for one in _marks(line)}
    found: dict[str, NoteText] = {}
    for note in notes_of(material):
        if note.label in marked:
            found.setdefault(note.label, note)
    return found


def _lines(material: Material) -> Iterator[Inlines]:
    yield from (material.kicker, material.title, *material.subtitles)
    for block in material.blocks:
        yield from texts_of(block)


def _marks(inlines: Inlines) -> Iterator[NoteMark]:
    for inline in inlines:
        match inline:
            case NoteMark():
                yield inline
            case Strong(children=children) | Emphasis(children=children) | Link(children=children):
                yield from _marks(children)
            case _:
                pass
