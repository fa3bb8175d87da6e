"""The public site as a citizen's browser meets it: what a first visit weighs on the wire, and how fast a kept page comes
from the same server that answers a plain text beside it (the floor: every middleware, no database, no template).

KHIEN_BENCH_DATA names a folder with the demo already loaded; without it the demo is loaded once (some minutes).
Needs the assets (make setup-dev) and Chromium for the weight; without Chromium only speed is measured.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
KHIEN = str(ROOT / ".venv" / "bin" / "khien")
CHROMIUM = Path(os.environ.get("KHIEN_CHROMIUM", "/usr/bin/chromium"))
BUDGET = 120 * 1024
ROUNDS = 400
FLOOR = "/robots.txt"
PAGES = ("/", "/tai-lieu/cong-an-gia-goi-dien/", "/chu-de/lua-dao/", "/thu-doan/", "/tim-kiem/?q=lua+dao")
FIRST_VISITS = ("/", "/tai-lieu/cong-an-gia-goi-dien/", "/thu-doan/")


def main() -> int:
    with contextlib.ExitStack() as stack:
        folder = os.environ.get("KHIEN_BENCH_DATA") or stack.enter_context(tempfile.TemporaryDirectory())
        environment = os.environ | {"KHIEN_DATA": folder, "KHIEN_DATABASE_URL": ""}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        if not (Path(folder) / "khien.sqlite3").exists():
            subprocess.run([KHIEN, "demo"], env=environment, check=True, stdout=subprocess.DEVNULL)
        port = stack.enter_context(served(environment))
        speeds(port)
        if CHROMIUM.is_file():
            weights(port)
    return 0


@contextlib.contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    server = subprocess.Popen(
        [KHIEN, "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def speeds(port: int) -> None:
    """Page and floor in turn, so that whatever else the machine does falls on both."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for page in PAGES:
        spent: dict[str, list[float]] = {page: [], FLOOR: []}
        for address in [page, FLOOR] * 5:
            ask(connection, address)
        for address in [page, FLOOR] * ROUNDS:
            spent[address].append(ask(connection, address))
        p50 = {address: statistics.median(times) for address, times in spent.items()}
        p95 = {address: sorted(times)[int(len(times) * 0.95)] for address, times in spent.items()}
        print(
            f"{page:36} p50 {p50[page]:6.2f} ms  p95 {p95[page]:6.2f} ms   "
            f"{p50[page] / p50[FLOOR]:4.2f} × floor ({p50[FLOOR]:.2f} ms)",
            flush=True,
        )


def ask(connection: http.client.HTTPConnection, address: str) -> float:
    """Milliseconds until the last byte."""
    began = time.perf_counter()
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status}")
    return (time.perf_counter() - began) * 1000


def weights(port: int) -> None:
    """Bytes on the wire of a first visit with nothing kept, as Chromium counts them (heads and bodies, packed)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for page_address in FIRST_VISITS:
            context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            got: dict[str, int] = {}
            session.on(
                "Network.loadingFinished",
                lambda event, got=got: got.update({event["requestId"]: int(event["encodedDataLength"])}),
            )
            page.goto(f"http://127.0.0.1:{port}{page_address}")
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1500)
            whole = sum(got.values())
            print(
                f"{page_address:36} first visit {whole:7} bytes in {len(got):2} answers, "
                f"{100 * whole / BUDGET:.0f} % of {BUDGET}",
                flush=True,
            )
            context.close()
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
