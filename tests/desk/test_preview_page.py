"""The preview's page: keys, overlays, access for all, small rooms, languages, foreign sites."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browsing import FLAGS, WAIT, WEEK, Running, browser_path, cell, show, start, stop


def test_keys(page: Any, steady: Running) -> None:
    first = page.input_value("#place")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.input_value("#place") != first
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.input_value("#place") == first
    assert page.locator(".overlays .grid").count() == 0
    page.keyboard.press("g")
    assert page.locator(".overlays .grid").count() > 0
    page.keyboard.press("s")
    left, right = page.locator(".row").nth(1).locator(".page").all()
    assert int(right.get_attribute("data-place")) % 2 == 0, "odd pages are right"
    assert left.bounding_box()["x"] < right.bounding_box()["x"]
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    assert not page.is_visible("#help")
    page.focus("#place")
    page.keyboard.press("g")
    assert page.locator(".overlays .grid").count() > 0, "who types in a field presses no key"


def test_overlays_stand_where_the_style_puts_them(page: Any, steady: Running) -> None:
    for name in ("area", "lines", "trim"):
        page.click("#overlays")
        page.locator("#menu button").nth(["area", "grid", "lines", "trim"].index(name)).click()
        page.keyboard.press("Escape")
    place = show(page, "1")
    area = page.locator(f"{cell(place)} .overlays .area")
    width, height = (float(area.get_attribute(key)) for key in ("width", "height"))
    assert width == pytest.approx(156 / 25.4 * 72, abs=0.01)
    assert height == pytest.approx(225 / 25.4 * 72, abs=0.01)
    assert page.locator(f"{cell(place)} .overlays .number").count() == 22
    assert page.locator(f"{cell(place)} .overlays .trim").count() == 1


def test_everything_has_a_name_and_focus_is_seen(page: Any, steady: Running) -> None:
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, input, [role=button], nav, main, aside')]
        .filter(one => !(one.ariaLabel || one.textContent.trim())).map(one => one.outerHTML)"""
    )
    assert nameless == []
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_have_contrast(browser: Any, steady: Running, scheme: Any) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(steady.address)
    page.wait_for_selector(".page[data-image]", timeout=WAIT)
    ratios = page.evaluate(
        """() => {
        const style = getComputedStyle(document.documentElement);
        const probe = document.createElement('span'); document.body.append(probe);
        const tone = name => { probe.style.color = style.getPropertyValue(name);
            const parts = getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number);
            const linear = parts.slice(0, 3).map(one => { const c = one / 255;
                return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]; };
        const pairs = {};
        for (const ink of ['--ink', '--muted', '--accent', '--error', '--warning', '--hint', '--good'])
            for (const paper of ['--surface', '--raised', '--chosen']) {
                const [a, b] = [tone(ink), tone(paper)].sort((x, y) => y - x);
                pairs[ink + paper] = (a + 0.05) / (b + 0.05); }
        return pairs; }"""
    )
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}
    context.close()


def test_a_phone_sees_everything(browser: Any, steady: Running) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        device_scale_factor=3,
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    page.goto(steady.address)
    page.wait_for_selector(".page[data-image]", timeout=WAIT)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    paper = page.locator(".page").first.bounding_box()
    assert paper["x"] >= 0
    assert paper["x"] + paper["width"] <= 360
    for name in ("previous", "next", "overlays", "compare", "more", "toggle"):
        box = page.locator(f"#{name}").bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 360, name
        assert box["height"] >= 36, name
    page.tap("#toggle")
    assert page.locator("#panel").bounding_box()["width"] == 360
    context.close()


def test_chinese_words_by_locale(
    browser: Any, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    shutil.copytree(project / "issues" / WEEK, tmp_path / "issues" / WEEK)
    running = start(project, tmp_path, WEEK)
    context = browser.new_context()
    page = context.new_page()
    page.goto(running.address)
    page.wait_for_selector(".state.good", timeout=WAIT)
    assert "已是最新" in page.inner_text("#state")
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert page.get_attribute("#compare", "aria-label") == "对比"
    context.close()
    assert stop(running) == 0


def test_a_foreign_host_is_refused(browser: Any, steady: Running) -> None:
    """DNS rebinding: a name of another's that leads here gets nothing, with the key or without."""
    port, key = re.findall(r":(\d+)/.key=(.+)", steady.address)[0]
    browser = browser.browser_type.launch(
        executable_path=browser_path(),
        args=[*FLAGS, "--host-resolver-rules=MAP evil.example 127.0.0.1"],
    )
    page = browser.new_page()
    for address in (f"http://evil.example:{port}/", f"http://evil.example:{port}/?key={key}"):
        answer = page.goto(address)
        assert answer.status == 421
        assert WEEK not in page.content()
    browser.close()


def test_another_site_can_neither_read_nor_frame(
    browser: Any, steady: Running, tmp_path: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(steady.address)
    page.wait_for_selector(".page[data-image]", timeout=WAIT)
    host = steady.address.split("/?")[0]
    stranger = context.new_page()
    stranger.route(
        "http://evil.example/**",
        lambda route: route.fulfill(body="<p>evil", content_type="text/html"),
    )
    stranger.goto("http://evil.example/")
    results = stranger.evaluate(
        """async host => {
        const tries = [fetch(host + '/start.json', {credentials: 'include'}),
            fetch(host + '/open', {method: 'POST', body: '{}', credentials: 'include'})];
        const read = await Promise.allSettled(tries);
        const image = await new Promise(done => { const one = new Image();
            one.onload = () => done('loaded'); one.onerror = () => done('refused');
            one.src = host + '/static/mark.svg'; });
        return [...read.map(one => one.status), image]; }""",
        host,
    )
    assert results == ["rejected", "rejected", "refused"]
    context.close()
