"""Body pages on the grid (reference rules 21–25; GB/T 9704-2012, 5.2.3), in a whole edition."""

from __future__ import annotations

import re

import pytest

from tests.editions import MATERIAL, WEEK, write_edition
from typeset.edition.build_issue import LaidOut, lay_out_issue
from typeset.layout.placing.page import GlyphRun, Page

SENTENCE = "各支部要认真学习文件精神，在2025年8月27日前完成“三项任务”，逐条对照检查（附清单）。"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> LaidOut:
    """An edition with a long material: paragraphs of one to nine sentences, headings between."""
    body = []
    for number, han in enumerate("一二三四五六七八九", start=1):
        body.append(f"{han}、主要任务")
        body.extend(f"（{one}）具体要求。" + SENTENCE * number for one in "一二三")
    root = tmp_path_factory.mktemp("grid")
    material = MATERIAL.format(title="学习任务的通知", text="\n".join(body))
    write_edition(root, {"材料1.md": material})
    return lay_out_issue(root, WEEK)


def body_pages(laid: LaidOut) -> list[Page]:
    return [page for page in laid.pages.pages if page.kind == "body"]


def test_rule_23_baselines_stand_on_the_grid_recto_and_verso(laid: LaidOut) -> None:
    area = laid.style.type_area
    pages = body_pages(laid)
    assert len(pages) > 6
    assert {page.side for page in pages} == {"recto", "verso"}
    first = min(line.y for page in pages for line in page.lines if line.grid_line == 0)
    for page in pages:
        for line in page.lines:
            assert line.y == pytest.approx(first + line.grid_line * area.line_pitch, abs=0.05)
            assert 0 <= line.grid_line < area.lines_per_page


def test_rule_23_pages_are_full_or_the_report_says_why_not(laid: LaidOut) -> None:
    full = laid.style.type_area.lines_per_page
    materials = [page for page in body_pages(laid) if len(page.lines) > 2]
    short = {page.number for page in materials if page.lines_used < full}
    last = {
        page.number
        for page, after in zip(materials, [*materials[1:], None], strict=True)
        if after is None or any(found.name.startswith("material-") for found in after.destinations)
    }
    reported = {found.page for found in laid.findings if found.code == "H505"}
    assert short - last == reported
    assert len(short) < len(materials) / 2


def test_rules_21_and_24_no_line_alone_and_no_heading_last(laid: LaidOut) -> None:
    assert not [found for found in laid.findings if found.code in {"W506", "W507"}]
    for page in body_pages(laid):
        assert not page.lines[-1].style.startswith("heading")


def test_rule_19_lines_end_at_the_measure(laid: LaidOut) -> None:
    area = laid.style.type_area
    em = area.character_pitch
    for page in body_pages(laid):
        right = page.type_area.left + page.type_area.width
        for line in page.lines:
            if line.style != "body" or line.last:
                continue
            runs = [m for m in page.marks if isinstance(m, GlyphRun) and abs(m.y - line.y) < 6]
            end = max(run.x + run.offsets[-1] + run.advances[-1] for run in runs)
            trimmed = re.search(r"[，。、；：”）》]$", line.text)
            assert end - (em / 2 if trimmed else 0) == pytest.approx(right, abs=0.03 * em), (
                line.text
            )


def test_rule_25_no_han_is_slanted(laid: LaidOut) -> None:
    slanted = [face.identifier for face in laid.faces.values() if face.italic_angle and face.centre]
    assert slanted == []
