"""附件说明 and 落款 at the end of a material (GB/T 9704-2012, 7.3.4, 7.3.5)."""

from __future__ import annotations

import datetime

import pytest

from typeset.content.document import AttachmentNote, Block, Paragraph, Signature
from typeset.content.document_texts import plain_text
from typeset.content.parse_blocks import parse_blocks

TEXT = "各支部请认真组织。\n特此通知。\n"
DAY = datetime.date(2025, 9, 1)


def blocks_of(text: str) -> tuple[Block, ...]:
    parsed = parse_blocks(text.split("\n"))
    assert parsed.findings == ()
    return parsed.blocks


SIGNATURES = [
    # lines at the end, names, date, a place for the seal
    ("党员教育中心\n2025年9月1日", ["党员教育中心"], DAY, False),
    ("党员教育中心（印章）\n2025年9月1日", ["党员教育中心"], DAY, True),
    ("党员教育中心(盖章)\n\n2025年09月01日\n", ["党员教育中心"], DAY, True),
    ("落款：党员教育中心\n2025-09-01", ["党员教育中心"], DAY, False),
    ("落款: 甲局\n落款：乙局（加盖印章）\n2025年9月1日", ["甲局", "乙局"], DAY, True),
    ("落款：党员教育中心", ["党员教育中心"], None, False),
    ("落款：中心（印章\\）\n2025年9月1日", ["中心（印章）"], DAY, False),
    ("落款：党办\n落款：2025年9月1日", ["党办"], DAY, False),
    ("落款：2025-09-01", [], DAY, False),
    ("党办\n2025年9月1日", ["党办"], DAY, False),
    (
        "示例市学习办公室\n示例市图书馆\n2025年9月1日",
        ["示例市学习办公室", "示例市图书馆"],
        DAY,
        False,
    ),
    ("甲市教育局（印章）\n甲市财政局\n2025年9月1日", ["甲市教育局", "甲市财政局"], DAY, True),
    ("党员教育中心\n2025年9月1日\n% lint: off E001", ["党员教育中心"], DAY, False),
]


@pytest.mark.parametrize(("end", "names", "date", "sealed"), SIGNATURES)
def test_signature(end: str, names: list[str], date: datetime.date | None, sealed: bool) -> None:
    *text, signature = blocks_of(TEXT + end)
    assert len(text) == 2
    assert isinstance(signature, Signature)
    assert [plain_text(name) for name in signature.names] == names
    assert (signature.date, signature.sealed) == (date, sealed)


NO_SIGNATURES = [
    "2025年9月1日",
    "会议定于下列时间召开：\n2025年9月1日",
    "请于下述时间前完成。\n2025年9月1日",
    "（一）时间\n2025年9月1日",
    "党员教育中心\n\\2025年9月1日",
    "党员教育中心\n2025年9月1日起施行",
    "（记者 春林）\n2025年9月1日",
    "今天\n2025年9月1日",
]


@pytest.mark.parametrize("end", NO_SIGNATURES)
def test_text_that_only_looks_like_a_signature(end: str) -> None:
    assert not any(isinstance(block, Signature) for block in blocks_of(TEXT + end))


NOTES = [
    # lines at the end, titles
    ("附件：学习安排表", ["学习安排表"]),
    ("附件：1. 学习安排表", ["学习安排表"]),
    ("附件：1.学习安排表\n　　　2.2025年计划", ["学习安排表", "2025年计划"]),
    ("附件:\n1. 甲\n2. 乙\n3. 丙", ["甲", "乙", "丙"]),
    ("附件：甲\n\n党员教育中心\n2025年9月1日", ["甲"]),
    ("附件：说明\\。", ["说明。"]),
]


@pytest.mark.parametrize(("end", "titles"), NOTES)
def test_attachment_note(end: str, titles: list[str]) -> None:
    note = blocks_of(TEXT + end)[2]
    assert isinstance(note, AttachmentNote)
    assert [plain_text(title) for title in note.titles] == titles


@pytest.mark.parametrize(
    "text",
    [
        "附件：请各单位自行下载。打印后使用。",
        "\\附件：甲",
        "附件：甲\n后面还有正文。",
        "附件：甲\n2. 乙",
    ],
)
def test_text_that_only_looks_like_an_attachment_note(text: str) -> None:
    assert not any(isinstance(block, AttachmentNote) for block in blocks_of(TEXT + text))


FINDINGS = [
    # text, line and code of what is said
    ("落款：中心\n后面还有正文。", ["1:1 W240"]),
    ("正文。\n附件：1. 甲；\n2. 乙。", ["2:7 W241", "3:4 W241"]),
    ("正文。\n附件：1. 甲\n3. 乙", ["3:1 W242"]),
    ("正文。\n落款：中心\n2025年9月31日", ["3:1 E149"]),
]


@pytest.mark.parametrize(("text", "said"), FINDINGS)
def test_findings(text: str, said: list[str]) -> None:
    found = parse_blocks(text.split("\n")).findings
    places = [one.position for one in found if one.position]
    codes = [one.code for one in found]
    assert [
        f"{place.line}:{place.column} {code}" for place, code in zip(places, codes, strict=True)
    ] == said


def test_a_signature_needs_a_text_before_it() -> None:
    assert [type(block) for block in blocks_of("党员教育中心\n2025年9月1日")] == [Paragraph] * 2
