"""`khien serve`: the web server alone (granian, WSGI)."""

from __future__ import annotations

import argparse
import os

from granian import Granian
from granian.constants import Interfaces

from khien.cli import exits
from khien.cli.platform import check_folder, check_port, start_django
from khien.cli.screen import complain


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--address", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--port", default=None, help="cổng (mặc định PORT hoặc 8000)")
    parser.add_argument("--workers", type=int, default=2, help="số tiến trình phục vụ")


def port_of(word: str | None) -> int | None:
    """The port asked for, 8000 when nobody asks; None when it is not a number (a sentence is printed)."""
    text = word or os.environ.get("PORT") or "8000"
    if not text.isdigit():
        complain(f"PORT={text}: cần một số, ví dụ PORT=8080.")
        return None
    return int(text)


def run(options: argparse.Namespace) -> int:
    port = port_of(options.port)
    if port is None:
        return exits.CONFIGURATION
    start_django()
    check_folder()
    check_port(options.address, port)
    serve(options.address, port, options.workers)
    return exits.OK


def serve(address: str, port: int, workers: int) -> None:
    """Blocks until told to stop (SIGINT, SIGTERM)."""
    Granian(
        "khien.project.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=False,
        log_level="warning",  # type: ignore[arg-type]
    ).serve()
