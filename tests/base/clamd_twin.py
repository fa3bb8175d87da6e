"""A stand-in for clamd, written from its published protocol (man clamd): PING, VERSION, INSTREAM over TCP or a socket.

Finds the test string of EICAR and nothing else.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from pathlib import Path

# Written in two halves, so that a scanner on the developer's machine lets this file alone.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class ClamdTwin:
    """Listens as soon as it is made. `most_bytes` is its StreamMaxLength; `mute` accepts and says nothing."""

    def __init__(self, path: Path | None = None, *, most_bytes: int = 1 << 20, mute: bool = False) -> None:
        if path is None:
            self.listener = socket.create_server(("127.0.0.1", 0))
            self.address = f"tcp:127.0.0.1:{self.listener.getsockname()[1]}"
        else:
            self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.listener.bind(str(path))
            self.listener.listen()
            self.address = f"unix:{path}"
        self.most_bytes, self.mute = most_bytes, mute
        self.asked: list[str] = []
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def close(self) -> None:
        # Wakes the thread that waits for the next caller: closing alone does not, on Linux.
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                line, _peer = self.listener.accept()
            except OSError:
                return
            with line, contextlib.suppress(OSError):
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        command = b""
        while not command.endswith(b"\0") and (byte := line.recv(1)):
            command += byte
        self.asked.append(command.decode())
        if self.mute:
            return
        if command == b"zVERSION\0":
            line.sendall(b"ClamAV 1.4.3/27500/Mon Nov 23 09:00:00 2026\0")
        elif command == b"zINSTREAM\0":
            line.sendall(self._scanned(line))
        else:
            line.sendall(b"UNKNOWN COMMAND\0")

    def _scanned(self, line: socket.socket) -> bytes:
        content = b""
        while True:
            (length,) = struct.unpack("!I", self._exactly(line, 4))
            if length == 0:
                break
            if len(content) + length > self.most_bytes:
                return b"INSTREAM size limit exceeded. ERROR\0"
            content += self._exactly(line, length)
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"

    @staticmethod
    def _exactly(line: socket.socket, length: int) -> bytes:
        data = b""
        while len(data) < length:
            more = line.recv(length - len(data))
            if not more:
                raise ConnectionError("the other side hung up")
            data += more
        return data
