"""An HTTP gateway for text messages on this machine, as an aggregator's sheet describes one. Its answer follows the
number's last digits: 0000 no such number, 1111 too fast, 2222 takes it and hangs up, 3333 hangs up without taking."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.channels.contract import SECRET


@dataclass
class Gateway:
    port: int = 0
    taken: list[dict[str, Any]] = field(default_factory=list)
    knocks: list[str] = field(default_factory=list)


def _handler(gateway: Gateway) -> type[BaseHTTPRequestHandler]:  # noqa: C901
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(204 if self._known() else 401, {})

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if not self._known():
                self._answer(401, {})
            elif asked.path == "/status":
                ref = parse_qs(asked.query)["ref"][0]
                known = any(one["request_id"] == ref for one in gateway.taken)
                self._answer(200, {"state": "accepted" if known else "unknown"})
            else:
                self._answer(200, {"balance": 1000})

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            to = asked["phone"]
            if not self._known():
                return self._answer(401, {"code": "401"})
            if to.endswith("0000"):
                return self._answer(200, {"code": "105"})
            if to.endswith("1111"):
                return self._answer(429, {"code": "429"})
            if not to.endswith("3333"):
                gateway.taken.append(asked)
            if to.endswith(("2222", "3333")):
                self.close_connection = True
                return self.connection.close()
            return self._answer(
                200, {"code": "100", "data": {"id": f"G{len(gateway.taken):05}{asked['request_id']}"}}
            )

        def _known(self) -> bool:
            gateway.knocks.append(self.path)
            return self.headers.get("Authorization") == f"Bearer {SECRET}"

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            data = b"" if self.command == "HEAD" else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            if status != 204:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

        def handle_error(self, *_: object) -> None:
            pass

    return Handler


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Hanging up is what some of these tests ask for."""


@contextmanager
def listening_gateway() -> Iterator[Gateway]:
    gateway = Gateway()
    server = _Quiet(("127.0.0.1", 0), _handler(gateway))
    gateway.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield gateway
    server.shutdown()
    server.server_close()
    thread.join()
