"""`paiban preview` as a user runs it, and a browser that looks at it."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WEEK = "handbook"
WAIT = 20_000


@dataclass
class Running:
    """`paiban preview` as the user runs it."""

    process: subprocess.Popen[str]
    address: str
    folder: Path
    opened: Path

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")


def start(project: Path, root: Path, week: str, *options: str) -> Running:
    opened = root / "opened"
    recorder = root / "editor.py"
    recorder.write_text(f"import sys; open({str(opened)!r}, 'w').write('|'.join(sys.argv[1:]))")
    command = [
        sys.executable, "-m", "typeset", "preview", week, "--root", str(root), "--port", "0",
        "--no-open", "--editor", f"{sys.executable} {recorder} {{file}} {{line}}", *options,
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        match = re.search(r"http://\S+", line)
        if match:
            return Running(process, match[0], root / "issues" / week, opened)
    raise AssertionError(process.wait())


def stop(running: Running) -> int:
    running.process.send_signal(signal.SIGINT)
    code = running.process.wait(20)
    assert running.process.stdout is not None
    running.process.stdout.close()
    return code


def browser_path() -> str:
    """Debian's browser; the test is skipped without."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed")
    return path


def look(browser: Any, running: Running) -> Iterator[Any]:
    """A browser's page that shows the preview; a fault of a script, or a request to another host,
    fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    faults: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(running.address)
    page.wait_for_selector(".page[data-image]", timeout=WAIT)
    yield page
    host = running.address.split("/?")[0]
    assert faults == []
    assert [url for url in requests if not url.startswith(host)] == []
    context.close()


def cell(place: int, side: str = "now") -> str:
    return f'.page[data-cell="{side}-{place}"]'


def show(page: Any, label: str) -> int:
    """Go to a page by its printed number; its place."""
    page.fill("#place", label)
    page.press("#place", "Enter")
    page.wait_for_function("label => document.querySelector('#place').value === label", arg=label)
    place = int(
        page.evaluate(
            "[...document.querySelectorAll('.thumbnail')].findIndex(one => one.ariaCurrent)"
        )
    )
    page.wait_for_selector(f"{cell(place)}[data-image] .words", timeout=WAIT)
    return place
