"""The guard of the preview (预览防护): who may ask, and what every answer tells the browser.

The preview listens on the loopback only, yet every page in the user's browser and every program
of the machine can reach it.  So each request must name this host (no DNS rebinding), come from
this very origin, and carry the key that only the first address and then a cookie hold.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from msgspec import Struct, field

from typeset.base.messages import mark, translate

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 4096
_PATH = re.compile(rb"/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?")
"""All that our own addresses are made of: no escapes, no dots that lead upwards."""

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "object-src 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_STRANGER = mark(
    "This preview opens only from the address that `paiban preview` has printed. "
    "Copy that address whole."
)


class Access(Struct, frozen=True):
    """Who may ask: the port we listen on, and two secrets of this run.

    `key` opens the page (first address, then cookie), `token` allows what changes something.
    """

    port: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def hosts(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def address(self) -> str:
        """The first address, to be opened by the user alone."""
        return f"http://127.0.0.1:{self.port}/?key={self.key}"

    @property
    def cookie(self) -> str:
        # Cookies do not know ports, so the name does.
        return f"typeset-{self.port}"


class Guard:
    """Lets a request through to the application, or answers it."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection of ASGI."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refused = self._refuse(scope)
        if refused is not None:
            status, text = refused
            await _answer(send, status, text)
            return
        if scope["path"] == "/" and scope["query_string"]:
            await self._admit(send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                extra = [pair for pair in _headers(HEADERS) if pair[0] not in present]
                if b"cache-control" not in present:
                    extra.append((b"cache-control", b"no-store"))
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        await self._app(scope, receive, guarded)

    def _refuse(self, scope: Scope) -> tuple[int, str] | None:
        """Status and words for a request that may not pass."""
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        method, path = scope["method"], scope.get("raw_path") or scope["path"].encode()
        faults = (
            (421, not self._names_us(headers)),
            (403, not self._from_us(headers, method)),
            (405, method not in ("GET", "HEAD", "POST")),
            (404, not _PATH.fullmatch(path)),
            (413, _length(headers) > (MOST_BODY if method == "POST" else 0)),
            (403, not self._has_key(scope)),
            (403, method == "POST" and not self._has_token(headers)),
            (404, bool(scope["query_string"]) and path != b"/"),
        )
        status = next((status for status, wrong in faults if wrong), None)
        if status is None:
            return None
        return status, translate(_STRANGER) if status in (403, 421) else ""

    def _names_us(self, headers: list[tuple[bytes, bytes]]) -> bool:
        given = _values(headers, b"host")
        return len(given) == 1 and given[0].lower() in self._access.hosts

    def _from_us(self, headers: list[tuple[bytes, bytes]], method: str) -> bool:
        host = _values(headers, b"host")[-1:]
        origins, sites = _values(headers, b"origin"), _values(headers, b"sec-fetch-site")
        ours = all(origin == f"http://{name}" for origin in origins for name in host)
        here = all(site in ("same-origin", "none") for site in sites)
        return ours and here and (method != "POST" or len(origins) == 1)

    def _has_key(self, scope: Scope) -> bool:
        key = self._access.key
        if scope["path"] == "/" and scope["method"] in ("GET", "HEAD"):
            query = parse_qsl(scope["query_string"].decode("latin-1"))
            if [name for name, _ in query] == ["key"]:
                return _equal(query[0][1], key)
        if scope["query_string"]:
            return False
        try:
            jar = SimpleCookie("; ".join(_values(scope["headers"], b"cookie")))
        except CookieError:
            return False
        morsel = jar.get(self._access.cookie)
        return morsel is not None and _equal(morsel.value, key)

    def _has_token(self, headers: list[tuple[bytes, bytes]]) -> bool:
        given = _values(headers, b"x-typeset-token")
        kind = _values(headers, b"content-type")
        return (
            len(given) == 1
            and _equal(given[0], self._access.token)
            and kind == ["application/json"]
        )

    async def _admit(self, send: Send) -> None:
        """Turn the key of the first address into a cookie."""
        access = self._access
        cookie = f"{access.cookie}={access.key}; HttpOnly; SameSite=Strict; Path=/"
        await _answer(send, 303, "", {"set-cookie": cookie, "location": "/"})


async def _answer(send: Send, status: int, text: str, more: dict[str, str] | None = None) -> None:
    body = (text + "\n").encode() if text else b""
    headers = {
        **HEADERS,
        "cache-control": "no-store",
        "content-type": "text/plain; charset=utf-8",
        "content-length": str(len(body)),
        **(more or {}),
    }
    # A body that was announced and not read would be taken for the next request.
    headers["connection"] = "close"
    await send({"type": "http.response.start", "status": status, "headers": _headers(headers)})
    await send({"type": "http.response.body", "body": body})


def _headers(pairs: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in pairs.items()]


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key == name]


def _length(headers: Iterable[tuple[bytes, bytes]]) -> int:
    """Bytes of body announced; more than any limit where that is not told plainly."""
    headers = list(headers)
    if _values(headers, b"transfer-encoding"):
        return MOST_BODY + 1
    given = _values(headers, b"content-length")
    if not given:
        return 0
    return int(given[0]) if len(given) == 1 and given[0].isdecimal() else MOST_BODY + 1


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
