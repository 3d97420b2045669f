"""Bylines (署名) known by their form: `（记者 某某）` closing the last paragraph."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.text_lines import BLANKS
from typeset.content import messages
from typeset.content.comments import is_comment
from typeset.content.dates import NoSuchDayError, parse_date
from typeset.content.document import (
    AttachmentNote,
    Block,
    Byline,
    Heading,
    Inlines,
    Paragraph,
    Signature,
    TableRules,
    TableTurn,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.content.limits import HEADING_CHARACTERS
from typeset.content.parse_inline import ParsedInlines, parse_inline
from typeset.content.read_text import quoted
from typeset.content.write_inline import split_inlines

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


# Options in braces (花括号里的说明) that end a caption or a picture: {全框}, {宽=60%}.

_BRACES = re.compile(r"(?<!\\)(?:\\\\)*(\{([^{}\[\]()|]*)\}?)$")
_WIDTH = re.compile(r"(?:宽|width)\s*[=＝:：]\s*(\d{1,3})\s*[%％]", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,，、;；]+")

RULES: dict[str, TableRules] = {
    "全框": "full",
    "full": "full",
    "三线": "three-line",
    "three-line": "three-line",
}
TURNS: dict[str, TableTurn] = {
    "横排": "turned",
    "turned": "turned",
    "竖排": "upright",
    "upright": "upright",
}
WIDTH_EXAMPLE = "宽=60%"


class TableOptions(Struct, frozen=True):
    """Options of a table."""

    rules: TableRules = "style"
    turn: TableTurn = "auto"


class Braces(Struct, frozen=True):
    """What stands before the braces that end a text, and what is in them."""

    before: str
    inside: str
    closed: bool


def find_braces(text: str) -> Braces | None:
    """The braces that end a text without blanks after it; one that is not closed counts."""
    match = _BRACES.search(text)
    if match is None:
        return None
    return Braces(text[: match.start(1)], match[2].strip(), match[1].endswith("}"))


def table_options(braces: Braces) -> TableOptions | None:
    """The options of a table, or None where a word is not known."""
    words = [word.lower() for word in _BETWEEN.split(braces.inside) if word]
    if not braces.closed or not words or not _all_known(words, (*RULES, *TURNS)):
        return None
    rules: TableRules = next((RULES[word] for word in words if word in RULES), "style")
    turn: TableTurn = next((TURNS[word] for word in words if word in TURNS), "auto")
    return TableOptions(rules, turn)


def picture_width(braces: Braces) -> int | None:
    """The width of a picture in per cent of the measure, or None where none is understood."""
    match = _WIDTH.fullmatch(braces.inside)
    percent = int(match[1]) if match else 0
    return percent if braces.closed and 0 < percent <= 100 else None


def _all_known(words: Collection[str], known: Collection[str]) -> bool:
    return all(word in known for word in words)


# The end of a material (文末): 附件说明 and 落款, known by their form and by where they stand.
#
# Source: GB/T 9704-2012, 7.3.4 (附件：1. …, no closing mark), 7.3.5 (name, then the date).

NOTE_MARK = Message(
    "W241",
    mark("no mark follows the title of an attachment; {mark} was left out"),
    mark("take it away, or write a backslash before it to keep it"),
)
NOTE_NUMBER = Message(
    "W242",
    mark("the attachment numbered {number} here is the {wanted}. one, and is numbered so"),
    mark("number the attachments 1. 2. 3. in order"),
)

_SIGNED = re.compile(rf"落款[:：][{BLANKS}]*+(?=.)")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_ANY_DATE = re.compile(rf"{_DATE.pattern}|\d{{4}}-\d{{1,2}}-\d{{1,2}}")
# A body that signs is named in Han, without any mark but the brackets of the seal's place.
_NAME = re.compile(
    r"(?:[\u3400-\u9fffA-Za-z〇·“”][\u3400-\u9fffA-Za-z0-9〇·“”（）() \u3000]{2,38})"
    r"|[\u3400-\u9fff][委办局厅部院处科室会馆校社所站队联]"
)
# A body that signs above another one must end as only bodies do.
_BODY = re.compile(
    r".*(?:委员会|党[委组]|[委办局厅部院署处科室会馆校社所站队联组]|政府|中心|公司|集团|大学|学院|小学"
    r"|中学|银行|工会|支部|总队|支队|街道|基地|报社)(?: *[（(](?:加盖)?(?:印章|盖章|公章)[）)])?"
)
_NO_NAME = re.compile(r"[一二三四五六七八九十]+是|[（(][^）)]*(?:记者|通讯员|摄|供稿|整理|编写)")
_SEAL = re.compile(r"[ \u3000]*[（(](?:加盖)?(?:印章|盖章|公章)[）)]$")
_RELEASED = re.compile(r"[（(](?:此件|本文|此文)[^（）()]{2,24}[）)]")
"""附注 such as （此件公开发布）, which stands below 署名 and date (GB/T 9704-2012, 7.3.6)."""
_NOTED = re.compile(rf"附件[:：][{BLANKS}]*+")
_NUMBERED = re.compile(rf"(\d{{1,2}})[.．、](?!\d(?!\d{{3}}年))[{BLANKS}]*+")
_CLOSING_MARKS = "。；;,."
LONGEST_TITLE = 2 * HEADING_CHARACTERS


class Ending(Struct, frozen=True):
    """The lines, by index, of a material's 附件说明 and of its 落款; empty where it has none."""

    note: tuple[int, ...] = ()
    signature: tuple[int, ...] = ()


