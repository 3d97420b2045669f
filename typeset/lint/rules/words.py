"""Words twice in a row (重字、重词)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message, Severity
from typeset.base.messages import mark
from typeset.lint.characters import HAN_DIGITS, find_all, has_han, is_han
from typeset.lint.messages import TERM_ERROR
from typeset.lint.read_earlier import paragraph_key
from typeset.lint.rule import (
    Example,
    Found,
    Part,
    Rule,
    Subject,
    around,
    is_escaped,
    report,
    report_in,
)

DOUBLED = Message(
    "W081",
    mark("{text} twice in a row: {around}"),
    mark("take one away"),
)

_CHARACTERS = {
    "的的": ("目真", "确"),
    "了了": ("为罢不", ""),
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
_DIGITS = frozenset(HAN_DIGITS + "〇零百千万")
_SURROUNDINGS = 20
_MEANT = (
    "讨论 研究 商量 学习 考虑 琢磨 打听 了解 休息 锻炼 体会 交流 沟通 "
    "介绍 说道 观察 检查 收拾 整理 意思 尝试 准备 总结 指点 帮助 调查 "
    "核实 思考 回忆 反思 哈哈 嘻嘻 点滴 "
)
"""Verbs that are said twice on purpose."""


def check_doubled_words(subject: Subject) -> Iterator[Found]:
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
            and _is_of_words(subject, match.start(), match.end())
        ):
            yield _found(subject, match.start(), match.end(), word)


def _is_of_words(subject: Subject, start: int, end: int) -> bool:
    """Whether a word begins at `start` and in the middle: 运用｜信用｜信息 has no 用信 twice."""
    import rjieba  # loads its dictionary: only where there is a doubt

    line, offset = subject.line_at(start)
    stops, at = {0}, max(offset - _SURROUNDINGS, 0)
    first = at
    for word in rjieba.cut(line.text[at : offset + end - start + _SURROUNDINGS]):
        at += len(word)
        stops.add(at - first)
    return {offset - first, offset - first + (end - start) // 2} <= stops


def _is_meant(word: str) -> bool:
    same = len(set(word)) == 1
    return (
        same
        or set(word) <= _DIGITS
        or word in _MEANT
        or word[0] in "一每"
        or word[-1] == "一"
        or not has_han(word)
    )


def _found(subject: Subject, start: int, end: int, word: str) -> Found:
    return report(subject, DOUBLED, start, text=word, around=around(subject.text, start, end))


DOUBLED_WORDS_RULE = Rule(
    (DOUBLED,),
    mark("words twice in a row"),
    "习惯",
    check_doubled_words,
    bad=Example("认真落实会议的的要求。"),
    good=Example("认真落实会议的要求。"),
)


# Wrong words and fixed expressions (用语): those of styles/terms.yaml and the unit's own.

TERM_WARNING = Message("W071", TERM_ERROR.text, TERM_ERROR.cure)
TERM_HINT = Message("H071", TERM_ERROR.text, TERM_ERROR.cure)

_MESSAGES = {
    Severity.ERROR: TERM_ERROR,
    Severity.WARNING: TERM_WARNING,
    Severity.HINT: TERM_HINT,
}


def check_terms(subject: Subject) -> Iterator[Found]:
    """Each wrong word where it stands, unless it is a part of the right one."""
    text = subject.text
    for wrong, term in subject.terms.terms.items():
        start = text.find(wrong)
        while start >= 0:
            end = start + len(wrong)
            if not _is_part_of_right(text, start, wrong, term.right) and not is_escaped(
                subject, start
            ):
                why = f"（{term.why}）" if term.why else ""
                message = _MESSAGES[term.level]
                # A word is mended only where no more than the word is at stake.
                after = term.right if term.level is not Severity.HINT and term.right else None
                yield report(
                    subject, message, start, end, after, wrong=wrong, right=term.right, why=why
                )
            start = text.find(wrong, end)


def _is_part_of_right(text: str, start: int, wrong: str, right: str) -> bool:
    inside = right.find(wrong)
    return inside >= 0 and text.startswith(right, start - inside)


TERMS_RULE = Rule(
    (TERM_ERROR, TERM_WARNING, TERM_HINT),
    mark("wrong words and fixed expressions (styles/terms.yaml, issues/terms.yaml)"),
    "习惯",
    check_terms,
    bad=Example("截止目前，已种树百棵。"),
    good=Example("截至目前，已种树百棵。"),
    fixes=True,
)


# One expression in two forms within an issue (前后不一).

TWO_FORMS = Message(
    "W076",
    mark("{first} ({first_count} times) and {second} ({second_count}) in one issue"),
    mark("keep to one form"),
)

_OPENING, _CLOSING = "“‘", "”’"


def check_two_forms(subject: Subject) -> Iterator[Found]:
    """The groups of `forms` in the lists of terms; the rarer form is reported, once."""
    text = subject.text
    for group in subject.terms.forms:
        if not all(form.strip(_OPENING + _CLOSING) in text for form in group):
            continue
        places = {form: _places(text, form) for form in group}
        used = sorted((form for form in group if places[form]), key=lambda form: len(places[form]))
        if len(used) > 1:
            rare, usual = used[0], used[-1]
            yield report(
                subject, TWO_FORMS, places[rare][0],
                first=rare, first_count=len(places[rare]),
                second=usual, second_count=len(places[usual]),
            )  # fmt: skip


def _places(text: str, form: str) -> list[int]:
    """Where a form stands; one without quotation marks only where it stands in none."""
    found: list[int] = []
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        before, after = text[start - 1 : start], text[end : end + 1]
        quoted = before in tuple(_OPENING) or after in tuple(_CLOSING)
        if form[0] in _OPENING or not quoted:
            found.append(start)
        start = text.find(form, end)
    return found


TWO_FORMS_RULE = Rule(
    (TWO_FORMS,),
    mark("one expression in two forms within an issue"),
    "习惯",
    check_two_forms,
    bad=Example("落实“三会一课”制度。三会一课要按时开。"),
    good=Example("落实“三会一课”制度。“三会一课”要按时开。"),
)


# Names with posts (姓名与职务), where the list of people knows them.

OTHER_POST = Message(
    "W072",
    mark("{text}: the list of people has other posts for {name}: {posts}"),
    mark("look up the post, and correct the text or the list"),
)

_POST = re.compile(
    r"[^，。；：！？“”（）《》\s]*(?:书记|主席|总理|委员长|省长|市长|州长|县长|区长|部长|厅长|局长|处长"
    r"|主任|秘书长|院长|校长|会长|检察长|司令员|政委)\Z"
)


def check_posts(subject: Subject) -> Iterator[Found]:
    """A post written before a listed name that is none of the listed ones."""
    text = subject.text
    for name, posts in subject.terms.people.items():
        start = text.find(name)
        while start >= 0:
            before = _POST.search(text[max(start - 40, 0) : start])
            if before and not before[0].endswith(posts):
                shown = before[0][-12:] + name
                known = "、".join(posts)
                yield report(subject, OTHER_POST, start, text=shown, name=name, posts=known)
            start = text.find(name, start + 1)


POSTS_RULE = Rule(
    (OTHER_POST,),
    mark("posts that the list of people does not have for a name"),
    "习惯",
    check_posts,
    bad=Example("编写组主任王喆主持。"),
    good=Example("编写组组长王喆主持。"),
)


# Blanks inside names (姓名中的空格): 王 晓晖.

NAME_BLANK = Message(
    "E073",
    mark("a blank inside {name}"),
    mark("write {right}"),
)

_MOST_NAMES = 500
"""Candidates that are counted in one text."""


def check_name_blanks(subject: Subject) -> Iterator[Found]:
    """A lone character, a blank, two more, where the three stand joined elsewhere or are a listed
    name.  Names of two characters are often set wide on purpose, and are passed."""
    text = subject.text
    times: dict[str, int] = {}
    for match in re.finditer(r"[ \u3000\xa0]+", text):
        start, end = match.span()
        lone, given = text[start - 1 : start], text[end : end + 2]
        if not is_han(lone) or len(given) < 2 or not all(map(is_han, given)):
            continue
        name = lone + given
        is_alone = not is_han(text[start - 2 : start - 1] if start > 1 else "")
        if is_alone and name not in times and len(times) < _MOST_NAMES:
            times[name] = text.count(name)
        is_known = name in subject.names or (is_alone and times.get(name, 0) > 1)
        if is_known:
            shown = text[start - 1 : end + 2]
            yield report(subject, NAME_BLANK, start, end, "", name=shown, right=name)


NAME_BLANKS_RULE = Rule(
    (NAME_BLANK,),
    mark("blanks inside names"),
    "习惯",
    check_name_blanks,
    bad=Example("王 晓晖通报情况。", title="会后王晓晖介绍情况", entry="王晓晖的介绍"),
    good=Example("王晓晖通报情况。", title="会后王晓晖介绍情况", entry="王晓晖的介绍"),
    fixes=True,
)


# Names one character from a listed one (形近的姓名).

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


def check_name_likeness(subject: Subject) -> Iterator[Found]:
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


NAME_LIKENESS_RULE = Rule(
    (NAME_LIKE,),
    mark("names one character from a listed one"),
    "习惯",
    check_name_likeness,
    bad=Example("王晓辉通报情况。"),
    good=Example("王晓晖通报情况。"),
)


# Paragraphs that stood before (重复段落), in this issue or the last eight.

PARAGRAPH_REPEATS = Message(
    "W077",
    mark("this paragraph stood in {place} already: {text}"),
    mark("take one of them away"),
)

_SHOWN = 16


def check_repeated_paragraphs(subject: Subject) -> Iterator[Found]:
    """Paragraphs of some length, marks and blanks aside."""
    seen: dict[str, str] = {}
    for line in subject.lines:
        key = paragraph_key(line.text) if line.part is Part.BODY else ""
        if not key:
            continue
        place = seen.get(key) or subject.earlier.paragraphs.get(key)
        if place:
            shown = line.text[:_SHOWN] + "…"
            yield report_in(line, PARAGRAPH_REPEATS, 0, len(line.text), place=place, text=shown)
        seen.setdefault(key, str(line.position(0)))


_TEXT = "各支部要把学习教育的要求落到实处，逐条对照检查，逐项列出清单，按时完成整改并报送情况。"

REPEATED_PARAGRAPHS_RULE = Rule(
    (PARAGRAPH_REPEATS,),
    mark("paragraphs that stand twice, or stood in one of the last eight issues"),
    "习惯",
    check_repeated_paragraphs,
    bad=Example(f"{_TEXT}\n{_TEXT}"),
    good=Example(_TEXT),
)
