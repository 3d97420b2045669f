"""What a reviewer's words ask for (校改要求): put this there, take that away, or only a remark.

Only plain forms are understood (改为“…”, 应为…, 删去, 此处增“…”); anything else stays a remark, for
a wrong guess would call a correction done that is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from typeset.base.units import Pt, Rectangle
from typeset.corrections.annotation import MARKUP, AnnotatedFile, Annotation, AnnotationKind
from typeset.corrections.correction import (
    Correction,
    CorrectionKind,
    CorrectionList,
    MarkedCopy,
    WordSpan,
)
from typeset.corrections.place_annotations import PlacedLine, lines_by_page, place_annotation
from typeset.texts.edition_text import EditionText, source_of

_QUOTED = r"[“\"「『‘'](?P<{name}>.+?)[”\"」』’']"
_END = r"[。.！!；;]?\s*$"
_PLEASE = r"^\s*(?:建议|请|宜|拟|似|可|应)?\s*"
_TURNS = r"(?:改为|改成|改作|应为|应作|应是|应改为|更正为|替换为|替换成|换成|订正为|->|=>|→|⇒)"
_DELETE = re.compile(
    _PLEASE + r"(?:删|删去|删除|删掉|去掉|不要|delete|remove)"
    r"(?:(?:此|这|该|多余的?)?(?:字|句|段|处|词|标点|重复|this)?)" + _END,
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"^\s*(?:将|把)?" + _QUOTED.format(name="old") + r"\s*" + _TURNS + r"[:：]?\s*"
    r"(?:" + _QUOTED.format(name="quoted") + r"|(?P<bare>[^“”\"「」]+?))" + _END
)
_REPLACE = re.compile(
    _PLEASE + r"(?:" + _TURNS + r"|改[:：]|replace with|change to|should (?:be|read))[:：]?\s*"
    r"(?:" + _QUOTED.format(name="quoted") + r"|(?P<bare>[^“”\"「」].*?))\s*$",
    re.IGNORECASE,
)
_INSERT = re.compile(
    _PLEASE + r"(?:在?(?:此处|这里|此|其)?(?P<side>前面|后面|之前|之后|前|后)?)?"
    r"(?:增|增加|增补|加|加上|补|补上|补充|添|添加|插入|insert|add)[:：]?\s*"
    r"(?:" + _QUOTED.format(name="quoted") + r"|(?<=[:：])(?P<bare>.+?))" + _END,
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[?？]\s*$|^\s*(?:请核|待核|核实|核对|核|存疑|疑|是否|查)")
_BLANK = re.compile(r"\s+")


class Asked(Struct, frozen=True):
    """What is asked: `words` to put in; `old` narrows it to some of the marked words; `in_front`
    puts an insertion before them."""

    kind: CorrectionKind
    words: str = ""
    old: str = ""
    in_front: bool = False


def find_asked(annotation: Annotation, marked: str) -> Asked:
    """What an annotation on the words `marked` asks for."""
    said = annotation.words.strip()
    if _plain(said) == _plain(marked) and annotation.kind in MARKUP:
        said = ""  # some readers copy the marked words into the remark
    if annotation.replaces and said:
        return Asked(CorrectionKind.REPLACE, _words(said))
    if annotation.kind is AnnotationKind.STRIKE_OUT:
        found = _read(said, marked)
        return found if found.kind is CorrectionKind.REPLACE else Asked(CorrectionKind.DELETE)
    if annotation.kind is AnnotationKind.CARET:
        found = _read(said, "")
        if found.kind is CorrectionKind.INSERT:
            return Asked(CorrectionKind.INSERT, found.words)
        return Asked(CorrectionKind.INSERT if said else CorrectionKind.QUESTION, _words(said))
    if not said:
        return Asked(CorrectionKind.QUESTION)
    return _read(said, marked)


def _read(said: str, marked: str) -> Asked:
    """What plain words ask for."""
    if _DELETE.match(said) and marked:
        return Asked(CorrectionKind.DELETE)
    match = _FROM_TO.match(said)
    if match:
        old = _words(match["old"])
        return Asked(CorrectionKind.REPLACE, _words(match["quoted"] or match["bare"]), old)
    match = _REPLACE.match(said)
    if match and marked and not _QUESTION.search(said):
        new = match["quoted"] or _without_stop(match["bare"], marked)
        return Asked(CorrectionKind.REPLACE, _words(new))
    match = _INSERT.match(said)
    if match:
        in_front = bool(match["side"]) and "前" in match["side"]
        words = _words(match["quoted"] or match["bare"])
        return Asked(CorrectionKind.INSERT, words, in_front=in_front)
    return Asked(CorrectionKind.QUESTION if _QUESTION.search(said) else CorrectionKind.REMARK)


def _without_stop(words: str, marked: str) -> str:
    """A full stop that only ends the remark is no part of what is asked."""
    return words if marked.endswith(("。", ".")) else words.rstrip("。.")


def _words(text: str) -> str:
    """Words as they are printed: blanks between Han count for nothing, lines are one."""
    return _BLANK.sub(" ", text).strip()


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


# Annotations to corrections (列出校改单): placed on words, read for what they ask, numbered.

_CONTEXT = 10
"""Characters shown beside the marked ones."""


class PageOrigin(Struct, frozen=True):
    """Where the edition's page begins on a page of the copy, and which page (from 0) it is."""

    page: int
    left: Pt = 0.0
    top: Pt = 0.0


