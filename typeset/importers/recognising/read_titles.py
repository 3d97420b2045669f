"""What stands above a material's text (标题部分): 引题, 题, 副题, date, number, source, byline."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from msgspec import Struct

from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.content.dates import parse_date
from typeset.content.parse_blocks import number_of_heading
from typeset.content.parse_ending import find_byline
from typeset.content.read_text import quoted
from typeset.importers.manuscript.account import (
    cuts_word,
    first_word,
    joined_elsewhere,
    last_word,
    width,
)
from typeset.importers.manuscript.strand import Ledger, Line, Strand
from typeset.importers.recognising.repair_marks import tidy_title

TITLE_LINE = 20
"""Characters of 二号 (22 pt) in a line of 156 mm (GB/T 9704-2012, 5.2.1 and 7.3.1)."""

MOST_TITLES = 3
"""引题, 题 and 副题 each in one line; more short lines are a list, not titles."""

MANY_TITLES = Message(
    "W288",
    mark("{text} and the lines below stay text: a text has at most three lines of titles"),
    mark("look at the titles, and move what belongs to them"),
)

_SLACK = 0.5
_SHORTFALL = 4
_LONGEST = 80
_KICKER_END = re.compile(
    r"(?:强调|指出|要求|指示|批示|召开|举行|举办|开幕|闭幕|主持|出席|会见|调研|考察|座谈|提出|表示|时)[，：:]?\Z"
)
_PARTICLES = frozenset("和与及暨并或的对在为把将以从向于被让使之")
_UNFINISHED = re.compile(r"[、，：“（《〈]\Z")
_CONTINUES = re.compile(r"[、，。；：”）》〉]")
_BODY_END = re.compile(r"[。；;：:！!](?:[”’）)]|[（(][^（）()]*[）)])?\Z")
_NUMBER = re.compile(
    r"[（(]?[\u4e00-\u9fff]{1,12}[〔\[［（(]\d{4}[〕\]］）)]\s*第?\d{1,5}\s*号[）)]?"
)
_SOURCE = re.compile(
    r"[（(]?\s*(?:文章|稿件|信息)?(?:来源|出处)\s*[:：]\s*(?P<source>[^（）()]{1,40}?)\s*[）)]?"
)
_BYLINE = re.compile(
    r"[（(]?\s*(?:[^，。（）()]{0,12}?(?:记者|通讯员)|作者|撰稿|撰文)[\s:：].{1,40}"
)
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("〈", "〉"))


class Titles(Struct):
    """What was found above the text; strands are placed by whoever numbers the material."""

    kicker: Strand | None = None
    title: Strand | None = None
    subtitles: list[Strand] = []
    date: datetime.date | None = None
    facts: dict[str, Strand] = {}
    taken: int = 0


def read_titles(lines: Sequence[Line], ledger: Ledger) -> Titles:
    """Read the first lines of a material; `taken` of them belong to its titles.

    One line at least is left as text, unless there is only one.
    """
    if any(line.number in ledger.roles for line in lines):
        return _read_marked(lines, ledger)
    titles = Titles()
    words: list[Line] = []
    count = 0
    for index, line in enumerate(lines):
        if titles.taken == len(lines) - 1 and words:
            break
        following = lines[index + 1] if index + 1 < len(lines) else None
        if _take_fact(titles, line, ledger, after_title=bool(words)):
            titles.taken += 1
        elif _is_title(line, words) and not _is_wrapped_text(line, following, words):
            count += not words or not _continues(words[-1].text, line.text)
            if count > MOST_TITLES:
                ledger.report(MANY_TITLES, line.number, text=quoted(line.text))
                break
            words.append(line)
            titles.taken += 1
        else:
            break
    strands = _joined_titles(words, ledger)
    strands = [strand for strand in strands if strand.text]
    if len(strands) > 1 and _is_kicker(strands):
        titles.kicker = strands.pop(0)
    if strands:
        titles.title = strands.pop(0)
    titles.subtitles = strands
    return titles


def _read_marked(lines: Sequence[Line], ledger: Ledger) -> Titles:
    """The same where the file itself says which line is a title; facts stand beside them."""
    titles = Titles()
    for line in lines:
        role = ledger.roles.get(line.number, "")
        if not role and not _take_fact(titles, line, ledger, after_title=titles.title is not None):
            break
        titles.taken += 1
        strand = tidy_title(line.strand, ledger) if role else None
        if strand is None or not strand.text:
            continue
        if role == "kicker" and titles.kicker is None:
            titles.kicker = strand
        elif titles.title is None:
            titles.title = strand
        else:
            titles.subtitles.append(strand)
    return titles


def _is_title(line: Line, words: list[Line]) -> bool:
    text = line.text.replace("**", "").strip()
    if not text or len(text) > _LONGEST or _BODY_END.search(text) or "。" in text:
        return False
    if number_of_heading(text) or text.startswith(("|", "｜", "![")):
        return False
    if not words:
        return True
    # Where the first title line is marked #, a line without it is text.
    return line.sharp or not words[0].sharp or _continues(words[-1].text, text)


def _is_wrapped_text(line: Line, following: Line | None, words: list[Line]) -> bool:
    """Whether a line below the title is the first one of a paragraph whose lines were wrapped.

    It stands apart from the title, is longer than a line of a title, and text follows at once.
    """
    if not words or following is None or line.sharp or width(line.text) <= TITLE_LINE + 1:
        return False
    apart = line.number > words[-1].number + 1 or line.indented
    at_once = following.number == line.number + 1 and not following.indented
    longer = width(following.text) > TITLE_LINE + 1
    wrapped = apart and at_once and not line.structured
    return wrapped and (longer or not _is_title(following, words))


def _is_kicker(strands: list[Strand]) -> bool:
    first, second = strands[0].text, strands[1].text
    if second.startswith(("——", "—")):
        return False
    if re.search(r"(?:印发|发布|公布)\Z", first):
        return second.startswith("《")
    return _KICKER_END.search(first) is not None


def _take_fact(titles: Titles, line: Line, ledger: Ledger, *, after_title: bool) -> bool:
    """A date, a document number, a source or a byline on a line of its own."""
    text = line.text.replace("**", "").strip()
    if titles.date is None and after_title and _is_date(text):
        strand = tidy_title(line.strand, ledger)
        titles.date = parse_date(strand.text)
        ledger.rewrite(strand, titles.date.isoformat(), "date-form")
        titles.facts["date"] = strand
        return True
    if _NUMBER.fullmatch(text) and "number" not in titles.facts:
        titles.facts["number"] = _without_brackets(tidy_title(line.strand, ledger), ledger)
        return True
    if "source" not in titles.facts and after_title and _SOURCE.fullmatch(text):
        titles.facts["source"] = _source(tidy_title(line.strand, ledger), ledger)
        return True
    if "byline" not in titles.facts and after_title and _is_byline(text):
        titles.facts["byline"] = _without_brackets(tidy_title(line.strand, ledger), ledger)
        return True
    return False


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:  # a day the calendar lacks is no date either
        return False
    return True


def _source(strand: Strand, ledger: Ledger) -> Strand:
    match = _SOURCE.fullmatch(strand.text)
    assert match is not None
    start, end = match.span("source")
    ledger.discard(strand.cut(0, start), "label")
    ledger.discard(strand.cut(end), "label")
    return strand.cut(start, end)


def _is_byline(text: str) -> bool:
    if _BYLINE.fullmatch(text) is None:
        return False
    bare = text.strip("（）()")
    return find_byline(f"（{bare}）") == 0


def _without_brackets(strand: Strand, ledger: Ledger) -> Strand:
    if strand.text[0] in "（(" and strand.text[-1] in "）)":
        ledger.discard(strand.cut(0, 1), "label")
        ledger.discard(strand.cut(len(strand.text) - 1), "label")
        return strand.cut(1, len(strand.text) - 1)
    return strand


# ------------------------------------------------------------------------------- joining


def _joined_titles(words: list[Line], ledger: Ledger) -> list[Strand]:
    """The title's lines, those that only a line's end cut joined, blanks of line ends gone."""
    joined: list[Strand] = []
    last = 0
    for line in words:
        strand = _without_wraps(tidy_title(line.strand, ledger), ledger)
        if joined and _continues(joined[-1].text, strand.text):
            ledger.join(last, line.number, "line-wrap")
            joined[-1] = joined[-1] + strand
        else:
            joined.append(strand)
        last = line.number
    return [tidy_title(strand, ledger) for strand in joined]


def _without_wraps(strand: Strand, ledger: Ledger) -> Strand:
    """The strand without the blanks that were line ends of the printed title.

    Such a blank cuts a word or a name, or stands where a line of 20 characters is full.
    """
    text = strand.text
    wraps: list[tuple[int, int]] = []
    start = 0
    for match in re.finditer(" ", text):
        left, right = text[start : match.start()], text[match.end() :]
        known = joined_elsewhere(left, right, ledger.manuscript)
        if known or _is_full(left) or _cuts_word(left, right):
            wraps.append(match.span())
            start = match.end()
    return ledger.drop(strand, wraps, "line-wrap")


def _continues(text: str, following: str) -> bool:
    """Whether a title line goes on in the next."""
    if following.startswith("——"):
        return False
    if _UNFINISHED.search(text) or _CONTINUES.match(following) or _is_open(text):
        return True
    if last_word(text) in _PARTICLES or first_word(following) in _PARTICLES - {"在", "以", "为"}:
        return True
    last = text.rpartition(" ")[2]
    if _cuts_word(last, following) or _cuts_word(text, following):
        return True
    return (_is_full(text) or _is_full(last)) and not _KICKER_END.search(text)


def _is_full(line: str) -> bool:
    return abs(width(line) - TITLE_LINE) <= _SLACK


def _cuts_word(line: str, following: str) -> bool:
    """Whether a printed line's end cuts a word; a line that is half empty cuts none."""
    return TITLE_LINE - _SHORTFALL <= width(line) <= TITLE_LINE + 1 and cuts_word(line, following)


def _is_open(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)
