"""The words of a document (文稿的文字): its parts as plain characters, without notation."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.content.document import (
    AttachmentNote,
    Block,
    Emphasis,
    ForcedBreak,
    Heading,
    Inlines,
    ItemList,
    Link,
    Note,
    NoteMark,
    Paragraph,
    Picture,
    Quotation,
    Signature,
    Strong,
    Table,
)


def texts_of(block: Block) -> Iterator[Inlines]:
    """Every text of a block, in reading order."""
    match block:
        case Paragraph():
            yield block.inlines
        case Heading():
            yield (*block.title, *block.run_in)
        case Table():
            yield block.caption
            for row in (block.header, *block.rows):
                yield from row
        case Picture():
            yield block.caption
        case ItemList():
            for item in block.items:
                yield item.inlines
                for inner in item.lists:
                    yield from texts_of(inner)
        case Quotation():
            yield from block.paragraphs
        case AttachmentNote():
            yield from block.titles
        case Signature():
            yield from block.names


def plain_text(inlines: Inlines) -> str:
    """The characters of inlines without notation; breaks, readings and notes give nothing."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Strong(children=children) | Emphasis(children=children) | Link(children=children):
                parts.append(plain_text(children))
            case ForcedBreak() | NoteMark() | Note():
                pass
            case _:
                parts.append(inline.text)
    return "".join(parts)
