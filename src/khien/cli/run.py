"""`khien run`: everything on this machine. Migrates, loads the demo on a first start, then keeps one web
server and one worker going until Ctrl-C. Refuses to start when the port is taken or the folder cannot be
written: a sentence, and an exit code that is not 0.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType

from khien.cli import exits
from khien.cli.demo import demo_wanted, load_demo, tell_accounts
from khien.cli.platform import check_folder, check_port, migrate, start_django
from khien.cli.screen import complain, paint, say
from khien.cli.serve import port_of

GRACE_SECONDS = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", default=None, help="cổng (mặc định PORT hoặc 8000)")
    parser.add_argument("--no-demo", action="store_true", help="không nạp tỉnh mẫu ở lần chạy đầu")


class _Stop:
    """Remembers that somebody asked to stop; the main loop looks at it."""

    asked = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True


def run(options: argparse.Namespace) -> int:
    port = port_of(options.port)
    if port is None:
        return exits.CONFIGURATION
    start_django()
    check_folder()
    check_port(options.address, port)
    migrate()
    if not options.no_demo and demo_wanted():
        load_demo()
    return _keep_going(options.address, port)


def _keep_going(address: str, port: int) -> int:
    stop = _Stop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    me = [sys.executable, "-m", "khien.cli"]
    children = {
        "trang web": _start([*me, "serve", "--address", address, "--port", str(port)]),
        "tiến trình nền": _start([*me, "worker"]),
    }
    if _answers(address, port, stop, children["trang web"]):
        say()
        say(paint(f"Khiên đang chạy: http://{address}:{port}/", "bold"))
        tell_accounts()
        say("Dừng: Ctrl-C")
    code = exits.OK
    while not stop.asked:
        gone = [name for name, child in children.items() if child.poll() is not None]
        if gone and not stop.asked:
            complain(f"Khiên dừng vì {gone[0]} đã thoát (mã {children[gone[0]].returncode}).")
            code = exits.FAILED
            break
        time.sleep(0.2)
    _end(list(children.values()))
    say("Khiên đã dừng. Dữ liệu được giữ nguyên.")
    return code


def _answers(address: str, port: int, stop: _Stop, server: subprocess.Popen[bytes]) -> bool:
    """Waits until the web server takes connections; False when it ended or somebody asked to stop."""
    while not stop.asked and server.poll() is None:
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches us alone, and we end each child once, with all it started."""
    return subprocess.Popen(command, start_new_session=True)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        with suppress(ProcessLookupError):  # whoever of its session is still there
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
