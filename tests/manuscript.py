"""A manuscript made by program, in words of our own, with the faults of a pasted one: whoever made it
knows what is in it, so importer and linter can be asked for all of it and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

WEEK = "2025-36"
_WHO = ("各村", "市林业局", "县水务站", "河道巡查组", "社区书屋", "镇农技站", "环卫所", "供水公司")
_WHEN = ("每月初", "入秋以后", "汛期之前", "本季度内", "年底以前", "周末")
_DOES = ("清点", "登记", "修整", "检查", "补种", "疏通", "公布", "试用", "整理", "评比")
_WHAT = ("苗圃和林带", "沟渠与闸门", "借阅台账", "果树名录", "垃圾分类点", "水表读数", "巡查记录", "节水器具",
         "老井周围的护栏", "山脚下的苗木", "书屋里的旧书", "村口的凉亭")  # fmt: skip
_SO = ("做到心中有数", "不留死角", "让群众看得见", "用完放回原处", "把结果贴在公告栏", "并请老人带路",
       "遇雨顺延", "逐户说明办法", "缺什么补什么")  # fmt: skip
_SECTIONS = ("摸清底数", "分段负责", "公开结果", "讲求实效")
_TITLES = (
    ("青禾市秋季植树工作会议强调", "一棵树一本账"),
    ("", "关于清理河道和沟渠的通知"),
    ("村级书屋读书月活动启动仪式强调", "灯下一卷书"),
    ("", "节约用水办法"),
)
_NUMBERED = _TITLES[1][1]
"""The one material with numbered headings."""
_CONTENTS = (("一、会议精神", (1,)), ("二、文件和做法", (2, 3, 4)))
_MARKERS = ("材料 1", "## 材料 2", "# 材料3", "材料 4")


@dataclass
class Manuscript:
    """The text, and what its maker knows of it."""

    lines: list[str] = field(default_factory=list)
    titles: list[tuple[str, str]] = field(default_factory=list)
    joins: list[int] = field(default_factory=list)
    """Lines that a page break has cut, counted from 1."""
    signs: Counter[str] = field(default_factory=Counter)
    """Half-width marks put into Chinese text."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def put(self, *lines: str) -> None:
        """Lines, each followed by an empty one as a recogniser of scans leaves them."""
        for line in lines:
            self.lines += (line, "")


def make_manuscript(seed: int = 1) -> Manuscript:
    """Front matter in two versions, contents, notice, four materials of some twelve pages."""
    chance = random.Random(seed)
    made = Manuscript(["", ""])
    made.put(
        "# 周重点学习内容清单", "(2025年9月1日至9月5日)", "青禾市学习办公室汇编", "2025年8月29日"
    )
    made.put("# 周重点学习内容清单", "(2025年9月1日至9月5日)")
    made.signs.update("()()")
    for heading, numbers in _CONTENTS:
        made.put(f"## {heading}")
        made.put(*(f"{number}.{_TITLES[number - 1][1]}" for number in numbers))
    made.put("工作提示：各村读书小组请在周五以前读完这几份材料，把疑问记在本子上，下周一起讨论。")
    for marker, (kicker, title) in zip(_MARKERS, _TITLES, strict=True):
        made.put(marker)
        made.put(*([f"## {kicker}"] if kicker else []), f"### {title}")
        made.titles.append((kicker, title))
        point = 0
        for number, section in enumerate(_SECTIONS if title == _NUMBERED else (), 1):
            made.put(f"{'一二三四'[number - 1]}、{section}")
            for _ in range(2):
                point += 1  # counted on, as long documents do
                made.put(f"（{'一二三四五六七八'[point - 1]}）{_sentence(chance)}")
                for _ in range(4):
                    _put_paragraph(made, chance)
        for _ in range(0 if point else 20):
            _put_paragraph(made, chance)
    return made


def _put_paragraph(made: Manuscript, chance: random.Random) -> None:
    """One paragraph; now and then a page break has cut it, or a mark is half-width."""
    text = "".join(_sentence(chance) for _ in range(chance.randint(3, 7)))
    if chance.random() < 0.1:
        text = text.replace("，", ",", 1)
        made.signs[","] += 1
    if chance.random() < 0.15:
        cut = text.index("，", len(text) // 2) + 1
        made.joins.append(len(made.lines) + 1)
        made.put(text[:cut], text[cut:])
    else:
        made.put(text)


def _sentence(chance: random.Random) -> str:
    parts = [chance.choice(group) for group in (_WHO, _WHEN, _DOES, _WHAT, _SO)]
    who, when, does, what, so = parts
    return f"{who}{when}{does}{what}，{so}。"


def manuscript_file(project: Path, otherwise: Path) -> Path:
    """The real manuscript beside the project, else one that is made into a folder."""
    real = project.parent / "shared" / "manuscripts" / f"{WEEK}.txt"
    if real.is_file():
        return real
    made = otherwise / f"{WEEK}.txt"
    made.write_text(make_manuscript().text, encoding="utf-8")
    return made
