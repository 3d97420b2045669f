"""Hostile requests by raw socket: who is let in, what every answer says, what is never served."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desk.conftest import Served
from typeset.desk import serve_preview
from typeset.desk.preview_app import MOST_STREAMS
from typeset.desk.serve_preview import MOST_CONNECTIONS

PROMISES = {
    "content-security-policy": "default-src 'self'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def connect(served: Served) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", served.port), timeout=15)
    one.settimeout(15)
    return one


def exchange(served: Served, request: bytes) -> bytes:
    """All bytes that come back until the connection is closed."""
    with connect(served) as one:
        one.sendall(request)
        received = b""
        try:
            while part := one.recv(65536):
                received += part
        except ConnectionResetError:
            pass
    return received


def read(data: bytes) -> Answer:
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines if ": " in line)
    return Answer(int(first.split(" ")[1]), {k.lower(): v for k, v in headers.items()}, body)


def ask(served: Served, request: str, body: bytes = b"") -> Answer:
    """A request with PORT, COOKIE, KEY and TOKEN filled in; `Connection: close` is added."""
    access = served.access
    filled = (
        request.replace("PORT", str(access.port))
        .replace("COOKIE", f"{access.cookie}={access.key}")
        .replace("KEY", access.key)
        .replace("TOKEN", access.token)
    )
    head = "\r\n".join([*filled.split("\n"), "Connection: close", "", ""])
    return read(exchange(served, head.encode("latin-1") + body))


OURS = "Host: 127.0.0.1:PORT\nCookie: COOKIE"
POST = (
    f"{OURS}\nOrigin: http://127.0.0.1:PORT\nX-Typeset-Token: TOKEN\nContent-Type: application/json"
)

CASES = [
    # key and cookie
    ("stranger", "GET / HTTP/1.1\nHost: 127.0.0.1:PORT", 403),
    ("the key opens", "GET /?key=KEY HTTP/1.1\nHost: 127.0.0.1:PORT", 303),
    ("wrong key", "GET /?key=KEYx HTTP/1.1\nHost: 127.0.0.1:PORT", 403),
    ("no key", "GET /?key= HTTP/1.1\nHost: 127.0.0.1:PORT", 403),
    ("two keys", "GET /?key=x&key=KEY HTTP/1.1\nHost: 127.0.0.1:PORT", 403),
    ("the key only opens the page", "GET /start.json?key=KEY HTTP/1.1\nHost: 127.0.0.1:PORT", 403),
    ("the cookie", f"GET / HTTP/1.1\n{OURS}", 200),
    ("a wrong cookie", "GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nCookie: typeset-PORT=x", 403),
    ("a cookie of another port", "GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nCookie: typeset-1=KEY", 403),
    ("a broken cookie", 'GET / HTTP/1.1\nHost: 127.0.0.1:PORT\nCookie: ="\x01;;', 403),
    # Host (DNS rebinding)
    ("localhost", "GET / HTTP/1.1\nHost: localhost:PORT\nCookie: COOKIE", 200),
    ("foreign host", "GET / HTTP/1.1\nHost: evil.example\nCookie: COOKIE", 421),
    ("rebound host", "GET / HTTP/1.1\nHost: 127.0.0.1.evil.example:PORT\nCookie: COOKIE", 421),
    ("rebound host with key", "GET /?key=KEY HTTP/1.1\nHost: evil.example:PORT", 421),
    ("host without port", "GET / HTTP/1.1\nHost: 127.0.0.1\nCookie: COOKIE", 421),
    ("host of another port", "GET / HTTP/1.1\nHost: 127.0.0.1:1\nCookie: COOKIE", 421),
    ("host with a point", "GET / HTTP/1.1\nHost: localhost.:PORT\nCookie: COOKIE", 421),
    ("other loopback", "GET / HTTP/1.1\nHost: [::1]:PORT\nCookie: COOKIE", 421),
    ("host with user", "GET / HTTP/1.1\nHost: a@127.0.0.1:PORT\nCookie: COOKIE", 421),
    ("no host", "GET / HTTP/1.1\nCookie: COOKIE", 400),
    ("no host, old HTTP", "GET / HTTP/1.0\nCookie: COOKIE", 421),
    ("two hosts", f"GET / HTTP/1.1\n{OURS}\nHost: evil.example", 400),
    ("foreign target", f"GET http://evil.example/ HTTP/1.1\n{OURS}", 404),
    # Origin and Sec-Fetch-Site
    ("foreign origin", f"GET / HTTP/1.1\n{OURS}\nOrigin: http://evil.example", 403),
    ("null origin", f"GET / HTTP/1.1\n{OURS}\nOrigin: null", 403),
    ("origin of another scheme", f"GET / HTTP/1.1\n{OURS}\nOrigin: https://127.0.0.1:PORT", 403),
    ("origin of another port", f"GET / HTTP/1.1\n{OURS}\nOrigin: http://127.0.0.1:1", 403),
    ("origin of the other name", f"GET / HTTP/1.1\n{OURS}\nOrigin: http://localhost:PORT", 403),
    ("our origin", f"GET / HTTP/1.1\n{OURS}\nOrigin: http://127.0.0.1:PORT", 200),
    ("from another site", f"GET / HTTP/1.1\n{OURS}\nSec-Fetch-Site: cross-site", 403),
    ("from another port", f"GET / HTTP/1.1\n{OURS}\nSec-Fetch-Site: same-site", 403),
    ("from another site with key", "GET /?key=KEY HTTP/1.1\nHost: 127.0.0.1:PORT\nSec-Fetch-Site: cross-site", 403),
    ("from ourselves", f"GET / HTTP/1.1\n{OURS}\nSec-Fetch-Site: same-origin", 200),
    ("from the user", f"GET / HTTP/1.1\n{OURS}\nSec-Fetch-Site: none", 200),
    # methods
    ("preflight", f"OPTIONS /open HTTP/1.1\n{OURS}\nAccess-Control-Request-Method: POST", 405),
    ("put", f"PUT / HTTP/1.1\n{OURS}", 405),
    ("delete", f"DELETE / HTTP/1.1\n{OURS}", 405),
    ("trace", f"TRACE / HTTP/1.1\n{OURS}", 405),
    ("connect", f"CONNECT 127.0.0.1:PORT HTTP/1.1\n{OURS}", 405),
    ("head", f"HEAD / HTTP/1.1\n{OURS}", 200),
    ("websocket", f"GET /events2 HTTP/1.1\n{OURS}\nUpgrade: websocket\nSec-WebSocket-Version: 13", 404),
    # paths
    ("static", f"GET /static/main.js HTTP/1.1\n{OURS}", 200),
    ("template", f"GET /static/preview.html HTTP/1.1\n{OURS}", 404),
    ("upwards", f"GET /static/../preview_app.py HTTP/1.1\n{OURS}", 404),
    ("upwards, escaped", f"GET /static/%2e%2e/preview_app.py HTTP/1.1\n{OURS}", 404),
    ("upwards, escaped twice", f"GET /static/%252e%252e%252fetc HTTP/1.1\n{OURS}", 404),
    ("absolute", f"GET /static//etc/passwd HTTP/1.1\n{OURS}", 404),
    ("backslash", f"GET /static\\..\\x HTTP/1.1\n{OURS}", 404),
    ("escaped slash", f"GET /static/..%2f..%2fx HTTP/1.1\n{OURS}", 404),
    ("NUL", f"GET /static/main.js%00.css HTTP/1.1\n{OURS}", 404),
    ("hidden", f"GET /.git/config HTTP/1.1\n{OURS}", 404),
    ("source", f"GET /issue.yaml HTTP/1.1\n{OURS}", 404),
    ("query", f"GET /static/main.js?x HTTP/1.1\n{OURS}", 403),
    ("unknown image", f"GET /images/x-1/1000/0-0.png HTTP/1.1\n{OURS}", 404),
    ("unknown layer", f"GET /layers/x.json HTTP/1.1\n{OURS}", 404),
    ("unknown base", f"GET /comparisons/round-7.json HTTP/1.1\n{OURS}", 404),
    # POST
    ("open", f"POST /open HTTP/1.1\n{POST}", 200),
    ("open without token", f"POST /open HTTP/1.1\n{POST}".replace("X-Typeset-Token: TOKEN\n", ""), 403),
    ("open with a wrong token", f"POST /open HTTP/1.1\n{POST}".replace("TOKEN", "KEY"), 403),
    ("open without origin", f"POST /open HTTP/1.1\n{POST}".replace("Origin: http://127.0.0.1:PORT\n", ""), 403),
    ("open from elsewhere", f"POST /open HTTP/1.1\n{POST}".replace("Origin: http://127.0.0.1:PORT", "Origin: http://evil.example"), 403),
    ("open as a form", f"POST /open HTTP/1.1\n{POST}".replace("application/json", "text/plain"), 403),
    ("open without cookie", f"POST /open HTTP/1.1\n{POST}".replace("Cookie: COOKIE\n", ""), 403),
    ("post to the page", f"POST / HTTP/1.1\n{POST}", 405),
]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "status"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_request(served: Served, request_: str, status: int) -> None:
    body = b""
    if request_.startswith("POST"):
        body = json.dumps({"file": "材料1.md", "line": 1}).encode()
        request_ += f"\nContent-Length: {len(body)}"
    answer = ask(served, request_, body)
    assert answer.status == status
    assert not [name for name in answer.headers if name.startswith("access-control")]
    if status != 400:  # those are the HTTP library's own, for what is no HTTP
        for name, value in PROMISES.items():
            assert answer.headers[name].startswith(value), name
    if request_.startswith("HEAD"):
        assert answer.body == b""


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b"[" * 4000, 400),
        (b'{"file": "../../../etc/passwd", "line": 1}', 404),
        (b'{"file": "/etc/passwd", "line": 1}', 404),
        (b'{"file": "issue.yaml\\u0000", "line": 1}', 404),
        (b'{"file": "issue.yaml", "line": 0}', 404),
        (b'{"file": "issue.yaml", "line": "1; rm"}', 400),
        (b'{"file": ' + b" " * 5000 + b"1}", 413),
    ],
)
def test_what_may_be_opened(served: Served, content: bytes, status: int) -> None:
    request = f"POST /open HTTP/1.1\n{POST}\nContent-Length: {len(content)}"
    assert ask(served, request, content).status == status


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(served: Served) -> None:
    answer = ask(served, "GET /?key=KEY HTTP/1.1\nHost: 127.0.0.1:PORT")
    assert answer.headers["location"] == "/"
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(
        answer.headers["set-cookie"].split("; ")
    )
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n\r\n\r\n\x00\x00",
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 40_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_rubbish_is_refused(served: Served, rubbish: bytes) -> None:
    received = exchange(served, rubbish + b"\r\n\r\n")
    assert received == b"" or read(received).status in (400, 403, 404, 421, 431)


def test_a_second_request_cannot_be_hidden_in_a_first(served: Served) -> None:
    hidden = b"GET /start.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    request = (
        f"POST /open HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
        f"Content-Length: {len(hidden)}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )
    received = exchange(served, request.encode() + hidden)
    assert received.count(b"HTTP/1.1 ") == 1
    assert read(received).status in (400, 403, 413)


@pytest.mark.parametrize(
    "tile",
    ["0/0-0", "99000/0-0", "1000/1-0", "1000/0-9", "1000/99999999999999-0", "x/0-0", "-5/0-0"],
)
def test_tiles_that_are_not_there(served: Served, tile: str) -> None:
    current = served.state.current
    assert current is not None
    request = f"GET /images/{current.pages[0].image}/{tile}.png HTTP/1.1\n{OURS}"
    assert ask(served, request).status == 404
    good = request.replace(tile, "1000/0-0")
    assert ask(served, good).body.startswith(b"\x89PNG")


def test_only_the_loopback_listens(served: Served) -> None:
    table = Path("/proc/net/tcp").read_text(encoding="ascii")
    listening = [line.split()[1] for line in table.splitlines()[1:] if line.split()[3] == "0A"]
    port = f"{served.port:04X}"
    assert {address for address in listening if address.endswith(":" + port)} == {
        f"0100007F:{port}"
    }
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("::1", served.port), timeout=2)


@pytest.fixture
def many(served: Served) -> Iterator[list[socket.socket]]:
    """Connections, all closed in the end, when the server has seen that."""
    with ExitStack() as stack:
        opened: list[socket.socket] = []
        yield opened
        for one in opened:
            stack.enter_context(one)
    for _ in range(100):
        if ask(served, f"GET / HTTP/1.1\n{OURS}").status == 200:
            return
        time.sleep(0.05)
    pytest.fail("the server did not recover")


def test_connections_are_capped(served: Served, many: list[socket.socket]) -> None:
    many += [connect(served) for _ in range(MOST_CONNECTIONS)]
    assert ask(served, f"GET / HTTP/1.1\n{OURS}").status == 503


def test_streams_are_capped(served: Served, many: list[socket.socket]) -> None:
    access = served.access
    request = (
        f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{access.port}\r\n"
        f"Cookie: {access.cookie}={access.key}\r\n\r\n"
    )
    for _ in range(MOST_STREAMS):
        one = connect(served)
        one.sendall(request.encode())
        assert one.recv(12) == b"HTTP/1.1 200"
        many.append(one)
    assert ask(served, f"GET /events HTTP/1.1\n{OURS}").status == 503


def test_who_does_not_finish_a_request_is_dropped(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve_preview, "PATIENCE", 0.2)
    with connect(served) as one:
        one.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert one.recv(100) == b""


def test_names_of_files_are_data_not_markup(served: Served) -> None:
    page = ask(served, f"GET / HTTP/1.1\n{OURS}").body.decode()
    assert "<script>" not in page
    assert "style=" not in page
    assert "http://" not in page.replace("http://www.w3.org", "")
