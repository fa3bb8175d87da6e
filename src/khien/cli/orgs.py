"""`khien orgs load`: the provinces and communes of today and their predecessors, from the packages of the lock file."""

from __future__ import annotations

import argparse
import importlib

from khien.cli import exits
from khien.cli.platform import check_folder, migrate, start_django
from khien.cli.screen import complain, progress, say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=("load",), nargs="?", default="load", help="nạp danh mục đơn vị hành chính"
    )
    parser.add_argument("--province", help="chỉ một tỉnh, theo tên hoặc mã; bỏ trống: cả nước")


def run(options: argparse.Namespace) -> int:
    start_django()
    check_folder()
    migrate()
    orgs = importlib.import_module("khien.orgs.api")
    errors = importlib.import_module("khien.base.errors")
    at = importlib.import_module("khien.base.clock").now()
    try:
        loaded = orgs.load_reference_units(province=options.province, at=at, progress=progress())
    except errors.KhienError as error:
        complain(str(error.message))
        return exits.FAILED
    say(f"Đã nạp {loaded.added} đơn vị mới, {loaded.same} đơn vị đã có.")
    return exits.OK
