"""Bytes of a source file to lines of text (源文件): one encoding, any line ends."""

from __future__ import annotations

import re

from typeset.base.findings import Finding, Message, SourcePosition
from typeset.base.messages import mark
from typeset.base.text_lines import LINE_END

OTHER_ENCODING = Message(
    "E111",
    mark("the text is {encoding}, not UTF-8"),
    mark(
        "save it as UTF-8 in your editor, or convert it:"
        " iconv -f {encoding_name} -t UTF-8; paiban import reads it as it is"
    ),
)
NOT_TEXT = Message(
    "E112",
    mark("this is not UTF-8 text"),
    mark("save the file as UTF-8 text; a Word or PDF file is brought in with paiban import"),
)

_LONGEST_QUOTED = 40
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_COMMON = re.compile("[\u4e00-\u9fff，。、；：？！“”（）《》]")


def decode_source(data: bytes, file: str) -> str | Finding:
    """UTF-8 text with or without a mark at its start, or the one finding that says what it is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return OTHER_ENCODING.at(
            SourcePosition(file, 1, 1), encoding="UTF-16", encoding_name="UTF-16"
        )
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
    lines = LINE_END.split(before)
    position = SourcePosition(file, len(lines), len(lines[-1]) + 1)
    if _is_gb18030(data):
        return OTHER_ENCODING.at(position, encoding="GB 18030 (GBK)", encoding_name="GB18030")
    return NOT_TEXT.at(position)


def quoted(text: str) -> str:
    """A text as a message may show it: one line, printable, not too long."""
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[:200])
    return shown if len(shown) <= _LONGEST_QUOTED else shown[: _LONGEST_QUOTED - 1] + "…"


def _is_gb18030(data: bytes) -> bool:
    """Whether the bytes read well as GB 18030: rubbish does too, but gives few common Han."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    wide = len(_BEYOND_ASCII.findall(text))
    return "\0" not in text and len(_COMMON.findall(text)) >= 0.8 * wide
