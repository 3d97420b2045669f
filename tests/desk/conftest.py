"""A preview of a small edition, served in this process, and a browser."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.desk.browsing import FLAGS, Running, browser_path, look, start, stop
from tests.desk.browsing import WEEK as HANDBOOK
from tests.editions import WEEK, write_edition
from typeset.desk.preview_app import PreviewApp
from typeset.desk.preview_guard import Access
from typeset.desk.preview_state import PreviewState
from typeset.desk.serve_preview import listen, make_server
from typeset.edition.build_issue import Kept, Stopwatch
from typeset.edition.make_edition import make_edition
from typeset.texts.edition_text import Edition
from typeset.texts.page_images import PageImages


@dataclass
class Served:
    """A preview that answers: its folder, state and secrets."""

    folder: Path
    state: PreviewState
    access: Access
    server: uvicorn.Server
    loop: asyncio.AbstractEventLoop

    def cut(self) -> None:
        """Close every connection there is."""
        for one in list(self.server.server_state.connections):
            self.loop.call_soon_threadsafe(one.transport.close)

    @property
    def port(self) -> int:
        return self.access.port


def new_state(root: Path, images: PageImages) -> PreviewState:
    """The state of the edition in `root`, not built yet."""
    kept = Kept()

    def build() -> Edition:
        return make_edition(root, WEEK, "", kept, Stopwatch())

    return PreviewState(WEEK, root / "issues" / WEEK, build, images)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small edition served without watching."""
    root = tmp_path_factory.mktemp("served")
    folder = write_edition(root)
    own = PageImages()
    state = new_state(root, own)
    assert state.rebuild()
    listening = listen(0)
    access = Access(listening.getsockname()[1])
    app = PreviewApp(state, access, ["true", "{file}", "{line}"])
    server = make_server(app)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(
        target=lambda: loop.run_until_complete(server.serve(sockets=[listening]))
    )
    thread.start()
    yield Served(folder, state, access, server, loop)
    server.should_exit = True
    thread.join(20)
    assert not thread.is_alive()
    loop.close()
    own.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium through Playwright."""
    path = browser_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def steady(
    browser: Any, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """The handbook being looked at, for tests that change nothing."""
    root = tmp_path_factory.mktemp("steady")
    shutil.copytree(project / "issues" / HANDBOOK, root / "issues" / HANDBOOK)
    running = start(project, root, HANDBOOK)
    yield running
    assert stop(running) == 0


@pytest.fixture
def running(browser: Any, project: Path, tmp_path: Path) -> Iterator[Running]:
    """The handbook in a folder of its own, for tests that edit it."""
    shutil.copytree(project / "issues" / HANDBOOK, tmp_path / "issues" / HANDBOOK)
    running = start(project, tmp_path, HANDBOOK)
    yield running
    assert stop(running) == 0


@pytest.fixture
def page(browser: Any, steady: Running) -> Iterator[Any]:
    """The preview that nobody edits."""
    yield from look(browser, steady)


@pytest.fixture
def edited(browser: Any, running: Running) -> Iterator[Any]:
    """The preview of what the test edits."""
    yield from look(browser, running)
