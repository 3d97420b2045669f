"""Tracked changes and comments of a Word file (修订与批注) as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.content.read_text import quoted
from typeset.importers.readers.word.docx_runs import Change
from typeset.importers.readers.word.docx_words import W, local, text_of

TRACKED_INSERTION = Message(
    "E286",
    mark("a tracked change is open: {author} inserted {text}"),
    mark("settle the changes in Word, or give --accept-changes to take all of them in"),
)
TRACKED_DELETION = Message(
    "E287",
    mark("a tracked change is open: {author} deleted {text}"),
    mark("settle the changes in Word, or give --accept-changes to leave the deleted words out"),
)
OPEN_COMMENT = Message(
    "E288",
    mark("a comment by {author} is open: {text}"),
    mark("settle it in Word, or give --accept-changes to import without the comments"),
)
MORE_CHANGES = Message(
    "E289",
    mark("and {count} more tracked changes"),
    mark("settle the changes in Word, or give --accept-changes"),
)
CHANGES_ACCEPTED = Message(
    "W282",
    mark("tracked changes: {inserted} insertions were taken in, {deleted} deletions left out"),
    mark("look at them in Word where you are in doubt"),
)
COMMENT_LEFT = Message(
    "W283",
    mark("a comment by {author} was left out: {text}"),
    mark("look whether it asks for something that is still to be done"),
)

_MOST = 60
"""Changes listed one by one."""


def change_findings(changes: Sequence[Change], file: str) -> Iterator[Finding]:
    """Why a file with open changes is not taken: each of them, up to a limit."""
    for change in changes[:_MOST]:
        message = TRACKED_DELETION if change.deleted else TRACKED_INSERTION
        position = SourcePosition(file, change.line)
        yield message.at(position, author=quoted(change.author) or "?", text=quoted(change.text))
    if len(changes) > _MOST:
        yield MORE_CHANGES.at(SourcePosition(file), count=len(changes) - _MOST)


def counted_changes(changes: Sequence[Change]) -> Iterator[Finding]:
    """A word on what was done with the changes."""
    deleted = sum(change.deleted for change in changes)
    if changes:
        yield CHANGES_ACCEPTED.at(inserted=len(changes) - deleted, deleted=deleted)


def comment_findings(
    parts: Iterable[Any], commented: Sequence[tuple[str, int]], file: str
) -> tuple[Finding, ...]:
    """Each comment of some parts, at its line; an error where a file is named, since it then stops
    the import."""
    message = OPEN_COMMENT if file else COMMENT_LEFT
    comments = {
        comment.get(f"{W}id", ""): comment
        for part in parts
        for comment in part
        if local(comment) == "comment"
    }
    lines = dict(commented)
    return tuple(
        message.at(
            SourcePosition(file, lines.get(name, 0)),
            author=quoted(comment.get(f"{W}author", "")) or "?",
            text=quoted(text_of(comment)),
        )
        for name, comment in list(comments.items())[:_MOST]
    )
