"""A TCP line in front of a server that a test can cut (every connection ends) or freeze (nothing passes)."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from types import TracebackType


class BrokenLine:
    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.open = threading.Event()
        self.open.set()
        self.ended = threading.Event()
        self.pairs: list[tuple[socket.socket, socket.socket]] = []
        self.lock = threading.Lock()

    def __enter__(self) -> BrokenLine:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self.open.set()
        self.listener.close()
        self.cut()

    def cut(self) -> int:
        """End every connection; new ones are taken. Returns how many ended."""
        with self.lock:
            pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        return len(pairs)

    def freeze(self) -> None:
        self.open.clear()

    def thaw(self) -> None:
        self.open.set()

    def _accept(self) -> None:
        while not self.ended.is_set():
            try:
                near, _address = self.listener.accept()
            except OSError:
                return
            far = socket.create_connection(self.target)
            with self.lock:
                self.pairs.append((near, far))
            threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        other = {near: far, far: near}
        with near, far, contextlib.suppress(OSError, ValueError):
            while not self.ended.is_set():
                readable, _, _ = select.select([near, far], [], [], 0.2)
                for end in readable:
                    self.open.wait()
                    data = end.recv(65536)
                    if not data:
                        return
                    other[end].sendall(data)
