"""What a reviewer's words ask for (校改要求): put this there, take that away, or only a remark.

Only plain forms are understood (改为“…”, 应为…, 删去, 此处增“…”); anything else stays a remark, for
a wrong guess would call a correction done that is not.
"""

from __future__ import annotations

import re

from msgspec import Struct

from typeset.corrections.annotation import MARKUP, Annotation, AnnotationKind
from typeset.corrections.correction import CorrectionKind

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
