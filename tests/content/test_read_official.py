"""The particulars of a document in issue.yaml (GB/T 9704-2012, 7.2, 7.4): forms, places, faults."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from typeset.base.errors import SourceError
from typeset.content.document import ABSENT, Issue, Material, Official, Paragraph, Period, Text
from typeset.content.load_issue import load_issue
from typeset.content.read_manifest import ParsedManifest, parse_manifest
from typeset.content.write_manifest import write_manifest

CHINESE = """\
种类：公文
日期：2025年9月3日
正文：正文.md
公文：
  发文机关：[青禾市学习办公室, 青禾市图书馆]
  发文机关标志：青禾市联合办公室
  发文字号：青学办发〔2025〕12号
  份号：18
  密级：秘密★1年
  紧急程度：特急
  签发人：王喆、李堃
  主送机关：各县、各区：
  印章：是
  附注：（此件公开发布）
  抄送机关：市委办公室。
  印发机关：综合科
  印发日期：2025年9月4日
"""
ENGLISH = """\
kind: document
date: 2025-09-03
text: 正文.md
document:
  issuers: [青禾市学习办公室, 青禾市图书馆]
  head: 青禾市联合办公室
  number: 青学办发〔2025〕12号
  copy_number: 18
  secrecy: 秘密★1年
  urgency: 特急
  signatories: [王喆, 李堃]
  addressees: 各县、各区
  seal: true
  annotation: 此件公开发布
  copies_to: 市委办公室
  printed_by: 综合科
  printed_on: 2025-09-04
"""
LEAST = """\
kind: document
date: 2025-09-03
text: 正文.md
document:
  issuers: 青禾市学习办公室
  number: 青学办发〔2025〕12号
