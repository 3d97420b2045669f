"""Words twice in a row (重字、重词)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import find_all, has_han, is_han
from typeset.lint.report import around, is_escaped, report
from typeset.lint.rule import Example, Found, Rule
from typeset.lint.subject import Subject

DOUBLED = Message(
    "W081",
    mark("{text} twice in a row: {around}"),
    mark("take one away"),
)

_CHARACTERS = {
    "的的": ("目真", "确"),
    "了了": ("为罢", ""),
    "是是": ("还", "非与否"),
    "在在": ("现存所实内潜外自正好", ""),
    "和和": ("", "气美睦"),
    "与与": ("参", ""),
    "被被": ("", ""),
    "而而": ("从", ""),
    "或或": ("", ""),
    "将将": ("", ""),
    "把把": ("一", ""),
}
"""Words of grammar twice, and the characters before and behind that make them something else."""
_TWICE = r"([^\x00-\x2f\s]{2,8}?)\1"
_MEANT = (
    "讨论 研究 商量 学习 考虑 琢磨 打听 了解 休息 锻炼 体会 交流 沟通 "
    "介绍 说道 观察 检查 收拾 整理 意思 尝试 准备 总结 指点 帮助 调查 "
    "核实 思考 回忆 反思 哈哈 嘻嘻 点滴 "
)
"""Verbs that are said twice on purpose."""


def check(subject: Subject) -> Iterator[Found]:
    """Words of grammar, and words of two or more; 讨论讨论 and 一个一个 are meant."""
    text = subject.text
    for start, double in find_all(text, _CHARACTERS):
        before, behind = _CHARACTERS[double]
        after = text[start + 2 : start + 3]
        if text[max(start - 1, 0) : start] not in {*before} and after not in {*behind}:
            yield _found(subject, start, start + 2, double[0])
    for match in re.finditer(_TWICE, text):
        word = match[1]
        if (
            all(map(is_han, word))
            and not _is_meant(word)
            and not is_escaped(subject, match.start())
        ):
            yield _found(subject, match.start(), match.end(), word)


def _is_meant(word: str) -> bool:
    same = len(set(word)) == 1
    return same or word in _MEANT or word[0] in "一每" or word[-1] == "一" or not has_han(word)


def _found(subject: Subject, start: int, end: int, word: str) -> Found:
    return report(subject, DOUBLED, start, text=word, around=around(subject.text, start, end))


RULE = Rule(
    (DOUBLED,),
    mark("words twice in a row"),
    "习惯",
    check,
    bad=Example("认真落实会议的的要求。"),
    good=Example("认真落实会议的要求。"),
)
