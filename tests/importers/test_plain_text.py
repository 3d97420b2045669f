"""Synthetic manuscripts: every spelling, encoding and line end; what the words above a text become."""

from __future__ import annotations

import datetime

import pytest

from typeset.base.errors import SourceError
from typeset.content.document import (
    Byline,
    Heading,
    Issue,
    Link,
    Material,
    Paragraph,
    Strong,
    Table,
    Text,
)
from typeset.content.document_texts import plain_text
from typeset.importers.manuscript.result import ImportResult
from typeset.importers.plain_text import import_plain_text
from typeset.importers.recognising.read_body import block_text

WEEK = "2025-36"
MANUSCRIPT = """\
# 周重点学习内容清单

(2025年9月1日至9月5日)

机关党委汇编

2025年8月29日

# 目 录

## 一、会议精神

1.9月1日全市林业工作会议精神……1

2.河湖管护座谈会精神

## 二、重要文件

关于保护古树名木的意见

工作提示:各支部要认真学习,做好记录。

材料 1

## 全市林业工作会议召开

### 守好一片林 种好一棵树

9月1日,全市林业工作会议召开。会议总结了全年造林工作，部署了秋季防火、森林抚育和古树保护任务，
要求各地早谋划、早安排。（记者 王喆 李 堃）

【材料二】

河湖管护座谈会综述

今年第 3 次座谈会于8月28日举行，**重点河段**的管护单位参加。

材料3：

关于保护古树名木的意见

（2025年8月15日）

一、总体要求

保护古树名木，要做到 100% 建档。

（一）建立名录。每株古树都有编号、照片和责任人。
"""


def read(text: str, week: str = WEEK) -> ImportResult:
    return import_plain_text(text.encode(), week, "m.txt")


def issue_of(text: str) -> Issue:
    return read(text).issue


def only(text: str) -> Material:
    """The one material of `材料1` and some lines."""
    (material,) = issue_of(f"材料1\n{text}").materials
    return material


def words(material: Material) -> tuple[str, str, list[str]]:
    subtitles = [plain_text(line) for line in material.subtitles]
    return plain_text(material.kicker), plain_text(material.title), subtitles


def body(material: Material) -> list[str]:
    return [block_text(block) for block in material.blocks]


def test_a_whole_manuscript() -> None:
    result = read(MANUSCRIPT)
    issue = result.issue
    assert issue.title == "周重点学习内容清单"
    assert issue.period.start == datetime.date(2025, 9, 1)
    assert issue.period.end == datetime.date(2025, 9, 5)
    assert issue.date == datetime.date(2025, 8, 29)
    assert issue.compiler == "机关党委汇编"
    assert plain_text(issue.notice) == "工作提示：各支部要认真学习，做好记录。"
    listed = [
        (category.heading, [(entry.material, entry.title) for entry in category.entries])
        for category in issue.contents
    ]
    assert listed == [
        ("会议精神", [(1, "9月1日全市林业工作会议精神"), (2, "河湖管护座谈会精神")]),
        ("重要文件", [(3, "")]),
    ]
    first, second, third = issue.materials
    assert words(first) == ("全市林业工作会议召开", "守好一片林 种好一棵树", [])
    assert len(first.blocks) == 1
    assert body(first)[0].startswith("9月1日，全市")
    assert "保护任务，要求各地" in body(first)[0]
    assert isinstance(first.blocks[0], Paragraph)
    assert first.blocks[0].inlines[-1] == Byline("（记者 王喆 李 堃）")
    assert "王喆" in issue.names
    assert body(second) == ["今年第3次座谈会于8月28日举行，**重点河段**的管护单位参加。"]
    assert third.date == datetime.date(2025, 8, 15)
    assert [type(block) for block in third.blocks] == [Heading, Paragraph, Heading]
    assert body(third)[1] == "保护古树名木，要做到100%建档。"
    assert result.findings == ()


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_and_line_ends_make_no_difference(encoding: str, line_end: str) -> None:
    data = MANUSCRIPT.replace("\n", line_end).encode(encoding)
    assert import_plain_text(data, WEEK, "m.txt").issue == issue_of(MANUSCRIPT)