class ParsedEnding(Struct, frozen=True):
    """A block of the ending and what was found in it."""

    block: AttachmentNote | Signature
    findings: tuple[Finding, ...]


def find_ending(lines: Sequence[str]) -> Ending:
    """Where the ending of a material stands; comments, the texts of notes and 附注 do not count."""
    last = len(lines)
    filled: list[int] = []
    while last and len(filled) < _MOST_LINES:
        last -= 1
        line = lines[last].strip(BLANKS)
        if not filled and _RELEASED.fullmatch(line):
            continue
        if line and not line.startswith("[^") and not is_comment(line):
            filled.insert(0, last)
    words = [lines[index].strip(BLANKS) for index in filled]
    signed = _signature_start(words)
    noted = _note_start(words[:signed])
    return Ending(tuple(filled[noted:signed]), tuple(filled[signed:]))


_MOST_LINES = 120


def _signature_start(words: Sequence[str]) -> int:
    """The index of the signature's first line, or their count where there is none."""
    count = len(words)
    dated = bool(count) and bool(_ANY_DATE.fullmatch(words[-1]))
    first = count - dated
    while first and _SIGNED.match(words[first - 1]):
        first -= 1
    if first < count - dated:
        return first
    by_form = dated and count > 2 and _DATE.fullmatch(words[-1]) and _is_name(words[-2])
    if not by_form:
        return count
    first = count - 2
    while first > 1 and _is_name(words[first - 1]) and _BODY.fullmatch(words[first - 1]):
        first -= 1
    return first


def _is_name(line: str) -> bool:
    return bool(_NAME.fullmatch(line)) and not _NO_NAME.match(line) and not _DATE.match(line)


def _note_start(words: Sequence[str]) -> int:
    """The index of the note's first line, or their count where there is none."""
    count = len(words)
    first = count - 1
    while first > 0 and _NUMBERED.match(words[first]):
        first -= 1
    match = _NOTED.match(words[first]) if count else None
    if match is None:
        return count
    rest = [words[first][match.end() :], *words[first + 1 :]]
    if not rest[0]:
        del rest[0]
    elif len(rest) > 1 and not _NUMBERED.match(rest[0]):
        return count
    return first if rest and all(_is_title(line) for line in rest) else count


