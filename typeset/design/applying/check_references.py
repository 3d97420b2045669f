"""References (引见): 见图1, 表2, 见附件3 and the attachments that a text names must be there.

Numbers are those that the style gave captions and attachments, so this looks at the styled issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.content.document import AttachmentNote, Inlines, Issue
from typeset.content.document_texts import plain_text
from typeset.design.applying.check_glyphs import place_of
from typeset.design.applying.styled import (
    StyledAttachmentNote,
    StyledBlock,
    StyledPicture,
    StyledTable,
    paragraphs_of,
)
from typeset.design.style.style import StyleSheet
from typeset.lint.characters import HAN_DIGITS, number_value

NO_SUCH_FIGURE = Message(
    "W415",
    mark("{label} is referred to, but this text has none"),
    mark("correct the number, or give the picture or table a caption, which numbers it"),
)
NO_SUCH_ATTACHMENT = Message(
    "W416",
    mark("the text names an attachment “{title}” that the issue does not have"),
    mark("list it under attachments with this title, or write （略） behind it if it is left out"),
)
NO_SUCH_ATTACHMENT_NUMBER = Message(
    "W417",
    mark("{label} is referred to, but the attachments end with {last}"),
    mark("correct the number, or list the attachment under attachments in issue.yaml"),
)

# 地图3 and 代表3人 refer to nothing: a word of reference stands before or after.
_BEFORE = "[见如看按据照与和及至、（(]"
_SEE = "见照按（(和与及至、，,阅看"
_AFTER = "所示|所列|显示|列出|说明|可见|中的|）"
_ATTACHMENT = re.compile(
    rf"(?<=[{_SEE}])附件\s?([0-9]{{1,3}}|[{HAN_DIGITS}]{{1,3}})(?![0-9号期{HAN_DIGITS}]|[.．][0-9])"
)
_HAN = "\u3400-\u9fff"
_OMITTED = re.compile(r"[（(]略[）)]$")
_BLANK = re.compile(r"\s")


def check_references(
    texts: Sequence[Sequence[StyledBlock]], issue: Issue, style: StyleSheet
) -> Iterator[Finding]:
    """W415 for a picture or table that a text refers to but does not have, W416 for an attachment
    that it names below its text but the issue does not have, W417 for one that it refers to by a
    number beyond the last."""
    forms = [form for form in (style.numbers.picture, style.numbers.table) if form[0] != "{"]
    patterns = [_pattern(form) for form in forms]
    everywhere = {label for blocks in texts for label in _labels(blocks, patterns)}
    for blocks in texts:
        own = set(_labels(blocks, patterns))
        known = own if style.material.restart_numbers else everywhere
        for block in blocks:
            yield from _in_block(block, patterns, known)
    yield from _attachments(issue)
    for blocks in texts:
        yield from _numbers(blocks, len(issue.attachments), style)


def _pattern(form: str) -> re.Pattern[str]:
    """How a label of a form (`图{n}`) looks where a text refers to it, or at a caption's start."""
    before, _, after = form.partition("{n}")
    label = rf"{re.escape(before)}\s?[0-9]{{1,3}}{re.escape(after)}(?![0-9]|[.．][0-9])"
    return re.compile(rf"(?<={_BEFORE}){label}|(?<![{_HAN}]){label}(?={_AFTER})|\A{label}(?=\s)")


def _labels(blocks: Iterable[StyledBlock], patterns: Iterable[re.Pattern[str]]) -> Iterator[str]:
    """The labels of the captions of pictures and tables."""
    for block in blocks:
        if isinstance(block, StyledPicture | StyledTable) and block.caption:
            text = block.caption.text
            for pattern in patterns:
                match = pattern.match(text)
                if match:
                    yield _BLANK.sub("", match[0])


def _in_block(
    block: StyledBlock, patterns: Iterable[re.Pattern[str]], known: set[str]
) -> Iterator[Finding]:
    for paragraph in paragraphs_of(block):
        for span in paragraph.spans:
            for pattern in patterns:
                for match in pattern.finditer(span.text):
                    label = _BLANK.sub("", match[0])
                    if label not in known:
                        place = place_of(span, match.start())
                        yield NO_SUCH_FIGURE.at(place, label=label)


def _numbers(blocks: Sequence[StyledBlock], count: int, style: StyleSheet) -> Iterator[Finding]:
    """见附件3 in a text of an issue that has fewer.

    A reprinted document names attachments of its own: those listed below its text count, and an
    issue without attachments is not looked at.
    """
    if not count:
        return
    own = [len(block.titles) for block in blocks if isinstance(block, StyledAttachmentNote)]
    last = max([count, *own])
    for block in blocks:
        for paragraph in paragraphs_of(block):
            for span in paragraph.spans:
                for match in _ATTACHMENT.finditer(span.text):
                    number = number_value(match[1])
                    if not 1 <= number <= last:
                        yield NO_SUCH_ATTACHMENT_NUMBER.at(
                            place_of(span, match.start()),
                            label=_BLANK.sub("", match[0]),
                            last=style.numbers.attachment.format(n=last),
                        )


def _attachments(issue: Issue) -> Iterator[Finding]:
    known = {_BLANK.sub("", attachment.title) for attachment in issue.attachments}
    for material in issue.materials:
        for block in material.blocks:
            if isinstance(block, AttachmentNote):
                yield from _named(block, known)


def _named(note: AttachmentNote, known: set[str]) -> Iterator[Finding]:
    for title in note.titles:
        text = plain_text(title)
        if _BLANK.sub("", text) not in known and not _OMITTED.search(text):
            yield NO_SUCH_ATTACHMENT.at(_first(title) or note.position, title=text)


def _first(title: Inlines) -> SourcePosition | None:
    return next((one.position for one in title if one.position.line), None)
