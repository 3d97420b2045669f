"""Bylines (署名) known by their form: `（记者 某某）` closing the last paragraph."""

from __future__ import annotations

import re

from msgspec.structs import replace

from typeset.content.document import Block, Byline, Heading, Inlines, Paragraph, Text
from typeset.content.document_texts import plain_text
from typeset.content.split_inlines import split_inlines

LONGEST_BYLINE = 80

_NAMES = r"[^（）()。！？；]"
_BYLINE = re.compile(
    rf"""[（(]\s*(?:
        [^（）()。！？；，]{{0,20}}?(?<!答)                  # 本报, 四川日报全媒体, 据新华社 …
        (?:记者|通讯员|特约撰稿人|撰稿人|撰稿|供稿|作者)
        (?:[\s:：]|(?=[\u4e00-\u9fff]{{2,4}}\s*[）)、，,])(?![们会问站节证团席招]))
        {_NAMES}*
      | {_NAMES}+[\s\u3000](?:摄影报道|摄影|摄|文/图|图/文|文图|供稿|整理)
    )[）)]\s*\Z""",
    re.VERBOSE,
)


def find_byline(text: str) -> int | None:
    """The offset at which the byline closing a paragraph starts, or None where there is none."""
    if not text.rstrip().endswith(("）", ")")):
        return None
    start = max(text.rfind("（"), text.rfind("("))
    if start < 0 or len(text) - start > LONGEST_BYLINE:
        return None
    return start if _BYLINE.match(text, start) else None


def mark_byline(blocks: tuple[Block, ...], escaped: frozenset[int]) -> tuple[Block, ...]:
    """The blocks with the byline of their last paragraph made a `Byline`.

    `escaped` are the offsets of that paragraph's characters which a backslash made plain.
    """
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        before = len(plain_text(block.title)) if isinstance(block, Heading) else 0
        shifted = frozenset(offset - before for offset in escaped)
        match block:
            case Paragraph(inlines=inlines):
                block = replace(block, inlines=_with_byline(inlines, shifted))
            case Heading(run_in=run_in):
                block = replace(block, run_in=_with_byline(run_in, shifted)) if run_in else block
            case _:
                continue
        return (*blocks[:index], block, *blocks[index + 1 :])
    return blocks


def _with_byline(inlines: Inlines, escaped: frozenset[int]) -> Inlines:
    last = inlines[-1]
    if not isinstance(last, Text):
        return inlines
    start = find_byline(last.text)
    length = len(plain_text(inlines))
    if start is None or length - len(last.text) + start in escaped:
        return inlines
    before, after = split_inlines(inlines, length - len(last.text) + start)
    return (*before, *(Byline(plain_text((part,)), part.position) for part in after))
