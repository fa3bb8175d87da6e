"""Starts `make run` in this clone with an empty data folder, asks for pages, stops it, and says what it saw.

Exit code 0 only when the pages answered, Ctrl-C ended it clean, and a taken port is refused with a sentence.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 600  # a first start lays every table; a busy machine takes its time


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int, folder: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["make", "run"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port), "KHIEN_DATA": folder},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_for(url: str, process: subprocess.Popen[str]) -> float:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_SECONDS:
        if process.poll() is not None:
            sys.exit(f"make run ended early:\n{process.stdout.read() if process.stdout else ''}")
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                if answer.status == 200:
                    return time.monotonic() - began
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit(f"{url} did not answer within {PATIENCE_SECONDS} s")


def stop(process: subprocess.Popen[str]) -> str:
    os.killpg(process.pid, signal.SIGINT)
    try:
        said, _ = process.communicate(timeout=180)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        sys.exit("make run did not stop within 180 s of Ctrl-C")
    return said


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        for turn in ("first", "second"):
            process = start(port, folder)
            seconds = wait_for(f"http://127.0.0.1:{port}/", process)
            wait_for(f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/", process)
            if turn == "second":
                refused = subprocess.run(
                    ["make", "run"],
                    cwd=ROOT,
                    env=os.environ | {"PORT": str(port), "KHIEN_DATA": folder},
                    capture_output=True,
                    text=True,
                    check=False,
                )
                if refused.returncode == 0 or "PORT=" not in refused.stderr:
                    sys.exit(f"a taken port was not refused plainly: {refused.stderr}")
            said = stop(process)
            print(f"{turn} start: page after {seconds:.1f} s")
            if "Khiên đã dừng" not in said:
                sys.exit(f"it did not stop clean:\n{said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
