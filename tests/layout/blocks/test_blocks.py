"""Blocks as they stand on pages: ending, lists, quotations, pictures (GB/T 9704-2012, 7.3.4, 7.3.5;
reference rules 22, 23), in a whole edition."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.editions import MATERIAL, WEEK, write_edition, write_image
from typeset.edition.build_issue import LaidOut, lay_out_issue
from typeset.layout.placing.page import GlyphRun, Page, PlacedPicture

TEXT = "各支部要认真学习文件精神，逐条对照检查。"


def lay_out(root: Path, text: str, more: str = "") -> LaidOut:
    folder = root / "issues" / WEEK
    write_image(folder / "wide.png", (2000, 1000))
    write_image(folder / "small.png", (200, 100))
    for path in folder.iterdir():
        path.rename(root / path.name)
    folder.rmdir()
    folder = write_edition(root, {"材料1.md": MATERIAL.format(title="学习的通知", text=text)}, more)
    for name in ("wide.png", "small.png"):
        (root / name).rename(folder / name)
    return lay_out_issue(root, WEEK)


def starts(laid: LaidOut, page: Page) -> dict[str, tuple[float, float, int]]:
    """Text of each baseline of a page → where it begins and ends in em of the grid, its line."""
    area = laid.style.type_area
    rows: dict[int, list[GlyphRun]] = {}
    for mark in page.marks:
        if isinstance(mark, GlyphRun) and mark.y < area.top + area.height:
            # A lent or a scaled sign may stand a little lower than its line.
            line = round((mark.y - area.top) / (area.line_pitch / 4))
            rows.setdefault(line, []).append(mark)
    first = min(run.y for runs in rows.values() for run in runs)
    found = {}
    for runs in rows.values():
        runs.sort(key=lambda run: run.x)
        last = runs[-1]
        y = last.y
        left = (runs[0].x - page.type_area.left) / area.character_pitch
        right = last.x + last.offsets[-1] + last.advances[-1] - page.type_area.left
        text = "".join("".join(run.texts) for run in runs)
        found[text] = (left, right / area.character_pitch, round((y - first) / area.line_pitch))
    return found


def body(laid: LaidOut) -> Page:
    return next(page for page in laid.pages.pages if page.number == 1)


ENDINGS = [
    # clause, lines of the ending, (begin of a line, where it begins in em from the left, line after
    # the text's last; None: it is not asked)
    ("7.3.4", "附件：甲表", [("附件：甲表", 2.0, 2)]),
    ("7.3.4", "附件：1. 甲表\n2. 乙表", [("附件：1.甲表", 2.0, 2), ("2.乙表", 5.0, 3)]),
    ("7.3.5.2", "青年志愿服务总队\n2025年9月1日", [("青年", 18.0, 2), ("2025", 20.0, 3)]),
    ("7.3.5.2", "水务局\n2025年9月1日", [("水务局", None, 2), ("2025", None, 3)]),
    ("7.3.5.1", "水务局（印章）\n2025年9月1日", [("水务局", None, 3), ("2025", None, 4)]),
    ("7.3.4", "附件：甲表\n水务局\n2025年9月1日", [("附件", 2.0, 2), ("水务局", None, 4)]),
]


@pytest.mark.parametrize(("clause", "ending", "wanted"), ENDINGS)
def test_ending(
    tmp_path: Path, clause: str, ending: str, wanted: list[tuple[str, float | None, int]]
) -> None:
    laid = lay_out(tmp_path, f"{TEXT}\n{ending}")
    rows = starts(laid, body(laid))
    text = next(line for words, (_, _, line) in rows.items() if words.startswith("各支部"))
    for begin, left, line in wanted:
        found = next(row for words, row in rows.items() if words.startswith(begin))
        assert found[2] - text == line, (clause, begin)
        if left is not None:
            assert found[0] == pytest.approx(left, abs=0.1), (clause, begin)


def test_7_3_5_2_a_date_longer_than_the_name_keeps_its_distance(tmp_path: Path) -> None:
    laid = lay_out(tmp_path, f"{TEXT}\n水务局\n2025年12月31日")
    rows = starts(laid, body(laid))
    name, date = rows["水务局"], rows["2025年12月31日"]
    assert date[1] == pytest.approx(28 - 2, abs=0.1)
    assert date[0] - name[0] == pytest.approx(2, abs=0.1)


def test_7_3_5_1_the_name_is_centred_over_the_date_with_a_seal(tmp_path: Path) -> None:
    laid = lay_out(tmp_path, f"{TEXT}\n水务局（印章）\n2025年12月31日")
    rows = starts(laid, body(laid))
    name, date = rows["水务局"], rows["2025年12月31日"]
    assert date[1] == pytest.approx(28 - 4, abs=0.1)
    assert sum(name[:2]) == pytest.approx(sum(date[:2]), abs=0.2)


def test_7_3_5_1_several_seals_stand_apart_the_last_on_name_and_date(tmp_path: Path) -> None:
    """Four names, two a row: each in the middle of half the measure, rows over 42 mm apart."""
    names = ("甲市教育局", "甲市财政局", "甲市文化局", "甲市图书馆")
    text = "".join(f"落款：{name}{'（印章）' if name == names[0] else ''}\n" for name in names)
    laid = lay_out(tmp_path, f"正文。\n\n{text}2025年9月1日\n")
    rows = starts(laid, body(laid))
    first, second = (rows[names[k] + names[k + 1]] for k in (0, 2))
    assert (first[0] + first[1]) / 2 == pytest.approx(14, abs=0.01)
    assert first[0] == pytest.approx(7 - 2.5, abs=0.01)
    assert second[2] - first[2] == 5
    date = rows["2025年9月1日"]
    assert date[2] == second[2] + 1
    assert (date[0] + date[1]) / 2 == pytest.approx(21, abs=0.05)


def test_a_long_name_with_a_seal_stays_inside(tmp_path: Path) -> None:
    laid = lay_out(
        tmp_path, f"{TEXT}\n落款：{'某某市学习工作领导小组办公室' * 2}（印章）\n2025年9月1日"
    )
    for left, right, _ in starts(laid, body(laid)).values():
        assert left >= -0.05
        assert right <= 28.05


def test_the_signature_stays_with_the_text(tmp_path: Path) -> None:
    """Whatever the length of the text, no page holds a signature alone (7.3.5)."""
    for count in (14, 15, 16, 17):
        text = "\n".join([TEXT] * count)
        laid = lay_out(tmp_path / str(count), f"{text}\n水务局（印章）\n2025年9月1日")
        page = next(
            page
            for page in laid.pages.pages
            if any(isinstance(m, GlyphRun) and "".join(m.texts) == "水务局" for m in page.marks)
        )
        assert any(row.startswith("各支部") for row in starts(laid, page)), count


def test_lists_hang_and_are_tagged(tmp_path: Path) -> None:
    text = f"- {TEXT * 2}\n  1) {TEXT * 2}\n  2) 乙\n- 丙\n\n后面的正文。"
    laid = lay_out(tmp_path, text)
    rows = starts(laid, body(laid))
    begins = [
        (words[:2], round(left, 1)) for words, (left, _, _) in rows.items() if words[0] in "—①②后"
    ]
    assert begins == [("——", 2.0), ("①各", 4.0), ("②乙", 4.0), ("——", 2.0), ("后面", 2.0)]
    turnover = [round(left) for words, (left, _, _) in rows.items() if words.startswith("逐条")]
    assert set(turnover) <= {4, 5}
    nodes = laid.pages.structure
    of_lists = ("L", "LBody", "LI")
    roles = Counter(
        node.role for node in nodes if node.role == "L" or nodes[node.parent].role in of_lists
    )
    assert [roles[role] for role in ("L", "LI", "Lbl", "LBody")] == [2, 4, 4, 4]
    inner = [node for node in laid.pages.structure if node.role == "L"][1]
    assert laid.pages.structure[inner.parent].role == "LBody"


def test_numbers_of_a_list_end_on_their_mark(tmp_path: Path) -> None:
    """GB/T 1.1: 9） begins a figure further right than 10）, and their words begin together."""
    laid = lay_out(tmp_path, "".join(f"{n}) 整理\n" for n in range(1, 11)))
    found = starts(laid, body(laid))
    (ninth, ninth_end, _), (tenth, tenth_end, _) = found["9）整理"], found["10）整理"]
    assert ninth - tenth == pytest.approx(0.5, abs=0.02)
    assert ninth_end == pytest.approx(tenth_end)


def test_items_are_paragraphs_where_the_style_says_so(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "own.yaml").write_text("extends: weekly\nlists: {hanging: false}\n")
    laid = lay_out(tmp_path, f"1) {TEXT * 3}", "style: own\n")
    lefts = [round(left, 1) for left, _, _ in starts(laid, body(laid)).values()][2:]
    assert lefts[0] == 2.0
    assert set(lefts[1:]) == {0.0}


def test_quotations_are_narrower(tmp_path: Path) -> None:
    laid = lay_out(tmp_path, f"> {TEXT * 3}\n> 第二段。\n正文。")
    page = body(laid)
    quoted = [mark for mark in page.marks if isinstance(mark, GlyphRun) and "Kai" in mark.face]
    area = laid.style.type_area
    assert quoted
    for run in quoted:
        left = (run.x - page.type_area.left) / area.character_pitch
        right = left + (run.offsets[-1] + run.advances[-1]) / area.character_pitch
        assert left >= 1.9
        assert right <= 26.6
    roles = [node.role for node in laid.pages.structure]
    assert roles.count("BlockQuote") == 1


def test_rule_23_all_blocks_keep_the_grid_on_both_sides(tmp_path: Path) -> None:
    """Baselines of text on rectos and versos agree within 0.05 pt, whatever stands between."""
    table = "表：题\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n"
    picture = "![图题](wide.png){宽=47%}\n"
    blocks = f"- {TEXT}\n  1) {TEXT}\n\n> {TEXT}\n{table}{picture}{TEXT * 3}\n"
    laid = lay_out(tmp_path, blocks * 6 + "附件：甲\n水务局\n2025年9月1日")
    area = laid.style.type_area
    kept = {"body", "list_1", "list_2", "quotation", "attachment_note", "signature"}
    sides: dict[str, set[int]] = {"recto": set(), "verso": set()}
    lines = [(page, line) for page in laid.pages.pages for line in page.lines if line.style in kept]
    first = min(line.y for _, line in lines if line.grid_line == 0)
    for page, line in lines:
        assert line.y == pytest.approx(first + line.grid_line * area.line_pitch, abs=0.05), (
            line.text
        )
        sides[page.side].add(line.grid_line)
    assert len(sides["recto"]) > 5
    assert len(sides["verso"]) > 5


@pytest.mark.parametrize(
    ("option", "share", "codes"), [("", 1.0, []), ("{宽=60%}", 0.6, []), ("{宽=5%}", 0.05, [])]
)
def test_pictures_keep_their_proportion_on_whole_lines(
    tmp_path: Path, option: str, share: float, codes: list[str]
) -> None:
    laid = lay_out(tmp_path, f"{TEXT}\n![图题](wide.png){option}\n见图1。\n{TEXT}")
    area = laid.style.type_area
    (picture,) = [mark for mark in body(laid).marks if isinstance(mark, PlacedPicture)]
    assert picture.box.width / picture.box.height == pytest.approx(2)
    assert picture.box.width / area.width == pytest.approx(share, abs=0.02)
    first = min(line.y for line in body(laid).lines)
    for line in body(laid).lines:
        grid = (line.y - first) / area.line_pitch
        assert grid == pytest.approx(round(grid), abs=0.05 / area.line_pitch)
    assert [found.code for found in laid.findings if found.code in {"W501", "W415"}] == codes


def test_a_coarse_picture_and_image_are_told_at_their_printed_size(tmp_path: Path) -> None:
    more = "attachments:\n  - file: small.png\n    title: 样张\n"
    laid = lay_out(tmp_path, "![图题](small.png){宽=100%}", more)
    found = [(str(one.position), dict(one.values)) for one in laid.findings if one.code == "W501"]
    assert [place.split(":")[0] for place, _ in found] == ["材料1.md", "issue.yaml"]
    printed = laid.style.type_area.width / 72
    assert found[0][1]["resolution"] == round(200 / printed)
    assert found[1][1]["resolution"] == 72


REFERENCES = [
    # text, what is missing
    ("如图1所示，见表2。", ["图1", "表2"]),
    ("（图1）与图2", ["图1", "图2"]),
    ("图3显示", ["图3"]),
    ("地图3、代表3人、列表4项、图书2册", []),
    ("见图1\n![题](wide.png)", []),
    ("见表1\n表：题\n| 甲 |\n|---|\n| 乙 |", []),
    ("见图1\n![](wide.png)", ["图1"]),
    ("正文。\n附件：样张", ["样张"]),
    ("正文。\n附件：样张（略）", []),
]


@pytest.mark.parametrize(("text", "missing"), REFERENCES)
def test_references(tmp_path: Path, text: str, missing: list[str]) -> None:
    laid = lay_out(tmp_path, text)
    found = [one for one in laid.findings if one.code in {"W415", "W416"}]
    assert [str(next(iter(dict(one.values).values()))) for one in found] == missing
    assert all(one.position and one.position.file == "材料1.md" for one in found)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("见附件1，详见附件2。", ["附件2"]),
        ("安排（附件3）和（见附件 4）。", ["附件3", "附件4"]),
        ("详见附件二。", ["附件二"]),
        ("见附件。", []),
        ("按附件2号文执行，见附件1.2节。", []),
        ("见附件2。\n附件：1. 样张\n2. 另一份（略）", []),
    ],
)
def test_references_to_attachments(tmp_path: Path, text: str, missing: list[str]) -> None:
    """A number beyond the last; the attachments that a reprinted text names itself count."""
    more = "attachments:\n  - file: small.png\n    title: 样张\n"
    found = [one for one in lay_out(tmp_path, text, more).findings if one.code == "W417"]
    assert [dict(one.values)["label"] for one in found] == missing
    assert all(one.position and one.position.file == "材料1.md" for one in found)


def test_without_attachments_references_are_those_of_a_reprint(tmp_path: Path) -> None:
    assert "W417" not in {one.code for one in lay_out(tmp_path, "见附件3。").findings}
