"""A small HTTP server on loopback that a stand-in answers through."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]  # names in small letters
    body: bytes

    def json(self) -> Any:
        if self.headers.get("content-type", "").partition(";")[0] != "application/json":
            raise Refuse(400, {"error": -201, "message": "not JSON"})
        try:
            return json.loads(self.body)
        except ValueError:
            raise Refuse(400, {"error": -201, "message": "broken JSON"}) from None

    def form(self) -> dict[str, str]:
        if self.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
            raise Refuse(400, {"error": {"code": 100, "message": "not a form"}})
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=True))

    def multipart(self) -> dict[str, tuple[str, bytes]]:
        """name → (media type, bytes)"""
        edge = self.headers["content-type"].partition("boundary=")[2].strip('"').encode()
        found = {}
        for part in self.body.split(b"--" + edge)[1:-1]:
            head, _, data = part.strip(b"\r\n").partition(b"\r\n\r\n")
            text = head.decode()
            name = text.partition('name="')[2].partition('"')[0]
            kind = text.lower().partition("content-type: ")[2].partition("\r\n")[0]
            found[name] = (kind, data)
        return found


class Refuse(Exception):
    def __init__(self, status: int, data: Any) -> None:
        self.status, self.data = status, data


class HangUp(Exception):
    """Everything was read; not a word is said."""


@dataclass
class Said:
    data: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


Answer = Callable[[Asked], Said]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """The address of a running stand-in."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def _take(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            names = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), names, body)
            try:
                with lock:
                    said = answer(asked)
            except Refuse as no:
                said = Said(no.data, no.status)
            except HangUp:
                self.close_connection = True
                return
            data = said.raw if said.raw is not None else json.dumps(said.data).encode() if said.data else b""
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _take  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Quiet."""

    lock = threading.Lock()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class MemoryKeeper:
    """Keeps tokens for one test. One at a time, like the real one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.access: dict[str, str] = {}
        self.refresh: dict[str, str] = {}
        self.made: dict[tuple[str, str], str] = {}

    def access_token(self, account: Any, renew: Any, *, refused: str = "") -> str:
        with self._lock:
            held = self.access.get(account.uuid, "")
            if held and held != refused:
                return held
            spent = self.refresh.get(account.uuid) or account.secrets.get("refresh_token", "")
            tokens = renew(spent)
            self.access[account.uuid] = tokens.access
            self.refresh[account.uuid] = tokens.refresh or spent
            return self.access[account.uuid]

    def made_once(self, account: Any, name: str, make: Any) -> str:
        with self._lock:
            return self.made.setdefault((account.uuid, name), make())