@pytest.mark.parametrize(
    "mark", [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"], ids=["utf-16-le", "utf-16-be", "utf-8"]
)
def test_the_byte_order_mark_is_a_repair(mark: bytes) -> None:
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(mark, "utf-8")
    data = mark + MANUSCRIPT.encode(encoding)
    result = import_plain_text(data, WEEK, "m.txt")
    first = result.repairs[0]
    assert (first.line, first.before, first.after) == (1, "\ufeff", "")
    assert result.encoding == encoding


@pytest.mark.parametrize(
    "marker",
    [
        "材料2",
        "材料 2",
        "材 料 2",
        "材料２",
        "材料二",
        "材料之二",
        "材料②",
        "## 材料 2",
        "###材料2",
        "**材料2**",
        "材料2：",
        "材料2:",
        "材料二：",
        "【材料2】",
        "（材料二）",
        "[材料2]",
        "　　材料2",
        "材料2  ",
    ],
)
def test_markers_in_any_spelling(marker: str) -> None:
    issue = issue_of(f"材料1\n甲标题\n甲文。\n{marker}\n乙标题\n乙文。\n")
    assert [material.number for material in issue.materials] == [1, 2]
    assert plain_text(issue.materials[1].title) == "乙标题"
    assert body(issue.materials[1]) == ["乙文。"]


@pytest.mark.parametrize(
    "line", ["材料1和材料2都要学习。", "材料2、材料3", "材料2是重点", "材料费用", "如材料2所述"]
)
def test_what_only_mentions_a_material_is_text(line: str) -> None:
    (material,) = issue_of(f"材料1\n标题\n先看下文。\n{line}\n").materials
    assert body(material) == ["先看下文。", line]


def test_a_title_beside_its_marker() -> None:
    issue = issue_of("材料1：甲标题\n甲文。\n材料2 乙标题\n乙文。\n")
    assert [plain_text(material.title) for material in issue.materials] == ["甲标题", "乙标题"]


def test_labels_in_the_contents_are_no_markers() -> None:
    text = "目录\n材料1：关于种树\n材料2：关于养鱼\n材料1\n种树\n文一。\n材料2\n养鱼\n文二。\n"
    issue = issue_of(text)
    assert [entry.title for entry in issue.contents[0].entries] == ["关于种树", "关于养鱼"]
    assert [entry.material for entry in issue.contents[0].entries] == [1, 2]


def test_without_a_marker_everything_is_one_material() -> None:
    result = read("关于种树的通知\n各单位：\n秋天到了。\n")
    (material,) = result.issue.materials
    assert plain_text(material.title) == "关于种树的通知"
    assert body(material) == ["各单位：", "秋天到了。"]
    assert "W258" in {finding.code for finding in result.findings}


LONG = "在习近平新时代中国特色社会主义思想指引下"  # twenty characters
TITLES = [
    ("标题\n文。", ("", "标题", [])),
    ("某人在某地调研时强调\n种好树\n文。", ("某人在某地调研时强调", "种好树", [])),
    ("会议召开\n文。", ("", "会议召开", [])),
    ("会议召开\n种好树 养好鱼\n甲通报情况\n文。", ("会议召开", "种好树 养好鱼", ["甲通报情况"])),
    ("种好树\n——全市林业工作综述\n文。", ("", "种好树", ["——全市林业工作综述"])),
    ("关于种好树和\n养好鱼的意见\n文。", ("", "关于种好树和养好鱼的意见", [])),
    ("关于《种好树\n养好鱼》的说明\n文。", ("", "关于《种好树养好鱼》的说明", [])),
    (f"{LONG}\n的故事\n文。", ("", f"{LONG}的故事", [])),
    (f"{LONG} 奋进\n文。", ("", f"{LONG}奋进", [])),
    ("中共中央 国务院关于种树的意见\n文。", ("", "中共中央 国务院关于种树的意见", [])),
    ("**第 3 次会议召开**\n文。", ("", "第3次会议召开", [])),
    ("## 关于种树的通知\n各单位要种树\n多种树。", ("", "关于种树的通知", [])),
]


@pytest.mark.parametrize(("text", "wanted"), TITLES, ids=[text for text, _ in TITLES])
def test_titles(text: str, wanted: tuple[str, str, list[str]]) -> None:
    assert words(only(text)) == wanted


def test_a_name_cut_by_a_line_end_is_known_from_the_rest() -> None:
    text = "甲通报情况 钟 昕晏通报打算\n钟昕晏说，好。\n钟昕晏指出，很好。\n"
    assert plain_text(only(text).title) == "甲通报情况 钟昕晏通报打算"


def test_facts_above_the_text() -> None:
    text = "种树的意见\n（林发〔2025〕3号）\n(2025年8月15日)\n来源：人民日报\n记者 王喆\n文。\n"
    material = only(text)
    assert material.document_number == "林发〔2025〕3号"
    assert material.date == datetime.date(2025, 8, 15)
    assert material.source == "人民日报"
    assert material.byline == "记者 王喆"
    assert body(material) == ["文。"]


FULL = "林" * 54  # two lines of 28 with the indent
JOINS = [
    ("从今年起全市每个乡镇都要建立护林队伍并配备必要的\n装备。", 1),
    (f"{FULL}，\n要求种树。", 1),
    (f"{FULL}》\n《二》。", 1),
    (f"{FULL}”\n精神。", 1),
    (f"{FULL[:-9]}”\n精神很好", 2),
    ("第一段。\n第二段。", 2),
    ("要求如下：\n一是种树", 2),
    ("好！”\n他说", 2),
    ("短句\n他说", 2),
    ("一、总体要求\n保护古树", 2),
    (f"{FULL}\n一、总体要求", 2),
    (f"{FULL}\n（二）抓落实。种树。", 2),
    (f"{FULL}\n1.种树", 2),
    (f"{FULL}\n2025年8月15日", 2),
    (f"{FULL}\n# 小标题", 2),
    (f"{FULL}。（记者 王喆）\n他说", 2),
    (f"{FULL}\n— 3 —\n的树。", 1),
    (f"{FULL}\n\n\n的树。", 1),
]


JOINS += [
    (f"{FULL}\n　　的树。", 2),
    (f"{FULL}保\n　　存。", 1),
    (f"{FULL}\n联系人：林木", 2),
    (f"{FULL}\n• 的树。", 2),
    (f"{FULL}\n① 的树。", 2),
    (f"{'林' * 20}合计 1,105.79 1,107.31\n{'树' * 20}合计 2.5 3.5", 2),
]


@pytest.mark.parametrize(("text", "count"), JOINS, ids=[str(row) for row in range(len(JOINS))])
def test_page_break_joins(text: str, count: int) -> None:
    result = read(f"材料1\n标题\n开头。\n{text}\n")
    (material,) = result.issue.materials
    assert len(material.blocks) == count + 1
    assert len(result.account.joins) == (1 if count == 1 else 0)


REPAIRS = [
    ("春天,种树;秋天:护林?好!", "春天，种树；秋天：护林？好！"),
    ("10,000棵,3:2,9:30", "10,000棵，3:2,9:30"),
    ("a,b;c 与 http://a.cn/x?a=1,2 看", "a,b;c与http://a.cn/x?a=1,2看"),
    ("林场(集团)公司", "林场（集团）公司"),
    ("网络(5G)、光网", "网络（5G）、光网"),
    ("f(x) 与 g(y)", "f(x)与g(y)"),
    ("混用(甲）与（乙)", "混用（甲）与（乙）"),
    ("到**2030**年", "到2030年"),
    ("**重点**工作", "**重点**工作"),
    ("一个**没有配对", "一个没有配对"),
    ("**（一）种树。**种好树。", "（一）种树。种好树。"),
    ("第 3 次 AI 大会", "第3次AI大会"),
    ("国务院 各部门", "国务院 各部门"),
    ("open source 软件", "open source软件"),
    ("种树， 护林 。", "种树，护林。"),
    ("　　缩进 ", "缩进"),
    ("看不见\u200b的\u00ad字", "看不见的字"),
    ("标\u00a0题\t字", "标题字"),
    (r"反斜线\一、与[方括号]和|竖线|", r"反斜线\一、与[方括号]和|竖线|"),
    ("a * b 与 *星*", "a * b与*星*"),
]


@pytest.mark.parametrize(("line", "wanted"), REPAIRS, ids=[line for line, _ in REPAIRS])
def test_repairs_in_a_line(line: str, wanted: str) -> None:
    material = only(f"标题\n开头。\n{line}\n结尾。")
    assert body(material) == ["开头。", wanted, "结尾。"]


def test_bold_links_and_tables_are_notation() -> None:
    text = "标题\n看**重点**和[网页](https://a.cn/b)。\n| 名 | 数 |\n|---|---:|\n| 树 | 3 |\n"
    paragraph, table = only(text).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.inlines == (
        Text("看"),
        Strong((Text("重点"),)),
        Text("和"),
        Link((Text("网页"),), "https://a.cn/b"),
        Text("。"),
    )
    assert isinstance(table, Table)
    assert table.alignments == ("auto", "right")


DOUBTS = [
    ("清单\n2025年9月1日至9月5日\n2025年9月1日至5日\n", "W250"),
    ("清单\n2025年9月1日至9月5日\n2025年9月1日至4日\n", "W251"),
    ("清单\n2025年8月29日\n2025年8月28日\n", "W252"),
    ("清单\n2025年9月8日至12日\n", "W253"),
    ("清单\n不知何物\n", "W254"),
    ("清单\n一、类\n1.种树标题\n2.没有的材料\n", "W255"),
    ("清单\n2025年2月30日\n", "W263"),
]


@pytest.mark.parametrize(("front", "code"), DOUBTS, ids=[code for _, code in DOUBTS])
def test_doubts_in_the_front_matter(front: str, code: str) -> None:
    result = read(f"{front}材料1\n种树标题\n文。\n")
    assert [finding.code for finding in result.findings] == [code]
    assert all(finding.cure for finding in result.findings)


def test_doubts_about_materials() -> None:
    result = read(
        "清单\n一、类\n1.种树标题\n材料1\n种树标题\n文。\n材料3\n这里没有标题。\n![](a.png)\n"
    )
    codes = {finding.code for finding in result.findings}
    assert codes == {"W256", "W257", "W259", "W261"}


@pytest.mark.parametrize(
    ("text", "week", "codes"),
    [
        ("材料1\n标题\n文。\n材料1\n标题\n文。", WEEK, ["E260"]),
        ("材料1\n题\n文。\n材料2\n题\n文。\n材料2\n题\n文。", WEEK, ["E260"]),
        ("材料1\n材料2\n标题\n文。", WEEK, ["E261"]),
        ("材料1\n标题\n" + "林" * 200_000, WEEK, ["E263"]),
        ("材料0\n标题\n文。", WEEK, ["E264"]),
        ("材料1\n标题\n文。", "manual", ["E266", "E266"]),
        ("清单\n2025年9月5日至9月1日\n材料1\n标题\n文。", WEEK, ["E269"]),
    ],
)
def test_faults(text: str, week: str, codes: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        read(text, week)
    assert sorted(finding.code for finding in caught.value.findings) == codes
