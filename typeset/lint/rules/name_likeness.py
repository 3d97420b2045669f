"""Names one character from a listed one (形近的姓名)."""

from __future__ import annotations

from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import is_han
from typeset.lint.report import report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

NAME_LIKE = Message(
    "H074",
    mark("{name} is one character from {known}"),
    mark("look whether the same person is meant"),
)

_LIKE = (
    "晖辉晕 堃坤 喆哲吉 琳林淋 峰锋 伟炜玮 燕艳 莹瑩颖 军君 钧均 红宏 明铭 杰洁 志智 "
    "建健 波博 英瑛 东冬 平萍 华桦 勇永 斌彬 丽莉 浩皓 婷亭 慧惠 芳方 立力利 "
    "卫为 付傅 祥翔 震振 森深 卿清 "
)


def check(subject: Subject) -> Iterator[Found]:
    """Listed names with one character changed for one that sounds or looks alike."""
    text = subject.text
    for known in subject.names:
        if len(known) < 3:
            continue
        for name in _variants(known):
            start = text.find(name)
            while start >= 0:
                if name not in subject.names:
                    yield report(subject, NAME_LIKE, start, name=name, known=known)
                start = text.find(name, start + 1)


def _variants(name: str) -> Iterator[str]:
    for index, char in enumerate(name):
        for group in _LIKE.split():
            if char in group:
                for other in group:
                    if other != char and is_han(other):
                        yield name[:index] + other + name[index + 1 :]


RULE = Rule(
    (NAME_LIKE,),
    mark("names one character from a listed one"),
    "习惯",
    check,
    bad=Example("王晓辉通报情况。"),
    good=Example("王晓晖通报情况。"),
)
