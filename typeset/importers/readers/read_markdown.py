"""Markdown to a transcript (Markdown 导入): its signs left out, what they say kept (CommonMark).

Every character of the file stays in the transcript, so nothing can be lost unnoticed; a manuscript
in plain text that only looks like Markdown passes unharmed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field

from typeset.base.errors import InternalError
from typeset.base.findings import Message
from typeset.base.messages import mark
from typeset.content.manifest import HEADER_KEYS, find_key
from typeset.importers import messages
from typeset.importers.manuscript.account import width
from typeset.importers.manuscript.decode import decode_manuscript
from typeset.importers.manuscript.result import LINE_END, Transcript, TranscriptWriter, own_text

SIGN = "markdown-sign"

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})[^`]*\Z")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*\Z")
_BREAK = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})\Z")
_QUOTE = re.compile(r"(?:\s{0,3}>\s?)+")
_BULLET = re.compile(r"(\s*)([-*+])(\s+)(?=\S)")
_ORDERED = re.compile(r"(\s*)(\d{1,9})([.)])(\s+)(?=\S)")
_RULE_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*\Z")
_NOTE = re.compile(r"\[\^([^\]\s]{1,30})\](:?)\s*")
_REFERENCE = re.compile(r"\s{0,3}\[([^\]^]{1,200})\]:\s*<?(\S+?)>?(?:\s+[\"'(].*[\"')])?\s*\Z")
_FACT = re.compile(r"([\w\u4e00-\u9fff]{1,20})\s*[:：]\s*(.*)\Z")
_TAGS = (
    r"</?(?:a|b|br|center|div|em|font|i|img|p|span|strong|sub|sup|table|tbody|td|th|tr|u)\b[^<>]*>"
)
# Every repetition ends at a sign or a limit, so that the time stays linear.
_INLINE = re.compile(
    rf"""
      \\(?P<escaped>[!-/:-@\[-`{{-~])
    | (?P<code>(?<!`)(?P<ticks>`{{1,8}})(?!`)(?P<literal>.{{1,300}}?)(?<!`)(?P=ticks)(?!`))
    | (?P<picture>!\[[^\[\]]*\]\([^()]*\))
    | (?P<note>\[\^[^\]\s]{{1,30}}\])
    | \[(?P<words>[^\[\]]+)\]\((?P<address>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)
      (?:\s+["'][^"']*["'])?\)
    | \[(?P<named>[^\[\]]+)\]\[(?P<name>[^\[\]]*)\]
    | <(?P<auto>(?:https?://|mailto:)[^<>\s]+)>
    | (?P<break><br\s*/?>)
    | (?P<tag>{_TAGS}|<!--[^<>]{{0,2000}}-->)
    | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z]{{2,20}});)
    | (?P<triple>\*\*\*(?=\S)(?P<bold_italic>[^*\n]+?)(?<=\S)\*\*\*)
    | (?P<strong>\*\*)
    | (?P<under>(?<![\w_])__(?=\S)(?P<bold>[^_\n]+?)(?<=\S)__(?![\w_]))
    | (?P<star>(?<![*\w])\*(?=[^\s*])(?P<italic>[^*\n]+?)(?<=[^\s*])\*(?![*]))
    | (?P<line>(?<![\w_])_(?=[^\s_])(?P<slanted>[^_\n]+?)(?<=[^\s_])_(?![\w_]))
    | (?P<strike>~~(?=\S)(?P<struck>[^~\n]+?)(?<=\S)~~)
    """,
    re.VERBOSE,
)
OPEN_COMMENT = Message(
    "W289",
    mark("a comment <!-- is not closed, so all that follows it was left out"),
    mark("write --> where the comment ends, and import again"),
)

_SIGNED = {
    "triple": ("bold_italic", "**"),
    "under": ("bold", "**"),
    "star": ("italic", ""),
    "line": ("slanted", ""),
    "strike": ("struck", ""),
}
_WRAP_LEAST, _WRAP_MOST, _WRAP_SLACK = 16, 70, 5


def read_markdown(data: bytes, file: str) -> Transcript:
    """The transcript of a Markdown file.  Raises SourceError for what is no text."""
    decoded = decode_manuscript(data, file)
    reader = _Reader(LINE_END.split(decoded.text))
    reader.read()
    transcript = reader.writer.finish(file, decoded.encoding)
    if "".join(own_text(transcript).split()) != "".join(decoded.text.split()):
        raise InternalError([messages.UNBALANCED.at(count=len(decoded.text))])
    return transcript


class _Reader(Struct):
    lines: Sequence[str]
    writer: TranscriptWriter = field(default_factory=TranscriptWriter)
    addresses: dict[str, str] = {}
    notes: dict[str, int] = {}
    wrapped: bool = False
    fence: str = ""
    ordered: dict[int, tuple[int, int]] = {}

    def read(self) -> None:
        """Read line after line."""
        for line in self.lines:
            if match := _REFERENCE.match(line):
                self.addresses[match[1].lower()] = match[2]
        self.wrapped = _is_wrapped(self.lines)
        index = self._front_matter()
        while index < len(self.lines):
            index = self._line(index)

    def _line(self, index: int) -> int:
        line = self.lines[index]
        fence = _FENCE.match(line)
        if self.fence or fence:
            self._fenced(line, fence)
        elif (start := line.find("<!--")) >= 0 and not line[:start].count("`") % 2:
            return self._comment(index, start)
        elif _REFERENCE.match(line) or _BREAK.match(line):
            self.writer.drop(line, SIGN)
        elif index + 1 < len(self.lines) and _is_table(line, self.lines[index + 1]):
            return self._table(index)
        elif _is_underlined(self.lines, index):
            self.writer.add("# ")
            self._inline(line)
            self._end(index)
            self.writer.drop(self.lines[index + 1], SIGN)
            index += 1
        else:
            self._text(line)
            if self._goes_on(index):
                self._join(index)
                return index + 1
        self._end(index)
        return index + 1

    def _comment(self, index: int, start: int) -> int:
        """Comments that begin in a line, left out on however many lines; one not closed goes on to
        the end, as browsers and CommonMark (4.6) read it.
        """
        if self.lines[index][:start].strip():
            self._text(self.lines[index][:start])
        else:
            self.writer.take(self.lines[index][:start])
        rest = self.lines[index][start:]
        while True:
            end = rest.find("-->", 4 if rest.startswith("<!--") else 0)
            self.writer.drop(rest[: end + 3] if end >= 0 else rest, "comment")
            if end >= 0:
                rest = rest[end + 3 :]
                start = rest.find("<!--")
                self._inline(rest if start < 0 else rest[:start])
                if start < 0:
                    break
                rest = rest[start:]
            elif index + 1 < len(self.lines):
                self.writer.end_line()
                index += 1
                rest = self.lines[index]
            else:
                self.writer.report(OPEN_COMMENT)
                break
        self._end(index)
        return index + 1

    def _end(self, index: int) -> None:
        if index + 1 < len(self.lines):
            self.writer.end_line()

    # ---------------------------------------------------------------------------- blocks

    def _front_matter(self) -> int:
        """The facts between two lines --- at the top; how many lines they take."""
        if not self.lines or self.lines[0].strip("\ufeff ") != "---":
            return 0
        end = next((n for n, line in enumerate(self.lines[1:40], 1) if line.strip() == "---"), 0)
        for index, line in enumerate(self.lines[: end + 1] if end else ()):
            fact = _FACT.match(line)
            key = find_key(HEADER_KEYS, fact[1]) if fact else None
            words = fact[2].strip().strip("\"'") if fact else ""
            start = line.find(words) if words else -1
            if key in {"kicker", "title", "subtitle", "date", "source"} and start >= 0:
                self.writer.drop(line[:start], SIGN)
                if key == "source":
                    self.writer.add("来源：")
                elif key != "date":
                    self.writer.begin_title(key)
                self.writer.take(words)
                self.writer.drop(line[start + len(words) :], SIGN)
            else:
                self.writer.drop(line, "front-matter")
            self._end(index)
        return end + 1 if end else 0

    def _fenced(self, line: str, fence: re.Match[str] | None) -> None:
        if not self.fence:
            assert fence is not None
            self.fence = fence[1]
        elif line.strip().startswith(self.fence) and not line.strip().strip(self.fence[0]):
            self.fence = ""
        else:
            self.writer.take(line)
            return
        self.writer.drop(line, SIGN)

    def _text(self, line: str) -> None:
        quote = _QUOTE.match(line)
        if quote:
            self.writer.drop(quote[0], SIGN)
            line = line[quote.end() :]
        note = _NOTE.match(line)
        bullet, ordered = _BULLET.match(line), _ORDERED.match(line)
        if note and note[2]:
            self.writer.drop(note[0], SIGN)
            self.writer.add(f"〔注{self._note(note[1])}〕", "note")
            self.writer.report(messages.NOTE_KEPT, number=self._note(note[1]))
            line = line[note.end() :]
        elif bullet:
            self.writer.drop(bullet[0], SIGN)
            self.writer.add("• ", "automatic-number")
            line = line[bullet.end() :]
        elif ordered:
            self._number(ordered)
            line = line[ordered.end() :]
        elif line.strip() and not line[0].isspace():
            self.ordered.clear()
        self._inline(line)

    def _number(self, match: re.Match[str]) -> None:
        """1. 1. 1. counts as 1. 2. 3.; any other number stands as it is."""
        indent, typed = len(match[1]), int(match[2])
        first, before = self.ordered.get(indent, (typed, 0))
        count = typed if typed != first or not before else before + 1
        self.ordered[indent] = (first, count)
        for deeper in [key for key in self.ordered if key > indent]:
            del self.ordered[deeper]
        self.writer.drop(match[1], SIGN)
        if count == typed:
            self.writer.take(match[2])
        else:
            self.writer.drop(match[2], SIGN)
            self.writer.add(str(count), "automatic-number")
        self.writer.take(match[3])
        self.writer.drop(match[4], SIGN)

    def _table(self, index: int) -> int:
        start = index
        while index < len(self.lines) and "|" in self.lines[index]:
            line = self.lines[index].strip()
            if not line.startswith("|"):
                self.writer.add("| ")
            if index == start + 1:
                self.writer.take(line)
            else:
                self._inline(line)
            if not line.endswith("|") or line.endswith("\\|"):
                self.writer.add(" |")
            self._end(index)
            index += 1
        return index

    # ----------------------------------------------------------------------- soft line ends

    def _goes_on(self, index: int) -> bool:
        """Whether the writer's editor broke the line, and not he."""
        if not self.wrapped or index + 1 >= len(self.lines):
            return False
        line, following = self.lines[index], self.lines[index + 1]
        if line.endswith(("  ", "\\")) or line.lstrip().startswith(("#", "|")):
            return False
        return (
            bool(line.strip())
            and _is_prose(following)
            and not _is_underlined(self.lines, index + 1)
        )

    def _join(self, index: int) -> None:
        self.writer.drop("\n", "line-wrap")
        if self.lines[index][-1:].isascii() and self.lines[index + 1].lstrip()[:1].isascii():
            self.writer.add(" ")

    # ---------------------------------------------------------------------------- inlines

    def _inline(self, text: str) -> None:
        if text.endswith("\\") and not text.endswith("\\\\"):
            self._inline(text[:-1])
            self.writer.drop("\\", SIGN)
            return
        done = 0
        for match in _INLINE.finditer(text):
            self.writer.take(text[done : match.start()])
            self._sign(match)
            done = match.end()
        self.writer.take(text[done:])

    def _sign(self, match: re.Match[str]) -> None:
        kind = next(name for name in _KINDS if match[name] is not None)
        if kind in _SIGNED:
            inner, sign = _SIGNED[kind]
            self._around(match, inner, sign, sign)
        elif kind in {"picture", "strong"}:
            self.writer.take(match[0])
        elif kind in {"escaped", "literal", "auto"}:
            start, end = (place - match.start() for place in match.span(kind))
            self.writer.drop(match[0][:start], SIGN)
            self.writer.take(match[kind])
            self.writer.drop(match[0][end:], SIGN)
        elif kind == "words":
            self._link(match, "words", match["address"])
        elif kind == "named":
            name = (match["name"] or match["named"]).lower()
            self._link(match, "named", self.addresses.get(name))
        elif kind == "note":
            self.writer.drop(match[0], SIGN)
            self.writer.add(f"〔注{self._note(match[0][2:-1])}〕", "note")
        elif kind == "entity":
            sign = html.unescape(match[0])
            self.writer.drop(match[0], SIGN)
            self.writer.add(" " if sign in "\n\r\t" else sign, "sign")
        else:
            self.writer.drop(match[0], SIGN)
            if kind == "break":
                self.writer.add("\n")

    def _link(self, match: re.Match[str], words: str, address: str | None) -> None:
        if address is None:
            self.writer.take(match[0])
        elif re.match(r"https?://|mailto:", address):
            self._around(match, words, "[", f"]({address})")
        else:
            self._around(match, words, "", "")

    def _around(self, match: re.Match[str], inner: str, before: str, after: str) -> None:
        start, end = (place - match.start() for place in match.span(inner))
        self.writer.drop(match[0][:start], SIGN)
        self.writer.add(before)
        self._inline(match[inner])
        self.writer.add(after)
        self.writer.drop(match[0][end:], SIGN)

    def _note(self, name: str) -> int:
        return self.notes.setdefault(name, len(self.notes) + 1)