def _is_title(line: str) -> bool:
    """Whether a line is the title of an attachment and no sentence."""
    numbered = _NUMBERED.match(line)
    parsed = parse_inline(line[numbered.end() :] if numbered else line, SourcePosition(""))
    text = plain_text(parsed.inlines)
    stops = [k for k, sign in enumerate(text[:-1]) if sign == "。" and k not in parsed.escaped]
    return 0 < len(text) <= LONGEST_TITLE and not stops


def parse_note(lines: Sequence[tuple[str, SourcePosition]]) -> ParsedEnding:
    """附件说明 from its lines, each without blanks around it and with its place."""
    found: list[Finding] = []
    titles: list[Inlines] = []
    match = _NOTED.match(lines[0][0])
    first = _from(lines[0], match.end() if match else 0)
    rest = [first, *lines[1:]] if first[0] else list(lines[1:])
    for line, position in rest:
        numbered = _NUMBERED.match(line)
        if numbered and int(numbered[1]) != len(titles) + 1:
            found.append(NOTE_NUMBER.at(position, number=int(numbered[1]), wanted=len(titles) + 1))
        words, place = _from((line, position), numbered.end() if numbered else 0)
        parsed = parse_inline(words, place)
        found += parsed.findings
        titles.append(_without_closing_mark(parsed, place, found))
    return ParsedEnding(AttachmentNote(tuple(titles), lines[0][1]), tuple(found))


def _without_closing_mark(
    parsed: ParsedInlines, position: SourcePosition, found: list[Finding]
) -> Inlines:
    text = plain_text(parsed.inlines)
    last = len(text) - 1
    if last < 1 or text[last] not in _CLOSING_MARKS or last in parsed.escaped:
        return parsed.inlines
    found.append(NOTE_MARK.at(position, mark=text[last]))
    return split_inlines(parsed.inlines, last)[0]


def parse_signature(lines: Sequence[tuple[str, SourcePosition]]) -> ParsedEnding:
    """落款 from its lines, each without blanks around it and with its place."""
    found: list[Finding] = []
    names: list[Inlines] = []
    sealed = False
    date: datetime.date | None = None
    for line, position in lines:
        match = _SIGNED.match(line)
        if match is None and _ANY_DATE.fullmatch(line):
            date = _date(line, position, found)
            continue
        words, place = _from((line, position), match.end() if match else 0)
        if _ANY_DATE.fullmatch(words):
            date = _date(words, place, found)
            continue
        parsed = parse_inline(words, place)
        found += parsed.findings
        text = plain_text(parsed.inlines)
        seal = _SEAL.search(text)
        if seal and seal.start() and len(text) - 1 not in parsed.escaped:
            sealed = True
            names.append(split_inlines(parsed.inlines, seal.start())[0])
        else:
            names.append(parsed.inlines)
    return ParsedEnding(Signature(tuple(names), date, sealed, lines[0][1]), tuple(found))


def is_ending_word(line: str) -> bool:
    """Whether a line starts as only an ending may, wherever it stands."""
    return bool(_SIGNED.match(line))


def false_seal(text: str) -> frozenset[int]:
    """The offset of the bracket that makes the end of a name look like a seal's place."""
    return frozenset({len(text) - 1}) if _SEAL.search(text) else frozenset()


def false_marks(text: str) -> frozenset[int]:
    """The offsets of marks that a title of an attachment must have a backslash before."""
    stops = {index for index, sign in enumerate(text) if sign == "。"}
    return frozenset(stops | ({len(text) - 1} if text[-1:] in _CLOSING_MARKS else set()))


def _date(line: str, position: SourcePosition, found: list[Finding]) -> datetime.date | None:
    try:
        return parse_date(line)
    except NoSuchDayError:
        found.append(messages.NO_SUCH_DAY.at(position, text=quoted(line)))
    return None


def _from(line: tuple[str, SourcePosition], start: int) -> tuple[str, SourcePosition]:
    words, position = line
    return words[start:], position._replace(column=position.column + start)
