"""Bytes of a manuscript to text (解码): UTF-8, UTF-16 with or without a mark, GB 18030."""

from __future__ import annotations

from msgspec import Struct

from typeset.base.errors import SourceError
from typeset.base.findings import Message, SourcePosition
from typeset.importers import messages

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
OTHER_KINDS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
)
"""First bytes of files that hold no text to import."""
_KINDS = (
    *OTHER_KINDS,
    (b"PK\x03\x04", "Word or ZIP"),
    (b"\xd0\xcf\x11\xe0", "Word 97"),
    (b"{\\rtf", "RTF"),
)
_GUESSES = ("utf-16-le", "utf-16-be", "gb18030")
_SAMPLE = 20_000
_LEAST_COMMON = 0.85
_FEW = 8
"""Control characters that any text may hold; beyond, one in a hundred makes it binary."""
_PUNCTUATION = frozenset(
    "　、。〈〉《》「」『』【】〔〕！（），－．／：；？～—…‘’“”·—–─\r\n\t\f\v\ufeff"
)


class Decoded(Struct, frozen=True):
    """The text, a byte-order mark at its start included, and the encoding it was read in."""

    text: str
    encoding: str


def decode_manuscript(data: bytes, file: str) -> Decoded:
    """Bytes to text.

    Raises SourceError for what is empty, binary, or another kind of file.
    """
    for start, kind in _KINDS:
        if data.startswith(start):
            raise _refused(messages.OTHER_KIND, file, kind=kind)
    decoded = _decode(data)
    if decoded is None:
        raise _refused(messages.BINARY, file)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\x85\u3000\u2028\u2029"):
        raise _refused(messages.NO_TEXT, file)
    controls = sum(_is_control(char) for char in decoded.text)
    if "\0" in decoded.text or (controls > _FEW and controls * 100 > len(decoded.text)):
        raise _refused(messages.BINARY, file)
    return decoded


def _decode(data: bytes) -> Decoded | None:
    for start, encoding in _MARKS:
        if data.startswith(start):
            return _try(data, encoding)
    read = _try(data, "utf-8")
    if read is not None and "\0" not in read.text:
        return read
    guesses = [guess for guess in (_try(data, name) for name in _GUESSES) if guess is not None]
    best = max(guesses, key=lambda guess: _share_of_common(guess.text), default=None)
    return best if best and _share_of_common(best.text) >= _LEAST_COMMON else None


def _try(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _share_of_common(text: str) -> float:
    """The share of characters that Chinese text is made of; misread bytes give few of them."""
    sample = text[:_SAMPLE]
    return sum(map(_is_common, sample)) / len(sample) if sample else 0


def _is_common(char: str) -> bool:
    if " " <= char <= "~" or char in _PUNCTUATION:
        return True
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        # GB 2312-80: level 1, the 3,755 commonest Han characters, fills rows 16 to 55.
        return char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _is_control(char: str) -> bool:
    return char < " " and char not in "\t\n\r\f\v"


def _refused(message: Message, file: str, kind: str = "") -> SourceError:
    return SourceError([message.at(SourcePosition(file), name=file, kind=kind)])
