"""Characters that only look like Han (形似字): Kangxi radicals, compatibility ideographs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.report import around, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

LOOK_ALIKE = Message(
    "E084",
    mark("{code} only looks like {right}: {around}"),
    mark("write {right}"),
)

_SUPPLEMENT = dict(
    zip(
        "⺀⺅⺉⺊⺌⺗⺝⺠⺡⺢⺣⺫⺬⺭⻅⻆⻉⻋⻓⻔⻗⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻰⻳",
        "冫亻刂卜小心月民氵水灬目示礻见角贝车长门雨青页风飞食马骨鬼鱼鸟麦黄齐龙龟",
        strict=True,
    )
)
"""CJK radicals supplement: Unicode has no mapping for these."""


def check(subject: Subject) -> Iterator[Found]:
    """What becomes another character when it is normalised (Unicode 15, chapters 18.1 and 18.2)."""
    text = subject.text
    for match in re.finditer(r"[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]", text):
        right = _SUPPLEMENT.get(match[0]) or unicodedata.normalize("NFKC", match[0])
        if right == match[0]:
            continue
        start = match.start()
        yield report(
            subject,
            LOOK_ALIKE,
            start,
            start + 1,
            right,
            code=f"U+{ord(match[0]):04X}",
            right=right,
            around=around(text, start, start + 1),
        )


RULE = Rule(
    (LOOK_ALIKE,),
    mark("radicals and compatibility characters in place of Han"),
    "习惯",
    check,
    bad=Example("推动城市⾼质量发展。"),
    good=Example("推动城市高质量发展。"),
    fixes=True,
)
