"""Inlines (行内内容) cut in two or joined, without a character or a position lost."""

from __future__ import annotations

from msgspec.structs import replace

from typeset.content.document import Emphasis, Inline, Inlines, Link, Strong, Text
from typeset.content.document_texts import plain_text


def split_inlines(inlines: Inlines, offset: int) -> tuple[Inlines, Inlines]:
    """Cut before the character at `offset` of `plain_text(inlines)`.

    Bold words and links on the cut are cut too, each half keeping its kind.
    """
    for index, inline in enumerate(inlines):
        length = len(plain_text((inline,)))
        if offset < length:
            left, right = _split(inline, offset)
            return (*inlines[:index], *left), (*right, *inlines[index + 1 :])
        offset -= length
    return inlines, ()


def join_inlines(left: Inlines, right: Inlines) -> Inlines:
    """The inverse of `split_inlines`: what was cut in two becomes one again."""
    if not left or not right:
        return left + right
    match left[-1], right[0]:
        case Text(text=first), Text(text=second):
            joined: Inline = Text(first + second, left[-1].position)
        case Strong(children=first_children), Strong(children=second_children):
            joined = Strong(join_inlines(first_children, second_children), left[-1].position)
        case Emphasis(children=first_children), Emphasis(children=second_children):
            joined = Emphasis(join_inlines(first_children, second_children), left[-1].position)
        case Link() as first_link, Link() as second_link if (
            first_link.address == second_link.address
        ):
            words = join_inlines(first_link.children, second_link.children)
            joined = replace(first_link, children=words)
        case _:
            return left + right
    return (*left[:-1], joined, *right[1:])


def _split(inline: Inline, offset: int) -> tuple[Inlines, Inlines]:
    if offset == 0:
        return (), (inline,)
    match inline:
        case Text():
            return _split_text(inline, offset)
        case Strong() | Emphasis() | Link():
            left, right = split_inlines(inline.children, offset)
            position = next((child.position for child in right), inline.position)
            return (replace(inline, children=left),), (
                replace(inline, children=right, position=position),
            )
        case _:
            return (inline,), ()


def _split_text(text: Text, offset: int) -> tuple[Inlines, Inlines]:
    columns = text.columns
    column = columns[offset] if columns else text.position.column + offset
    right = columns[offset:]
    follows = bool(right) and right[-1] - right[0] == len(right) - 1
    return (
        (Text(text.text[:offset], text.position, columns[:offset]),),
        (
            Text(
                text.text[offset:],
                text.position._replace(column=column),
                () if follows else right,
            ),
        ),
    )
