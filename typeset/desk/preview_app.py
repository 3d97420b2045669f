"""The preview's application (预览应用): which address answers what.

Files of the program come from a list made at start, pages and sources by names that the build
gave; nothing is ever opened by a path from outside.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import threading
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from typeset.base.disk import reason_of
from typeset.base.errors import TypesetError
from typeset.base.findings import Message
from typeset.base.messages import mark, reader_languages, translate
from typeset.desk.page_data import WORDS
from typeset.desk.preview_guard import Access, Guard
from typeset.desk.preview_state import PreviewState
from typeset.texts.page_images import PageImageError

EDITOR_MISSING = Message(
    "W897",
    mark("the editor could not be started: {reason}"),
    mark("see the command after --editor"),
)

MOST_STREAMS = 16
HEARTBEAT = 15.0
LARGEST_SCALE = 16.0
"""Pixels a point: 400 % on a screen of three pixels a CSS pixel."""
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOREVER = {"cache-control": "private, max-age=31536000, immutable"}


class PreviewApp:
    """One preview being served."""

    def __init__(
        self, state: PreviewState, access: Access, editor: Sequence[str], base: str = ""
    ) -> None:
        self._state = state
        self._access = access
        self._editor = tuple(editor)
        self._base = base
        self._static = _read_static()
        self._streams: set[asyncio.Event] = set()
        self._work = ThreadPoolExecutor(4, "preview")
        # Two comparisons at once would only wait for each other.
        self._comparing = ThreadPoolExecutor(1, "comparison")

    def application(self) -> Guard:
        """The application inside its guard."""
        routes = [
            Route("/", self._page),
            Route("/start.json", self._words),
            Route("/events", self._events),
            Route("/static/{name}", self._file),
            Route("/edition.pdf", self._pdf),
            Route("/images/{name}/{scale:int}/{column:int}-{row:int}.png", self._image),
            Route("/layers/{name}.json", self._layer),
            Route("/comparisons/{base}.json", self._comparison),
            Route("/open", self._open, methods=["POST"]),
        ]
        app = Starlette(routes=routes, exception_handlers={HTTPException: _fault})
        return Guard(app, self._access)

    def tell(self) -> None:
        """Let all browsers know that the state has changed."""
        for news in self._streams:
            news.set()

    # -------------------------------------------------------------------------- the page

    async def _page(self, _: Request) -> Response:
        language = "zh-CN" if "zh_CN" in reader_languages()[:1] else "en"
        page = Template(self._static["preview.html"].decode()).substitute(
            language=language, week=escape(self._state.week)
        )
        return Response(page, media_type="text/html")

    async def _words(self, _: Request) -> Response:
        words = {key: translate(text) for key, text in WORDS.items()}
        return JSONResponse(
            {
                "words": words,
                "week": self._state.week,
                "token": self._access.token,
                "editor": bool(self._editor),
                "base": self._base,
            }
        )

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        kind = next((kind for end, kind in _KINDS.items() if name.endswith(end)), None)
        if kind is None or name not in self._static:
            raise HTTPException(404)
        return Response(self._static[name], media_type=kind)

    # -------------------------------------------------------------------------- the news

    async def _events(self, request: Request) -> Response:
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        if len(self._streams) >= MOST_STREAMS:
            raise HTTPException(503)
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        """The state now, and again whenever it has changed; a sign of life in between."""
        news = asyncio.Event()
        self._streams.add(news)
        sent = ""
        try:
            yield "retry: 1000\n\n"
            while True:
                news.clear()
                described = json.dumps(self._state.describe(), ensure_ascii=False)
                fresh = described != sent
                sent = described
                yield f"event: state\ndata: {described}\n\n" if fresh else ": alive\n\n"
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), HEARTBEAT)
        finally:
            self._streams.discard(news)

    # ------------------------------------------------------------------------- the pages

    async def _image(self, request: Request) -> Response:
        name, scale = request.path_params["name"], request.path_params["scale"] / 1000
        if not 0 < scale <= LARGEST_SCALE:
            raise HTTPException(404)
        column, row = request.path_params["column"], request.path_params["row"]
        image = await self._run(self._state.image, name, scale, column, row)
        if image is None:
            raise HTTPException(404)
        return Response(image, media_type="image/png", headers=_FOREVER)

    async def _layer(self, request: Request) -> Response:
        layer = self._state.layer(request.path_params["name"])
        if layer is None:
            raise HTTPException(404)
        return JSONResponse(layer, headers=_FOREVER)

    async def _pdf(self, _: Request) -> Response:
        current = self._state.current
        if current is None:
            raise HTTPException(404)
        return Response(current.edition.data, media_type="application/pdf")

    async def _comparison(self, request: Request) -> Response:
        loop = asyncio.get_running_loop()
        base = request.path_params["base"]
        try:
            compared = await loop.run_in_executor(self._comparing, self._state.compare, base)
        except (TypesetError, PageImageError):
            compared = None
        if compared is None:
            raise HTTPException(404)
        return JSONResponse(compared)

    async def _run(self, function: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._work, function, *arguments)

    # ------------------------------------------------------------------------ the editor

    async def _open(self, request: Request) -> Response:
        """Open a source at a line in the user's editor."""
        try:
            wanted = json.loads(await request.body())
            name, line = str(wanted["file"]), int(wanted["line"])
        except (ValueError, TypeError, LookupError, RecursionError):
            raise HTTPException(400) from None
        path = self._state.source_file(name)
        if path is None or not self._editor or not 0 < line < 10_000_000:
            raise HTTPException(404)
        reason = await self._run(_start_editor, self._editor, path, line)
        return JSONResponse({"error": EDITOR_MISSING.at(reason=reason).message} if reason else {})


def _start_editor(words: Sequence[str], path: Path, line: int) -> str:
    """Start the user's editor; why that failed, else nothing."""
    command = [word.replace("{file}", str(path)).replace("{line}", str(line)) for word in words]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return reason_of(error)
    # An editor may stay for hours; when it ends it must be waited for.
    threading.Thread(target=process.wait, daemon=True).start()
    return ""


async def _fault(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return Response(status_code=status, media_type="text/plain")


def _read_static() -> dict[str, bytes]:
    folder = files("typeset.desk") / "static"
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}
