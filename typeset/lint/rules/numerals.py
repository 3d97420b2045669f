"""Full-width digits and letters (全角数字、字母)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.lint.characters import is_han, number_value
from typeset.lint.rule import Example, Found, Part, Rule, Subject, around, is_escaped, report

FULL_WIDTH_DIGITS = Message(
    "W026",
    mark("full-width {text}"),
    mark("write {right}"),
)

_SHIFT = 0xFEE0


def check_full_width_digits(subject: Subject) -> Iterator[Found]:
    """０ to ９, Ａ to Ｚ, ａ to ｚ."""
    if subject.text.isascii():
        return
    for match in re.finditer(r"[０-９Ａ-Ｚａ-ｚ]+", subject.text):
        right = "".join(chr(ord(char) - _SHIFT) for char in match[0])
        if not is_escaped(subject, match.start()):
            yield report(
                subject,
                FULL_WIDTH_DIGITS,
                match.start(),
                match.end(),
                right,
                text=match[0],
                right=right,
            )


FULL_WIDTH_DIGITS_RULE = Rule(
    (FULL_WIDTH_DIGITS,),
    mark("full-width digits and letters"),
    "GB/T 15835-2011, 5.1.7",
    check_full_width_digits,
    bad=Example("共２５项。"),
    good=Example("共25项。"),
    fixes=True,
)


# Zeros before months and days (虚位).

LEADING_ZERO = Message(
    "W023",
    mark("a zero before the number in {date}"),
    mark("take the zero away"),
)

_ZERO = r"(?<=年)0(?=[1-9]月)|(?<=月)0(?=[1-9]日)|(?<![\d.:/-])0(?=[1-9]月\d)"


def check_leading_zeros(subject: Subject) -> Iterator[Found]:
    """09月01日."""
    text = subject.text
    if "月" not in text:
        return
    for match in re.finditer(_ZERO, text):
        start = match.start()
        yield report(subject, LEADING_ZERO, start, start + 1, "", date=text[start : start + 3])


LEADING_ZEROS_RULE = Rule(
    (LEADING_ZERO,),
    mark("zeros before months and days"),
    "GB/T 9704-2012, 7.3.5.4",
    check_leading_zeros,
    bad=Example("2025年09月01日施行。"),
    good=Example("2025年9月1日施行。"),
    fixes=True,
)


# Blanks between words and numbers (数字旁的空格).

BLANK_AT_NUMBER = Message(
    "H088",
    mark("a blank between words and a number: {around}"),
    mark("take the blank away: the page gets its small gap by itself"),
)

_BLANK = r"(?<=[^\x00-\x7f])[ \u3000\xa0]+(?=\d)|(?<=[\d%])[ \u3000\xa0]+(?=[^\x00-\x7f])"
_WIDEST = 2
_LONGEST = 30


def check_number_blanks(subject: Subject) -> Iterator[Found]:
    """In paragraphs, 2025 年 and 第 5 年; the number must be one, not a part of Latin words."""
    text = subject.text
    for match in re.finditer(_BLANK, text):
        start, end = match.span()
        line, _ = subject.line_at(start)
        if line.part not in {Part.BODY, Part.NOTICE} or end - start > _WIDEST:
            continue
        before, after = text[start - 1], text[end]
        if (is_han(before) or is_han(after)) and _is_number(text, start, end):
            shown = around(text, start, end)
            yield report(subject, BLANK_AT_NUMBER, start, end, "", around=shown)


def _is_number(text: str, start: int, end: int) -> bool:
    """Whether digits only stand on the other side of the blank, and no Latin word beyond them."""
    if is_han(text[start - 1]):
        return re.match(r"[\d.,%+]+(?![!-~]| [!-~])", text[end : end + _LONGEST]) is not None
    before = text[max(start - _LONGEST, 0) : start]
    return re.search(r"(?<![!-~])(?<![!-~] )\d[\d.,%+]*\Z", before) is not None


NUMBER_BLANKS_RULE = Rule(
    (BLANK_AT_NUMBER,),
    mark("blanks between words and numbers"),
    "习惯",
    check_number_blanks,
    bad=Example("落实 355 项任务。"),
    good=Example("落实355项任务。"),
    fixes=True,
)


# Ranges of percentages (百分数范围): 20%～30%.

PERCENT_RANGE = Message(
    "W024",
    mark("{range} lacks a % after its first number"),
    mark("write {right}"),
)

_RANGE = r"(?<![\d.%％])(\d+(?:\.\d+)?)([～~—–－-]|至|到)(\d+(?:\.\d+)?)([%％])"


def check_percent_ranges(subject: Subject) -> Iterator[Found]:
    """20～30%."""
    if not subject.has_any("%％"):
        return
    for match in re.finditer(_RANGE, subject.text):
        end = match.end(1)
        right = f"{match[1]}{match[4]}{match[2]}{match[3]}{match[4]}"
        yield report(subject, PERCENT_RANGE, end, end, match[4], range=match[0], right=right)


PERCENT_RANGES_RULE = Rule(
    (PERCENT_RANGE,),
    mark("ranges of percentages with one sign only"),
    "GB/T 15835-2011, 5.1.3",
    check_percent_ranges,
    bad=Example("增长20～30%。"),
    good=Example("增长20%～30%。"),
    fixes=True,
)


# Ranges of time and of numbers (起止、范围): — and ～.

RANGE = Message(
    "W012",
    mark("{range} is not how a range is written"),
    mark("write {right}"),
)

_UNITS = "%|％|‰|万|亿|元|个|人|天|岁|公里|米|倍|吨|次|名|家|小时|分钟|℃|项|件"
_YEARS = r"(?<![\d-])((?:19|20)\d\d年?)(?:-{1,2}|[–－~～])((?:19|20)\d\d年)"
_DAYS = r"(?<![\d.\-])(\d{1,2}[月日]?)(?:-{1,2}|[–－~])(\d{1,2}[月日])"
_AMOUNTS = rf"(?<![\d.A-Za-z\-])(\d+(?:\.\d+)?[%％]?)(?:-{{1,2}}|[–－~])(\d+(?:\.\d+)?)(?={_UNITS})"


def check_ranges(subject: Subject) -> Iterator[Found]:
    """Hyphens, en dashes and half-width ~ in ranges; ～ between years."""
    text = subject.text
    if not subject.has_any("-–－~～"):
        return
    taken: set[int] = set()
    for pattern, sign in ((_YEARS, "—"), (_DAYS, "—"), (_AMOUNTS, "～")):
        for match in re.finditer(pattern, text):
            start, end = match.end(1), match.start(2)
            if start in taken or is_escaped(subject, start):
                continue
            taken.add(start)
            right = f"{match[1]}{sign}{match[2]}"
            yield report(subject, RANGE, start, end, sign, range=match[0], right=right)


RANGES_RULE = Rule(
    (RANGE,),
    mark("ranges of time and of numbers"),
    "GB/T 15834-2011, 4.13; GB/T 15835-2011, 5.1.3",
    check_ranges,
    bad=Example("2025-2027年，每年增长5~8个。"),
    good=Example("2025—2027年，每年增长5～8个。"),
    fixes=True,
)


# Approximate numbers (概数): 三五天, without a mark inside.

APPROXIMATE = Message(
    "W025",
    mark("{text}: a mark inside an approximate number"),
    mark("leave 、 out where a number is meant roughly, as in 三五天"),
)

_DIGITS = "一二三四五六七八九"
_NUMBER = (
    rf"(?m)(?<![第、{_DIGITS}十百])(?<!^)([{_DIGITS}])、([{_DIGITS}])"
    r"(?=[十百千万亿]?(?:个|天|人|年|次|名|岁|里|米|斤|件|分钟|小时|周|倍|成|元|家|户|公里)(?!级|等))"
)


def check_approximate_numbers(subject: Subject) -> Iterator[Found]:
    """Two neighbours in count with 、 between and a measure word behind: 三、四天."""
    if "、" not in subject.text:
        return
    for match in re.finditer(_NUMBER, subject.text):
        if number_value(match[2]) - number_value(match[1]) == 1:
            shown = subject.text[match.start() : match.end() + 1]
            yield report(subject, APPROXIMATE, match.start() + 1, text=shown)


APPROXIMATE_NUMBERS_RULE = Rule(
    (APPROXIMATE,),
    mark("marks inside approximate numbers"),
    "GB/T 15835-2011, 5.2.1",
    check_approximate_numbers,
    bad=Example("会期三、四天。"),
    good=Example("会期三四天。"),
)


# Zeros, circles and the letter O (〇、0、O).

ZERO = Message(
    "W085",
    mark("{sign} in place of {right}: {around}"),
    mark("write {right}"),
)

_YEAR = r"[一二三四五六七八九〇零0OoОо○◯]{4}(?=年)"
_LETTER_IN_NUMBER = r"(?<=\d)[OoОо](?=\d|年|%)|(?<=\d)[lI](?=\d)"
_FALSE = "零0OoОо○◯"


def check_zeros(subject: Subject) -> Iterator[Found]:
    """Years in Han digits with another sign for 〇; letters between digits."""
    text = subject.text
    if subject.has_any("○◯零") or subject.has_any("0OoОо"):
        for match in re.finditer(_YEAR, text):
            if match[0].isdigit() and match[0].isascii():
                continue
            for offset, char in enumerate(match[0], match.start()):
                if char in _FALSE and not _is_arabic(match[0]):
                    yield _found(subject, offset, "〇")
    if subject.has_any("OoОоlI"):
        for match in re.finditer(_LETTER_IN_NUMBER, text):
            yield _found(subject, match.start(), "1" if match[0] in "lI" else "0")


def _is_arabic(year: str) -> bool:
    """No Han digit in it, so it is 2O25 and not 二O二五."""
    return not any(char in "一二三四五六七八九" for char in year)


def _found(subject: Subject, start: int, right: str) -> Found:
    text = subject.text
    shown = around(text, start, start + 1)
    return report(
        subject, ZERO, start, start + 1, right, sign=text[start], right=right, around=shown
    )


ZEROS_RULE = Rule(
    (ZERO,),
    mark("0, O, ○ and 零 in place of 〇, letters in numbers"),
    "GB/T 15835-2011, 5.2.5",
    check_zeros,
    bad=Example("二○二五年，共1O0项。"),
    good=Example("二〇二五年，共100项。"),
    fixes=True,
)


# Years of two digits (两位数年份).

SHORT_YEAR = Message(
    "W021",
    mark("{year} is a year of two digits"),
    mark("write all four digits"),
)


def check_short_years(subject: Subject) -> Iterator[Found]:
    """Two digits and 年, with a month behind."""
    for match in re.finditer(r"(?<![\d.])[’']?\d\d年(?=\d{1,2}月)", subject.text):
        yield report(subject, SHORT_YEAR, match.start(), year=match[0])


SHORT_YEARS_RULE = Rule(
    (SHORT_YEAR,),
    mark("years of two digits"),
    "GB/T 15835-2011, 5.1.4",
    check_short_years,
    bad=Example("25年9月启动。"),
    good=Example("2025年9月启动。"),
)
