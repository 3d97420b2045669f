"""The real manuscript beside the project: exact titles, joins and repairs."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from typeset.content.document import Byline, Heading, Paragraph
from typeset.content.document_texts import plain_text
from typeset.content.load_issue import load_issue
from typeset.importers.manuscript.result import ImportResult
from typeset.importers.plain_text import import_plain_text
from typeset.importers.save_import import save_import

SECOND_TITLE = (
    "站在新的历史起点携手推动双城经济圈建设 尽快成为带动西部高质量发展的重要增长极和新的动力源"
)
SECOND_SUBTITLE = (
    "袁家军通报主要成果及重庆市下一步打算 王晓晖通报四川省下一步打算 胡衡华施小琳分别通报有关情况"
)
JOINED_LINES = [37, 45, 65, 71, 75, 83, 109, 115, 125, 133, 143, 153, 161, 171, 181]


@pytest.fixture(scope="module")
def data(shared: Path) -> bytes:
    path = shared / "manuscripts" / "2025-36.txt"
    if not path.is_file():
        pytest.skip("the manuscript is absent (../shared/manuscripts/2025-36.txt)")
    return path.read_bytes()


@pytest.fixture(scope="module")
def result(data: bytes) -> ImportResult:
    return import_plain_text(data, "2025-36", "2025-36.txt")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_encodings_and_line_ends_make_no_difference(
    encoding: str, line_end: str, data: bytes, result: ImportResult
) -> None:
    other = data.decode().replace("\n", line_end).encode(encoding)
    again = import_plain_text(other, "2025-36", "2025-36.txt")
    assert again.issue == result.issue
    assert [join.line for join in again.account.joins] == [
        join.line for join in result.account.joins
    ]


def test_front_matter(result: ImportResult) -> None:
    issue = result.issue
    assert issue.title == "周重点学习内容清单"
    assert issue.compiler == "党员教育中心汇编"
    assert issue.date == datetime.date(2025, 8, 29)
    assert (issue.period.start.day, issue.period.end.day) == (1, 5)
    listed = [
        (category.heading, [(entry.material, entry.title) for entry in category.entries])
        for category in issue.contents
    ]
    assert listed == [
        (
            "中央、省领导讲话和有关会议精神",
            [
                (1, "8月27日省委理论学习中心组专题学习会精神"),
                (2, "推动成渝地区双城经济圈建设重庆四川党政联席会议第十一次会议精神"),
            ],
        ),
        ("重要文件、信息", [(3, "")]),
    ]
    assert plain_text(issue.notice).startswith("工作提示：")
    assert issue.names == ("付真卿", "李森", "欧阳杰")


def test_titles(result: ImportResult) -> None:
    titles = [
        (
            plain_text(material.kicker),
            plain_text(material.title),
            [plain_text(line) for line in material.subtitles],
            material.date,
        )
        for material in result.issue.materials
    ]
    assert titles == [
        (
            "王晓晖主持召开省委理论学习中心组专题学习会强调",
            "学深悟透《习近平谈治国理政》第五卷 在笃行实干中把四川各项工作做得更好",
            [],
            None,
        ),
        (
            "推动成渝地区双城经济圈建设重庆四川党政联席会第十一次会议召开",
            SECOND_TITLE,
            [SECOND_SUBTITLE],
            None,
        ),
        (
            "",
            "中共中央 国务院关于推动城市高质量发展的意见",
            [],
            datetime.date(2025, 8, 15),
        ),
    ]


def test_every_cut_paragraph_is_joined_and_no_other(result: ImportResult) -> None:
    joins = [join for join in result.account.joins if join.rule == "page-break"]
    assert [join.line for join in joins] == JOINED_LINES
    assert all(join.next_line == join.line + 2 for join in joins)


def test_repairs_by_kind(result: ImportResult) -> None:
    repairs = result.repairs
    assert Counter(repair.rule for repair in repairs) == {
        "number-sign": 22,
        "space": 18,
        "page-break": 15,
        "half-width-mark": 11,
        "contents-number": 4,
        "bold-sign": 4,
        "date-form": 3,
        "marker": 3,
        "line-wrap": 3,
        "repeated": 2,
        "contents-title": 1,
    }
    marks = [repair for repair in repairs if repair.rule == "half-width-mark"]
    assert Counter(repair.before for repair in marks) == {",": 7, "(": 2, ")": 2}
    dates = "".join(repair.before for repair in repairs if repair.rule in {"date-form", "repeated"})
    assert dates.count("(") + dates.count(")") == 6
    signs = [repair.before for repair in repairs if repair.rule == "bold-sign"]
    assert signs == ["**"] * 4


def test_counts(result: ImportResult, data: bytes) -> None:
    counts = result.counts
    text = data.decode()
    assert counts.characters_in == len(text)
    assert counts.line_ends == text.count("\n")
    in_parts = counts.line_ends + counts.kept + counts.changed + counts.dropped
    assert in_parts == counts.characters_in
    assert counts.kept + counts.changed + counts.inserted == counts.characters_out
    assert (counts.changed, counts.dropped, counts.inserted) == (50, 160, 5)


def test_blocks(result: ImportResult) -> None:
    first, second, third = result.issue.materials
    assert [len(material.blocks) for material in (first, second, third)] == [8, 10, 37]
    levels = Counter(block.level for block in third.blocks if isinstance(block, Heading))
    assert levels == {1: 9, 2: 23}
    last = second.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.inlines[-1] == Byline("（记者 付真卿 李森 摄影 欧阳杰）")


def test_the_only_doubt_is_the_period(result: ImportResult) -> None:
    assert [finding.code for finding in result.findings] == ["W250"]


def test_what_is_written_loads_as_it_was_read(result: ImportResult, tmp_path: Path) -> None:
    saved = save_import(result, tmp_path, "2025-36.txt")
    loaded = load_issue(tmp_path, "2025-36")
    assert loaded.findings == ()
    assert loaded.issue == result.issue
    assert sorted(path.name for path in saved.folder.iterdir()) == sorted(saved.files)
