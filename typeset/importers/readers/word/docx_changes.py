"""Tracked changes and comments of a Word file (修订与批注) as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from typeset.base.findings import Finding
from typeset.base.source_position import SourcePosition
from typeset.content.read_text import quoted
from typeset.importers import messages
from typeset.importers.readers.word.docx_runs import Change
from typeset.importers.readers.word.docx_words import W, local, text_of

if TYPE_CHECKING:
    from typeset.importers.readers.word.read_docx import _Reader

_MOST = 60
"""Changes listed one by one."""


def change_findings(changes: Sequence[Change], file: str) -> Iterator[Finding]:
    """Why a file with open changes is not taken: each of them, up to a limit."""
    for change in changes[:_MOST]:
        message = messages.TRACKED_DELETION if change.deleted else messages.TRACKED_INSERTION
        position = SourcePosition(file, change.line)
        yield message.at(position, author=quoted(change.author) or "?", text=quoted(change.text))
    if len(changes) > _MOST:
        yield messages.MORE_CHANGES.at(SourcePosition(file), count=len(changes) - _MOST)


def counted_changes(changes: Sequence[Change]) -> Iterator[Finding]:
    """A word on what was done with the changes."""
    deleted = sum(change.deleted for change in changes)
    if changes:
        yield messages.CHANGES_ACCEPTED.at(inserted=len(changes) - deleted, deleted=deleted)


def comment_findings(reader: _Reader, file: str) -> tuple[Finding, ...]:
    """Each comment; an error where a file is named, since it then stops the import."""
    message = messages.OPEN_COMMENT if file else messages.COMMENT_LEFT
    comments = {
        comment.get(f"{W}id", ""): comment
        for part in reader.parts.get("comments", ())
        for comment in part
        if local(comment) == "comment"
    }
    lines = dict(reader.runs.comments)
    return tuple(
        message.at(
            SourcePosition(file, lines.get(name, 0)),
            author=quoted(comment.get(f"{W}author", "")) or "?",
            text=quoted(text_of(comment)),
        )
        for name, comment in list(comments.items())[:_MOST]
    )