def add_copy(
    known: CorrectionList, copy: AnnotatedFile, text: EditionText, origins: Sequence[PageOrigin]
) -> CorrectionList:
    """The list with what a copy holds besides; `origins` one for each of its pages.

    An annotation that is known keeps its number; where its words are new, the old ones are kept
    beside them.  Nothing ever leaves the list.
    """
    lines = lines_by_page(text)
    found = [
        _correction(_carry(one, origins[one.page]), copy.name, text, lines)
        for one in copy.annotations
        if one.page < len(origins)
    ]
    found.sort(key=_reading_order)
    corrections = list(known.corrections)
    places = {_identity(one): place for place, one in enumerate(corrections)}
    number = max((one.number for one in corrections), default=0)
    for one in found:
        place = places.get(_identity(one))
        if place is None:
            place = _renewed(one, known.corrections)
        if place is None:
            number += 1
            places[_identity(one)] = len(corrections)
            corrections.append(replace(one, number=number))
        else:
            corrections[place] = _renew(corrections[place], one)
    copies = {one.digest: one for one in (*known.copies, MarkedCopy(copy.name, copy.digest))}
    return replace(known, copies=tuple(copies.values()), corrections=tuple(corrections))


def _carry(annotation: Annotation, origin: PageOrigin) -> Annotation:
    """The annotation on the edition's page."""
    boxes = tuple(
        Rectangle(
            round(box.left - origin.left, 2),
            round(box.top - origin.top, 2),
            round(box.width, 2),
            round(box.height, 2),
        )
        for box in annotation.boxes
    )
    return replace(annotation, page=origin.page, boxes=boxes)


def _correction(
    annotation: Annotation,
    copy: str,
    text: EditionText,
    lines: Mapping[int, Sequence[PlacedLine]],
) -> Correction:
    beside = lines.get(annotation.page, ())
    spans = place_annotation(annotation, beside)
    marked = "".join(text.paragraphs[one.paragraph].text[one.start : one.end] for one in spans)
    asked = find_asked(annotation, marked)
    spans, asked = _narrow(spans, asked, text)
    made = Correction(
        number=0,
        kind=asked.kind,
        drawn=annotation.kind,
        page=annotation.page,
        label=next((one.line.label for one in beside), f"PDF {annotation.page + 1}"),
        proof_line=0,
        file="",
        source_line=0,
        column=0,
        spans=spans,
        marked=marked,
        before="",
        after="",
        asked=asked.words,
        remark=annotation.words,
        author=annotation.author,
        made=annotation.made,
        state=annotation.state,
        replies=annotation.replies,
        boxes=annotation.boxes,
        name=annotation.name,
        copy=copy,
    )
    return _locate(made, text) if spans else made