_KINDS = (
    *("escaped", "literal", "picture", "note", "words", "named", "auto", "break", "tag", "entity"),
    *("triple", "strong", "under", "star", "line", "strike"),
)


def _is_table(line: str, following: str) -> bool:
    """A row above a rule of as many columns (GitHub Flavored Markdown, 4.10)."""
    if "|" not in line or "|" not in following or not _RULE_ROW.match(following):
        return False
    return _columns(line) == _columns(following)


def _columns(line: str) -> int:
    return len(re.findall(r"(?<!\\)\|", line.strip().strip("|"))) + 1


def _is_underlined(lines: Sequence[str], index: int) -> bool:
    """A heading by the line of = or - below it, alone between empty lines."""
    if index + 1 >= len(lines) or not _UNDERLINE.match(lines[index + 1]):
        return False
    before = lines[index - 1].strip() if index else ""
    return not before and _is_prose(lines[index]) and len(lines[index]) <= 80


def _is_prose(line: str) -> bool:
    """A line that is nothing but text."""
    signs = (_FENCE, _BREAK, _QUOTE, _BULLET, _ORDERED, _REFERENCE, _NOTE)
    return (
        bool(line.strip())
        and line.lstrip()[0] not in "#|"
        and not any(sign.match(line) for sign in signs)
    )


def _is_wrapped(lines: Sequence[str]) -> bool:
    """自动折行: whether the lines that another follows are nearly all of one length."""
    inner = [width(line) for line, after in pairwise(lines) if _is_prose(line) and _is_prose(after)]
    if len(inner) < 3:
        return False
    longest = sorted(inner)[int(len(inner) * 0.9)]
    if not _WRAP_LEAST <= longest <= _WRAP_MOST:
        return False
    return sum(longest - size <= _WRAP_SLACK for size in inner) >= 0.8 * len(inner)