"""


def read(text: str) -> ParsedManifest:
    return parse_manifest(text, "notice")


def told(text: str) -> list[str]:
    """Place and code of each finding."""
    found = read(text).findings
    return [f"{one.position.line if one.position else 0}:{one.code}" for one in found]


def test_chinese_and_english_keys_say_the_same() -> None:
    chinese, english = read(CHINESE), read(ENGLISH)
    assert [str(found) for found in (*chinese.findings, *english.findings)] == []
    official = chinese.manifest.official
    assert official == english.manifest.official
    assert official is not None
    assert [one.text for one in official.issuers] == ["青禾市学习办公室", "青禾市图书馆"]
    assert [one.text for one in official.signatories] == ["王喆", "李堃"]
    assert official.addressees == Text("各县、各区")
    assert official.annotation == Text("此件公开发布")
    assert official.seal
    assert official.printed_on == datetime.date(2025, 9, 4)


def test_every_fact_knows_its_place() -> None:
    official = read(CHINESE).manifest.official
    assert official is not None
    assert official.number.position.line == 7
    assert official.copies_to.position.line == 15


def test_the_text_is_the_one_material_and_the_day_the_period() -> None:
    manifest = read(LEAST).manifest
    (category,) = manifest.contents
    assert [entry.file for entry in category.materials] == ["正文.md"]
    day = datetime.date(2025, 9, 3)
    assert manifest.period == Period(day, day)


@pytest.mark.parametrize(
    ("line", "change", "expected"),
    [
        ("number: 青学办发〔2025〕12号", "number: 青学办发[2025]12号", "6:E172"),  # 7.2.5
        ("number: 青学办发〔2025〕12号", "number: 青学办发〔2025〕第12号", "6:E172"),
        ("number: 青学办发〔2025〕12号", "number: 青学办发〔2025〕012号", "6:E172"),
        ("number: 青学办发〔2025〕12号", "number: 青学办发（2025）12号", "6:E172"),
        ("number: 青学办发〔2025〕12号", "number: 青学办发〔25〕12号", "6:E172"),
        ("", "  copy_number: 12份\n", "7:E173"),  # 7.2.1
        ("", "  copy_number: 1234567\n", "7:E173"),
        ("", "  copy_number: 1\n  secrecy: 保密\n", "8:E174"),  # 7.2.2
        ("", "  copy_number: 1\n  secrecy: 秘密1年\n", "8:E174"),
        ("", "  secrecy: 机密\n", "7:W111"),
        ("", "  urgency: 紧急\n", "7:E175"),  # 7.2.3
        ("", "  seal: 也许\n", "7:E176"),
        ("", "  printed_on: 2025-09-02\n", "7:W110"),
        ("", "  printed_on: 2025-02-30\n", "7:E149"),
        ("", "  copies: 市委\n", "7:E141"),
        ("", "  copies_to: [市委, 市政府]\n", "7:E145"),
        ("", "  number: 青学办发〔2025〕13号\n", "7:E143"),
        ("issuers: 青禾市学习办公室", "issuers:", "5:E144"),
        ("issuers: 青禾市学习办公室", "issuers: [[甲]]", "5:E145"),
        ("  issuers: 青禾市学习办公室\n", "", "5:E144"),
        ("text: 正文.md\n", "", "1:E144"),
        ("date: 2025-09-03\n", "", "1:E144"),
        ("kind: document", "kind: 通报", "1:E152"),
        ("kind: document", "kind: document\ntitle: 通知", "2:E170"),
        ("kind: document", "kind: document\n目录：", "2:E170"),
        ("kind: document", "kind: document\nimprint:\n  copies: 3", "2:E170"),
    ],
)
def test_each_fault_is_told_where_it_stands(line: str, change: str, expected: str) -> None:
    text = LEAST.replace(line, change, 1) if line else LEAST + change
    assert text != LEAST
    assert expected in told(text)


def test_a_document_needs_its_particulars() -> None:
    text = LEAST[: LEAST.index("document:\n")]
    assert told(text) == ["1:E144"]
    assert told(text + "document: 通知\n")[0] == "4:E147"


def test_keys_of_a_document_in_a_weekly_edition() -> None:
    text = "title: 清单\ncontents:\n  - heading: 文件\n    materials: [材料1.md]\ntext: 正文.md\n"
    found = parse_manifest(text, "2025-36").findings
    assert [one.code for one in found] == ["E171"]


def test_a_whole_document_is_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "issues" / "notice"
    folder.mkdir(parents=True)
    (folder / "issue.yaml").write_text(LEAST, encoding="utf-8")
    with pytest.raises(SourceError, match=r"正文\.md"):
        load_issue(tmp_path, "notice")
    (folder / "正文.md").write_text("标题：通知\n\n全文如下。\n", encoding="utf-8")
    issue = load_issue(tmp_path, "notice").issue
    assert (issue.kind, issue.title, issue.contents) == ("document", "通知", ())


PLAIN = st.text(st.characters(categories=["Lo"]), min_size=1, max_size=6)
NAMES = st.lists(PLAIN.map(Text), min_size=1, max_size=3).map(tuple)


@settings(max_examples=40)
@given(
    issuers=NAMES,
    signatories=st.just(()) | NAMES,
    words=st.tuples(*[st.just(ABSENT) | PLAIN.map(Text) for _ in range(5)]),
    seal=st.booleans(),
    printed=st.none() | st.dates(datetime.date(2025, 9, 3)),
    chinese=st.booleans(),
)
def test_what_is_written_is_read_again(
    issuers: tuple[Text, ...],
    signatories: tuple[Text, ...],
    words: tuple[Text, ...],
    seal: bool,
    printed: datetime.date | None,
    chinese: bool,
) -> None:
    head, addressees, annotation, copies_to, printed_by = words
    day = datetime.date(2025, 9, 3)
    official = Official(
        issuers,
        Text("青学办发〔2025〕12号"),
        head=head,
        copy_number=Text("000018"),
        secrecy=Text("绝密"),
        urgency=Text("加急"),
        signatories=signatories,
        addressees=addressees,
        seal=seal,
        annotation=annotation,
        copies_to=copies_to,
        printed_by=printed_by,
        printed_on=printed,
    )
    material = Material(1, (Text("通知"),), (Paragraph((Text("全文。"),)),))
    issue = Issue("notice", "通知", Period(day, day), "", day, (), (material,), official=official)
    text = write_manifest(issue, {1: "正文.md"}, chinese=chinese)
    parsed = read(text)
    assert [str(found) for found in parsed.findings] == []
    assert parsed.manifest.official == official
    assert parsed.manifest.date == day
