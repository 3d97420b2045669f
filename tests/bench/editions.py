"""The editions that are measured: the imported manuscript, repeated, changed, or another one.

Where the manuscript is absent, the text of the sample issue serves, and the report says so.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tests.bench.process import PROJECT, run_process
from typeset.content.document import (
    Block,
    ContentsCategory,
    Heading,
    Inline,
    Inlines,
    Issue,
    Paragraph,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.load_issue import load_issue
from typeset.content.write_source import write_issue

WEEK = "2025-36"
MANUSCRIPT = PROJECT.parent / "shared" / "manuscripts" / f"{WEEK}.txt"


def import_manuscript(root: Path) -> Issue:
    """The manuscript through `paiban import`, read again; plain text only.

    The sample issue stands in where there is no manuscript.
    """
    if not MANUSCRIPT.is_file():
        return text_only(load_issue(PROJECT, WEEK).issue)
    run_process([sys.executable, "-m", "typeset", "import", MANUSCRIPT, WEEK, "--root", root])
    return text_only(load_issue(root, WEEK).issue)


def text_only(issue: Issue) -> Issue:
    """An issue without tables, pictures and attachments, which the engines do not share."""
    materials = tuple(
        msgspec.structs.replace(
            material,
            blocks=tuple(one for one in material.blocks if isinstance(one, Paragraph | Heading)),
        )
        for material in issue.materials
    )
    return msgspec.structs.replace(issue, materials=materials, attachments=())


def save_edition(issue: Issue, root: Path) -> None:
    """Write an issue's sources to `root/issues/WEEK`, in place of what was there."""
    folder = root / "issues" / WEEK
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in write_issue(issue).items():
        (folder / name).write_text(text, encoding="utf-8")


def block_text(block: Block) -> str:
    """All characters of a paragraph or heading; nothing for other blocks."""
    match block:
        case Paragraph():
            return plain_text(block.inlines)
        case Heading():
            return plain_text(block.title + block.run_in)
        case _:
            return ""


def body_texts(issue: Issue) -> list[str]:
    """The text of each paragraph and heading of the materials, as one look."""
    blocks = [block for material in issue.materials for block in material.blocks]
    return [text for text in map(block_text, blocks) if text]


# ---------------------------------------------------------------------------- variations


def repeat_edition(issue: Issue, copies: int) -> Issue:
    """The edition with its materials `copies` times over.

    In each copy one character of each paragraph differs, so that no engine meets a paragraph
    twice.
    """
    characters = sorted({one for text in body_texts(issue) for one in text if is_han(one)})
    materials = []
    categories = []
    for copy in range(copies):
        first = copy * len(issue.materials)
        spare = characters[copy % len(characters)] if copy else ""
        for material in issue.materials:
            number = first + material.number
            blocks = tuple(_with_character(block, spare) for block in material.blocks)
            materials.append(
                msgspec.structs.replace(
                    material, number=number, blocks=blocks, file=f"材料{number}.md"
                )
            )
        categories += [_moved(category, first) for category in issue.contents]
    return msgspec.structs.replace(issue, materials=tuple(materials), contents=tuple(categories))


def change_paragraph(issue: Issue) -> Issue:
    """The edition before its editor put one character into one paragraph in the middle."""
    middle = issue.materials[len(issue.materials) // 2]
    paragraphs = [place for place, one in enumerate(middle.blocks) if isinstance(one, Paragraph)]
    chosen = paragraphs[len(paragraphs) // 2]
    blocks = tuple(
        _with_character(block, "新") if place == chosen else block
        for place, block in enumerate(middle.blocks)
    )
    materials = tuple(
        msgspec.structs.replace(one, blocks=blocks) if one is middle else one
        for one in issue.materials
    )
    return msgspec.structs.replace(issue, materials=materials)


def another_edition(issue: Issue) -> Issue:
    """An edition of another week: paragraphs read backwards, the last of each material missing.

    What a cache may know of it is the faces and their glyphs, but no paragraph, and not the set
    of glyphs of the edition that is measured.
    """
    materials = tuple(
        msgspec.structs.replace(
            material,
            blocks=tuple(_changed(block, lambda text: text[::-1]) for block in material.blocks[:-1])
            or material.blocks,
        )
        for material in issue.materials
    )
    return msgspec.structs.replace(issue, materials=materials)


def is_han(character: str) -> bool:
    """Whether a character is a 汉字."""
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


def _moved(category: ContentsCategory, first: int) -> ContentsCategory:
    entries = tuple(
        msgspec.structs.replace(entry, material=first + entry.material)
        for entry in category.entries
    )
    return msgspec.structs.replace(category, entries=entries)


def _with_character(block: Block, spare: str) -> Block:
    """A paragraph with one more character before its last two; headings are left alone."""
    if not spare:
        return block
    return _changed(block, lambda text: text[:-2] + spare + text[-2:] if len(text) > 9 else text)


def _changed(block: Block, change: Callable[[str], str]) -> Block:
    """A block with its last text changed; a heading only where text runs in."""
    match block:
        case Paragraph():
            return msgspec.structs.replace(block, inlines=tuple(_last(block.inlines, change)))
        case Heading(run_in=run_in) if run_in:
            return msgspec.structs.replace(block, run_in=tuple(_last(run_in, change)))
        case _:
            return block


def _last(inlines: Inlines, change: Callable[[str], str]) -> Iterator[Inline]:
    texts = [place for place, one in enumerate(inlines) if isinstance(one, Text)]
    for place, inline in enumerate(inlines):
        if texts and place == texts[-1]:
            assert isinstance(inline, Text)
            yield Text(change(inline.text))
        else:
            yield inline
