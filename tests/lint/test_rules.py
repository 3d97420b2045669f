"""Every rule by its own examples, then by rows of its own: clause, text, what is found where."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import pytest

from tests.lint.examples import WEEK, codes, lint_example, write_example
from typeset.lint import rules as rules_package
from typeset.lint.all_rules import RULES
from typeset.lint.fix_issue import fix_issue
from typeset.lint.rule import Example, Rule

BY_CODE = [pytest.param(rule, id=rule.codes[0]) for rule in RULES]


@pytest.mark.parametrize("rule", BY_CODE)
def test_bad_example_is_found_and_nothing_else(rule: Rule, tmp_path: Path) -> None:
    found = codes(lint_example(tmp_path, rule.bad))
    assert found
    assert set(found) <= set(rule.codes)


@pytest.mark.parametrize("rule", BY_CODE)
def test_good_example_passes_all_rules(rule: Rule, tmp_path: Path) -> None:
    assert codes(lint_example(tmp_path, rule.good)) == []


@pytest.mark.parametrize("rule", [rule for rule in BY_CODE if rule.values[0].fixes])  # type: ignore[union-attr]
def test_bad_example_is_mended(rule: Rule, tmp_path: Path) -> None:
    write_example(tmp_path, rule.bad)
    fixed = fix_issue(tmp_path, WEEK)
    assert fixed.repairs
    assert codes(fixed.left.findings) == []


@pytest.mark.parametrize("rule", [rule for rule in BY_CODE if not rule.values[0].fixes])  # type: ignore[union-attr]
def test_rules_without_repairs_change_nothing(rule: Rule, tmp_path: Path) -> None:
    if rule.bad.manuscript:
        assert rule.codes[0] in {"W047", "W048", "W064"}, "a rule for manuscripts"
        return
    write_example(tmp_path, rule.bad)
    assert fix_issue(tmp_path, WEEK).repairs == ()


def test_codes_are_given_once_and_each_rule_is_listed() -> None:
    listed = Counter(code for rule in RULES for code in rule.codes)
    assert [code for code, times in listed.items() if times > 1] == []
    written = [
        value
        for info in pkgutil.iter_modules(rules_package.__path__, f"{rules_package.__name__}.")
        for value in vars(importlib.import_module(info.name)).values()
        if isinstance(value, Rule)
    ]
    assert {rule.codes for rule in written} == {rule.codes for rule in RULES}
    numbers = [rule.codes[0][1:] for rule in RULES]
    assert numbers == sorted(numbers)


def test_every_rule_has_words_and_a_clause() -> None:
    assert [rule.codes[0] for rule in RULES if not (rule.summary and rule.clause)] == []


ROWS = [
    # GB/T 15834-2011, 5.1.1
    ("会议强调,要落实。", "E001", 5),
    ("要求如下:抓好落实。", "E001", 5),
    ("是否可行?请研究。", "E001", 5),
    ("抓好落实;加强领导。", "E001", 5),
    ("“十四五”,继续前进。", "E001", 6),
    ("共3项,都已完成。", "E001", 4),
    ("抓好落实.", "E001", 5),
    # 5.1.3
    ("汽车(集团）公司。", "E002", 3),
    ("汽车（集团)公司。", "E002", 6),
    ("学习(5)遍。", "E002", 3),
    ("推进'光盘行动'。", "E003", 3),
    ('点击"OK"按钮。', "E003", 3),
    # 4.8, 4.9, 4.15
    ("落实“两个维护。", "E004", 3),
    ("落实两个维护”。", "E004", 7),
    ("学习《意见，落实“要求”。", "E004", 3),
    ("学习《意见（试行》。", "E004", 6),
    ("他说：“要“落实”。”", "W005", 6),
    ("学习《《纲要》实施情况》。", "W005", 4),
    # 4.10, 4.11
    ("苹果、梨…", "W006", 5),
    ("苹果、梨。。。", "W006", 5),
    ("目标－－发展。", "W007", 3),
    ("目标———发展。", "W007", 3),
    # 4.5.3.5
    ("学习《准则》、《条例》。", "H008", 7),
    # B.3
    ("1、优化布局。统筹城乡。", "W010", 1),
    ("（1）、优化布局。统筹城乡。", "W010", 1),
    ("第一、抓好落实。", "W010", 1),
    ("一. 清点范围。", "W010", 1),
    ("第一. 要认真。", "W010", 1),
    # GB/T 9704-2012, 7.2.5
    ("见川办发（2025）5号。", "W011", 5),
    ("见川办发〔2025〕第5号。", "W011", 5),
    # 4.13; GB/T 15835-2011, 5.1.3
    ("规划期2021-2025年。", "W012", 8),
    ("规划期2021年～2025年。", "W012", 9),
    ("会期9-10日。", "W012", 4),
    ("增加5~8个。", "W012", 4),
    ("增长5.5-8万。", "W012", 6),
    # GB/T 15835-2011, 5.1.4, 4.1.1, 5.1.7, 5.2
    ("’25年9月启动。", "W021", 1),
    ("于9月01日施行。", "W023", 4),
    ("于08月1日施行。", "W023", 2),
    ("增长20至30%。", "W024", 5),
    ("用时七、八个小时。", "W025", 4),
    ("共Ａ类２项。", "W026", 2),
    # words and characters
    ("会议通过了了决定。", "W081", 5),
    ("持续推动推动发展。", "W081", 3),
    ("抓好落实。，加强领导。", "E082", 5),
    ("抓好落实、。", "E082", 5),
    ("出席的有（ ）同志。", "W083", 5),
    ("出席的有\ufffd同志。", "W083", 5),
    ("出席的有□同志。", "W083", 5),
    ("推动⻓江经济带发展。", "E084", 3),
    ("推动長江\uf98a量发展。", "E084", 5),
    ("一九八零年建成。", "W085", 4),
    ("2O25年建成。", "W085", 2),
    ("抓好\ufeff落实。", "E086", 3),
    ("抓好\u00ad落实。", "E086", 3),
    ("到**2030**年建成。", "W087", 4),
    ("到2030 年建成。", "H088", 6),
    # dates
    ("于2月30日召开。", "E061", 2),
    ("于2025年2月29日召开。", "E061", 2),
    ("于9月1日至31日召开。", "E061", 2),
    ("于2025年13月1日召开。", "E061", 2),
    ("于9月1日（周二）召开。", "E062", 2),
    ("详见附录，参看材料3。", "E049", 8),
]


@pytest.mark.parametrize(("text", "code", "column"), ROWS)
def test_what_is_found_where(text: str, code: str, column: int, tmp_path: Path) -> None:
    found = lint_example(tmp_path, Example(text))
    places = [(one.code, one.position.column) for one in found if one.position]
    assert (code, column) in places
    assert {other for other, _ in places} == {code}


BODIES = [
    # GB/T 9704-2012, 7.3.3
    ("一、甲\n文。\n二、乙\n文。\n二、丙\n文。", ["E042"]),
    ("一、甲\n文。\n二、乙\n文。\n四、丙\n文。", ["E041"]),
    ("一、甲\n（一）子。文。\n（二）丑。文。\n二、乙\n（一）寅。文。", []),
    ("一、甲\n（一）子。文。\n（二）丑。文。\n二、乙\n（三）寅。文。", []),
    ("一、甲\n（一）子。文。\n二、乙\n（二）丑。文。\n三、丙\n（一）寅。文。", ["W043"]),
    ("一、甲\n（一）子。文。\n二、乙\n（一）丑。文。\n（三）寅。文。", ["E041"]),
    ("二、甲\n文。\n三、乙\n文。", ["W044"]),
    ("一、甲\n1. 子。文。\n2. 丑。文。\n二、乙\n1. 寅。文。", []),
    ("一、甲\n1. 子。文。\n（一）丑。文。", ["W045"]),
    ("一、甲\n（一）子\n（二）丑\n（三）寅", []),
    ("一、甲\n（一）子\n（二）丑。文。", ["W046"]),
    ("一、甲\n二、乙\n文。", ["W046"]),
    ("一、甲\n文。\n二、乙", ["W046"]),
    ("\\一、甲\n\\三、乙", []),
    ("第一条 甲\n（一）子；\n（二）丑。\n第二条 乙\n（一）寅；\n（二）卯。", []),
    ("第一条 甲\n（一）子；\n（二）丑。\n第二条 乙\n（一）寅；\n（三）卯。", ["E041"]),
    ("他说：“甲。\n“乙。”", []),
    ("他说：“甲。\n乙。”", ["E004", "E004"]),
    ("8月26日开会，农历八月十五日放假。", []),
    ("8月26日开会，二〇二五年八月二十七日公布。", ["W022"]),
]


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_bodies(text: str, expected: list[str], tmp_path: Path) -> None:
    assert codes(lint_example(tmp_path, Example(text))) == expected


FINE = """\
会议8:30开始，比分3:2，地址是https://www.gov.cn/a,b，邮箱a@b.cn。
写作f(x)=1.5，用print(a, b)打印，见T3B（含）航站楼。
发行100,000册，占85.5%，增长5个百分点，版本为v1.2。
他说：“这是‘一盘棋’思想。”
审议了《〈规划纲要〉实施情况报告》《条例》和《准则》。
学习《意见》（试行）、《条例》（修订版）、《准则》。
2025年至2027年，2025—2027年，9月1日—5日，5～8个，10%～15%。
热线电话028-86601234，标准号GB/T 15834-2011，编码GB 18030。
川办发〔2025〕5号，第5号公告，2025年第1号。
“三会一课”要开好，重点在“在”字；这是实实在在的进展，现在在办的事，目的的确立。
一件一件研究研究，家家户户，认认真真，轰轰烈烈，好好学习。
一、二级标题，三、四季度，一、二、三产业，第三、四届会议，一二三产业。
三五天，七八个，二三十人，一两年。
二〇二五年，一九八〇年，零点，二十一世纪二十年代。
5G、AI、T3B航站楼、“9+2”中心城区、1号文件、2025世界大会。
中共中央 国务院印发《意见》，中央书记处书记、国务院副总理出席并讲话，有关部门负责同志参加会议。
（记者 付真卿 李森 摄影 欧阳杰）
截至目前，截至今年6月，报名截止日期是9月30日，登录系统，登陆海南的台风，其他事项。
以习近平同志为核心的党中央，习近平新时代中国特色社会主义思想，铸牢中华民族共同体意识。
苹果、梨、桃……等到第二天——那是9月30日——才送到。
是什么？为什么！——如何办？！
甲方（以下简称“甲”）：提供场地（含水电）；乙方：提供设备。
从二〇二〇年起，支持创业创新，充分运用信用信息，不了了之的事一件也不许有。
第三条 借阅图书应当登记，登记的内容由分馆确定，分馆应当定期清点图书并报总馆备案。
出席：王 芳、李 明、张建国、欧阳修文，列席人员由各分馆自行确定并于三日内报送总馆办公室。
问 图书可以续借吗，续借的次数有没有限制，请图书室的同志给大家作一个说明好不好。
记者 张三 通讯员 李四 报道，图书室今年以来共接待读者三万人次，借出图书五万册。
近日教育部 科技部 财政部联合印发通知，要求各地把各项任务分解到人，逐项抓好落实并报送情况。
a)第一项 b)第二项；1）第一条，2）第二条。
重庆四川党政联席会议第十一次会议，全国一盘棋，一国两制，和和美美，是是非非。
北京—上海高速铁路，1921—2021，中欧班列（成渝），长三角、粤港澳大湾区。
It's a well-known "quote", isn't it? Yes; it is (really).
我们说的是是与非的问题，参与与否由本人决定，总书记、书记处、记者记录记得清楚。
"""


@pytest.mark.parametrize("text", FINE.splitlines())
def test_what_an_editor_would_let_stand(text: str, tmp_path: Path) -> None:
    assert codes(lint_example(tmp_path, Example(f"\\{text}"))) == []
