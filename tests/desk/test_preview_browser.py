"""The preview in a real browser: pages, edits, faults, places, comparison, speed."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browsing import WAIT, Running, cell, show, start, stop
from tests.desk.conftest import Served
from tests.editions import WEEK as EDITION
from tests.editions import write_edition
from typeset.rounds.freeze_round import freeze_round


def test_pages_appear_sharp_and_their_text_can_be_selected(page: Any, steady: Running) -> None:
    place = show(page, "1")
    box, natural = page.evaluate(
        """selector => { const image = document.querySelector(selector + ' img');
        const box = image.getBoundingClientRect();
        return [[box.width, box.height, box.left], [image.naturalWidth, image.naturalHeight, 0]]; }""",
        cell(place),
    )
    assert box[:2] == pytest.approx(natural[:2], abs=0.01)
    assert box[2] == int(box[2])
    page.keyboard.press("+")
    page.wait_for_function(
        "([selector, before]) => document.querySelector(selector + ' img')?.naturalWidth > before",
        arg=[cell(place), natural[0]],
    )
    words = page.evaluate(
        """selector => { const runs = document.querySelectorAll(selector + ' .words text');
        const range = document.createRange(); range.setStart(runs[0].firstChild, 0);
        range.setEnd(runs[runs.length - 1].firstChild, 1); getSelection().removeAllRanges();
        getSelection().addRange(range); const data = new DataTransfer();
        const event = new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true});
        document.dispatchEvent(event); return data.getData('text/plain'); }""",
        cell(place),
    )
    assert words.startswith("材料1")
    source = steady.text("材料1.md").replace("**", "")
    whole = [line for line in words.split("\n")[1:-1] if line in source.split("\n")]
    assert max(map(len, whole)) > 40, "a paragraph is one line, however it is broken on the page"


def test_an_edit_arrives_and_nothing_moves(edited: Any, running: Running) -> None:
    page = edited
    place = show(page, "2")
    page.keyboard.press("-")
    page.wait_for_selector(f"{cell(place)}[data-image]")
    state = "() => [document.querySelector('#stage').scrollTop, document.querySelector('#zoom').textContent]"
    images = """() => Object.fromEntries([...document.querySelectorAll('.page[data-image]')].map(
        one => [one.dataset.cell, one.dataset.image]))"""
    before, old = page.evaluate(state), page.evaluate(images)
    line = page.evaluate(
        "selector => document.querySelector(selector + ' .paragraph').ariaLabel", cell(place)
    )
    number = int(re.search(r"line (\d+)", line)[1])  # type: ignore[index]
    lines = running.text("材料1.md").split("\n")
    lines[number - 1] = "新" + lines[number - 1]
    running.write("材料1.md", "\n".join(lines))
    page.wait_for_function(
        "([selector, image]) => document.querySelector(selector).dataset.image !== image",
        arg=[cell(place), old[f"now-{place}"]],
        timeout=WAIT,
    )
    assert page.locator(f"{cell(place)}.changed").count() == 1
    assert page.evaluate(state) == before
    new = page.evaluate(images)
    changed = {key for key in old if key in new and new[key] != old[key]}
    assert f"now-{place}" in changed
    assert f"now-{place - 1}" not in changed, "only changed pages are drawn again"


def test_a_broken_source_shows_its_messages_and_keeps_the_pages(
    edited: Any, running: Running
) -> None:
    page = edited
    count = page.locator(".page").count()
    good = running.text("材料1.md")
    running.write("材料1.md", good + "\n![x](../../secret.png)\n")
    page.wait_for_selector(".state.broken", timeout=WAIT)
    assert "E116" in page.inner_text("#list .item.error")
    assert "材料1.md:" in page.inner_text("#list .item.error .where")
    assert page.is_visible("#banner")
    assert page.locator(".page").count() == count
    running.write("材料1.md", good)
    page.wait_for_selector(".state.good", timeout=WAIT)
    assert not page.is_visible("#banner")


def test_a_click_leads_to_the_line_and_to_the_editor(page: Any, steady: Running) -> None:
    place = show(page, "1")
    index = page.evaluate(
        """selector => [...document.querySelectorAll(selector + ' .words text')].findIndex(
        one => one.textContent.length > 12 && one.dataset.paragraph > 2)""",
        cell(place),
    )
    run = page.locator(f"{cell(place)} .words text").nth(index)
    words = run.text_content()
    run.click()
    heading = page.inner_text("#source h2")
    file, number = heading.split(":")
    assert words[:8] in steady.text(file).split("\n")[int(number) - 1].replace("**", "")
    assert words[:8] in page.inner_text("#source .text").replace("**", "")
    page.click("#source [data-action=openEditor]")
    page.wait_for_selector("#toast.shown")
    for _ in range(200):
        if steady.opened.exists() and steady.opened.read_text(encoding="utf-8"):
            break
        time.sleep(0.05)
    path, line = steady.opened.read_text(encoding="utf-8").split("|")
    assert (Path(path), line) == ((steady.folder / file).resolve(), number)
    page.keyboard.press("Escape")
    assert not page.is_visible("#source")


_CHOSEN_IS_IN_VIEW = """() => {
  const circle = document.querySelector(".finding.chosen circle");
  if (!circle) return false;
  const spot = circle.getBoundingClientRect();
  const stage = document.querySelector("#stage").getBoundingClientRect();
  return stage.top < spot.top && spot.top < stage.bottom;
}"""


def test_a_finding_and_its_spot_lead_to_each_other(page: Any, steady: Running) -> None:
    page.keyboard.press("n")
    chosen = page.locator('#list .item[aria-current="true"]')
    assert chosen.count() == 1
    page.wait_for_selector(".finding.chosen", timeout=WAIT)
    # The layer may be drawn anew meanwhile, so the browser itself watches for the spot.
    page.wait_for_function(_CHOSEN_IS_IN_VIEW, timeout=WAIT)
    page.keyboard.press("p")
    marker = page.locator(".finding").last
    number = int(marker.get_attribute("data-finding"))
    marker.focus()
    page.keyboard.press("Enter")
    active = "document.activeElement.dataset.finding"
    assert page.evaluate(active) == str(number), "the focus stays where it was"
    assert page.locator('#list .item[aria-current="true"]').get_attribute("data-finding") == str(
        number
    )


@pytest.mark.parametrize("blink", [False, True])
def test_compare_marks_the_changed_place(edited: Any, running: Running, blink: bool) -> None:
    page = edited
    place = show(page, "1")
    label = page.locator(f"{cell(place)} .paragraph").nth(3).get_attribute("aria-label")
    number = int(re.search(r"line (\d+)", label)[1])  # type: ignore[index]
    lines = running.text("材料1.md").split("\n")
    lines[number - 1] = lines[number - 1][:4] + "鑫" + lines[number - 1][4:]
    image = page.get_attribute(cell(place), "data-image")
    running.write("材料1.md", "\n".join(lines))
    page.wait_for_function(
        "([selector, image]) => document.querySelector(selector).dataset.image !== image",
        arg=[cell(place), image],
        timeout=WAIT,
    )
    page.keyboard.press("d")
    page.wait_for_selector("#list .item.change", timeout=WAIT)
    assert page.locator("#list .item.change").count() == 1
    assert page.inner_text("#list .item.change ins") == "鑫"
    if blink:
        page.keyboard.press("b")
        page.wait_for_selector(f"{cell(place)} .tiles.other", state="attached", timeout=WAIT)
        page.wait_for_selector(".showing-before", timeout=WAIT)
    else:
        page.wait_for_selector(f"{cell(place, 'then')} .change.point", state="attached")
    spot = page.locator(f"{cell(place)} .change.added").bounding_box()
    run = page.locator(f"{cell(place)} .words text", has_text="鑫").first.bounding_box()
    assert run["y"] - 6 < spot["y"] + spot["height"] / 2 < run["y"] + run["height"] + 6
    assert spot["width"] < run["width"] / 2
    page.keyboard.press("d")
    page.wait_for_selector(".page.then", state="detached")
    assert page.locator(".change.added").count() == 0 or page.locator("rect.change").count() == 0


def test_a_round_named_at_the_start_is_compared_at_once(
    browser: Any, project: Path, tmp_path: Path
) -> None:
    """Its changes are listed without a key; a phone shows one page at a time all the same."""
    folder = write_edition(tmp_path)
    freeze_round(tmp_path, EDITION, "2025-09-01")
    path = folder / "材料1.md"
    path.write_text(path.read_text(encoding="utf-8").replace("百万", "数百万"), encoding="utf-8")
    running = start(project, tmp_path, EDITION, "--round", "一校")
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    context.add_init_script("localStorage.setItem('typeset-spread', 'true')")
    page = context.new_page()
    page.goto(running.address)
    page.wait_for_selector("#list .item.change", timeout=WAIT)
    assert page.locator("#list .item.change").count() == 1
    assert page.inner_text("#list .item.change ins") == "数"
    page.wait_for_selector(".page.then .change.point", state="attached", timeout=WAIT)
    page.keyboard.press("d")
    page.wait_for_selector(".page.then", state="detached")
    assert page.locator(".row.two").count() > 0
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_function("() => !document.querySelector('.row.two')", timeout=WAIT)
    context.close()
    assert stop(running) == 0


def test_the_connection_lost_and_found_is_told(browser: Any, served: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(served.access.address)
    page.wait_for_selector(".page[data-image]", timeout=WAIT)
    count = page.locator(".page").count()
    served.cut()
    page.wait_for_selector(".state.lost", timeout=WAIT)
    assert page.is_visible("#banner")
    assert page.locator(".page").count() == count
    page.wait_for_selector(".state.good", timeout=WAIT)
    assert not page.is_visible("#banner")
    context.close()


def test_speed_in_the_real_manuscript(
    browser: Any,
    project: Path,
    manuscript_path: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """From save to changed page on screen; printed, not asserted."""
    subprocess.run(
        [sys.executable, "-m", "typeset", "import", str(manuscript_path), "2025-36", "--root", str(tmp_path)],
        cwd=project, check=True, capture_output=True,
    )  # fmt: skip
    running = start(project, tmp_path, "2025-36")
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto(running.address)
    page.wait_for_selector(".page[data-image]", timeout=WAIT)
    place = show(page, "2")
    label = page.locator(f"{cell(place)} .paragraph").nth(1).get_attribute("aria-label")
    number = int(re.search(r"line (\d+)", label)[1])  # type: ignore[index]
    lines = running.text("材料1.md").split("\n")
    times = []
    for _ in range(3):
        image = page.get_attribute(cell(place), "data-image")
        lines[number - 1] = lines[number - 1][:9] + "新" + lines[number - 1][9:]
        saved = time.perf_counter()
        running.write("材料1.md", "\n".join(lines))
        page.wait_for_function(
            "([selector, image]) => document.querySelector(selector).dataset.image !== image",
            arg=[cell(place), image],
            timeout=WAIT,
        )
        times.append(round(1000 * (time.perf_counter() - saved)))
        page.wait_for_timeout(300)
    context.close()
    assert stop(running) == 0
    with capsys.disabled():
        print(f"\npreview: from save to changed page {sorted(times)[1]} ms (median of {times})")
