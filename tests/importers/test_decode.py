"""Bytes to text: what is read, and what is refused and why."""

from __future__ import annotations

import random

import pytest

from typeset.base.errors import SourceError
from typeset.importers.manuscript.decode import decode_manuscript

TEXT = "材料1\n全市林业工作会议\n今年植树300公顷，护林员“上山”巡查。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings_without_a_mark(encoding: str) -> None:
    decoded = decode_manuscript(TEXT.encode(encoding), "m.txt")
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_of_plain_latin_is_known(encoding: str) -> None:
    assert decode_manuscript("plain text\n".encode(encoding), "m").encoding == encoding


def test_a_few_control_characters_are_text() -> None:
    assert decode_manuscript(f"{TEXT}\x07".encode(), "m").text.endswith("\x07")


REFUSED = [
    (b" \r\n\t", "E254"),
    ("\ufeff\u3000".encode(), "E254"),
    (b"%PDF-1.7 ...", "E256"),
    (b"PK\x03\x04....", "E256"),
    (b"\xd0\xcf\x11\xe0....", "E256"),
    (b"{\\rtf1", "E256"),
    (b"\x89PNG\r\n", "E256"),
    (b"\0" * 100, "E255"),
    (b"\xff\xfe\x00", "E255"),
    (bytes(range(256)) * 8, "E255"),
    (random.Random(1).randbytes(5000), "E255"),
    (b"\x01\x02\x03\x04" * 20, "E255"),
    (TEXT.encode()[:-2] + b"\xe4\xb8", "E255"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED, ids=[str(row) for row in range(len(REFUSED))])
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode_manuscript(data, "m.txt")
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.position is not None
    assert finding.position.file == "m.txt"
