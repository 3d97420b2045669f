"""Serving the preview (预览服务): listen, watch the sources, build again, tell the browser."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import uvicorn
from msgspec import Struct
from uvicorn.protocols.http.h11_impl import H11Protocol
from watchfiles import Change, DefaultFilter, awatch

from typeset.base.errors import SourceError
from typeset.base.findings import Message
from typeset.base.loopback import LOOPBACK, USUAL_PORT
from typeset.base.messages import mark
from typeset.desk.preview_app import PreviewApp
from typeset.desk.preview_guard import Access
from typeset.desk.preview_state import PreviewState
from typeset.rounds.find_rounds import FOLDER

BUSY_PORT = Message(
    "E895",
    mark("port {port} of this machine is in use"),
    mark("give another with --port, or leave --port out"),
)

MOST_CONNECTIONS = 64
MOST_HEAD = 16_384
"""Bytes of a request's head."""
PATIENCE = 10.0
"""Seconds in which a request must have come whole."""
STEP, MOST_WAIT = 25, 200
"""Milliseconds without a further change after which a save is complete, and the most waited."""


class Serving(Struct, frozen=True):
    """What is served and watched, and who is told: `opened` the address once it answers,
    `rebuilt` whether each build gave an edition."""

    state: PreviewState
    watched: tuple[Path, ...]
    editor: tuple[str, ...]
    base: str
    opened: Callable[[str], None]
    rebuilt: Callable[[bool], None]


def listen(port: int | None) -> socket.socket:
    """A socket on the loopback: the port asked for, else the usual one, else any that is free.

    Raises SourceError (E895) when the port asked for is in use.
    """
    for number in (USUAL_PORT, 0) if port is None else (port,):
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((LOOPBACK, number))
            one.listen(128)
        except OSError:
            one.close()
            continue
        return one
    raise SourceError([BUSY_PORT.at(port=port or USUAL_PORT)])


def serve_preview(serving: Serving, listening: socket.socket) -> None:
    """Serve until the user ends it."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(serving, listening))


def make_server(app: PreviewApp) -> uvicorn.Server:
    """The HTTP server of a preview, with its limits."""
    config = uvicorn.Config(
        app.application(),
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        log_level="critical",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=round(PATIENCE),
        timeout_graceful_shutdown=1,
        h11_max_incomplete_event_size=MOST_HEAD,
    )
    return uvicorn.Server(config)


async def _serve(serving: Serving, listening: socket.socket) -> None:
    access = Access(listening.getsockname()[1])
    app = PreviewApp(serving.state, access, serving.editor, serving.base)
    server = make_server(app)
    building = ThreadPoolExecutor(1, "build")
    watching = asyncio.create_task(_watch(serving, app, building))
    serving.opened(access.address)
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
        building.shutdown(wait=True, cancel_futures=True)


async def _watch(serving: Serving, app: PreviewApp, building: ThreadPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    async for _ in _changes(serving.watched):
        good = await loop.run_in_executor(building, serving.state.rebuild)
        serving.rebuilt(good)
        app.tell()


async def _changes(watched: Sequence[Path]) -> AsyncIterator[None]:
    present = [path for path in watched if path.is_dir()]
    async for _ in awatch(
        *present, watch_filter=SourceFilter(), step=STEP, debounce=MOST_WAIT, raise_interrupt=False
    ):
        yield None


class SourceFilter(DefaultFilter):
    """Sources only: no hidden files, no leavings of editors, no rounds."""

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a changed path is worth a build."""
        name = Path(path).name
        hidden = name.startswith((".", "#")) or name.endswith("~") or name == "4913"
        return not hidden and FOLDER not in Path(path).parts and super().__call__(change, path)


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that gives up a connection whose request does not come whole in time."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._stop()

    def on_response_complete(self) -> None:
        before = self.cycle
        super().on_response_complete()
        if self.cycle is before:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop()
        self._timer = self.loop.call_later(PATIENCE, self._give_up)

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
