"""A station's server as the schema describes it, written for tests: takes a bulletin once by its key, tells plays.

`moods` by title: "busy" 503, "gone" 404, "mute" takes the whole message and hangs up.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from jsonschema import Draft202012Validator

from khien.channels.transports.radio.package import schema

KEY = "b1-Mat-Canh-Cong"


@dataclass
class StationServer:
    url: str = ""
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    recalled: list[str] = field(default_factory=list)
    plays: list[dict[str, str]] = field(default_factory=list)
    moods: dict[str, str] = field(default_factory=dict)
    posts: int = 0

    def sound_of(self, number: str) -> bytes:
        sound = base64.b64decode(self.taken[number]["audio"]["content"])
        assert hashlib.sha256(sound).hexdigest() == self.taken[number]["audio"]["sha256"]
        return sound


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self, status: int, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _let_in(self) -> bool:
        if self.headers.get("Authorization") == f"Bearer {KEY}":
            return True
        self._answer(401, {"error": "key"})
        return False

    def do_GET(self) -> None:
        if not self._let_in():
            return
        if self.path.startswith("/receipts"):
            self._answer(200, {"receipts": self.server.station.plays})
        else:
            self._answer(200 if self.path == "/status" else 404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._let_in():
            return
        station, package = self.server.station, json.loads(body)
        station.posts += 1
        mood = station.moods.get(package["title"], "")
        if mood == "mute":
            self.close_connection = True
            self.connection.close()
            return
        if mood:
            self._answer({"busy": 503, "gone": 404}[mood], {"error": mood})
            return
        faults = [error.message for error in Draft202012Validator(schema()).iter_errors(package)]
        if faults:
            self._answer(422, {"error": faults[0]})
            return
        number = f"may-chu-{self.headers['Idempotency-Key']}"
        known = number in station.taken
        station.taken.setdefault(number, package)
        self._answer(409 if known else 201, {"id": number})

    def do_DELETE(self) -> None:
        if self._let_in():
            self.server.station.recalled.append(self.path.rsplit("/", 1)[-1])
            self._answer(200, {})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    station: StationServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def station_server() -> Iterator[StationServer]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.station = StationServer(url=f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.station
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