def _narrow(
    spans: tuple[WordSpan, ...], asked: Asked, text: EditionText
) -> tuple[tuple[WordSpan, ...], Asked]:
    """The words that change: those the remark quotes, or the place where an insertion goes."""
    if not spans:
        return spans, _only_said(asked)
    first, last = spans[0], spans[-1]
    if asked.kind is CorrectionKind.INSERT:
        at = first.start if asked.in_front else last.end
        return (WordSpan((first if asked.in_front else last).paragraph, at, at),), asked
    if not asked.old:
        return spans, asked
    for span in spans:
        words = text.paragraphs[span.paragraph].text
        is_point = span.start == span.end
        low, high = (0, len(words)) if is_point else (span.start, span.end)
        places = _places(words[low:high], "".join(asked.old.split()))
        if places:
            at = low + min(places, key=lambda place: abs(low + place - span.start))
            end = at + len("".join(asked.old.split()))
            return (WordSpan(span.paragraph, at, end),), asked
    return spans, _only_said(asked)


def _places(words: str, old: str) -> list[int]:
    return [place for place in range(len(words)) if old and words.startswith(old, place)]


def _only_said(asked: Asked) -> Asked:
    """What cannot be placed cannot be judged."""
    definite = asked.kind is not CorrectionKind.QUESTION
    return Asked(CorrectionKind.REMARK) if definite else asked


def _locate(correction: Correction, text: EditionText) -> Correction:
    """File, line, column and the words beside, by its first span."""
    span, last = correction.spans[0], correction.spans[-1]
    paragraph, ending = text.paragraphs[span.paragraph], text.paragraphs[last.paragraph]
    at_end = span.start == span.end and span.start == len(paragraph.text)
    line, index = paragraph.find_line(span.start - 1 if at_end and span.start else span.start)
    source_line, column = source_of(paragraph, line, index)
    return replace(
        correction,
        label=line.label,
        proof_line=line.number,
        file=paragraph.file,
        source_line=source_line,
        column=column + 1 if at_end and column else column,
        marked=correction.marked
        or "".join(
            text.paragraphs[one.paragraph].text[one.start : one.end] for one in correction.spans
        ),
        before=paragraph.text[max(0, span.start - _CONTEXT) : span.start],
        after=ending.text[last.end : last.end + _CONTEXT],
    )


def _reading_order(correction: Correction) -> tuple[float, ...]:
    first = correction.spans[0] if correction.spans else None
    box = correction.boxes[0] if correction.boxes else None
    place = (first.paragraph, first.start) if first else (-1, 0)
    return (correction.page, *place, box.top if box else 0.0, box.left if box else 0.0)


def _identity(correction: Correction) -> tuple[object, ...]:
    """What tells an annotation that was not touched since."""
    boxes = tuple((round(box.left), round(box.top)) for box in correction.boxes)
    made = (correction.drawn, correction.author, correction.remark)
    return (correction.page, boxes, *made)


def _renewed(correction: Correction, known: Iterable[Correction]) -> int | None:
    """The place of the same annotation with other words, by the name its reader gave it."""
    if not correction.name:
        return None
    wanted = (correction.name, correction.page, correction.author)
    same = (place for place, one in enumerate(known) if (one.name, one.page, one.author) == wanted)
    return next(same, None)


def _renew(known: Correction, now: Correction) -> Correction:
    """A known annotation as it is now; what it said before stays beside it."""
    earlier = known.earlier
    if known.remark not in (now.remark, *earlier):
        earlier = (*earlier, known.remark)
    replies = {(one.author, one.words): one for one in (*known.replies, *now.replies)}
    return replace(
        now,
        number=known.number,
        copy=known.copy,
        state=now.state or known.state,
        replies=tuple(replies.values()),
        earlier=earlier,
    )
