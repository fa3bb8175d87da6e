"""`khien migrate`: makes the database or brings it to this version."""

from __future__ import annotations

import argparse

from khien.cli import exits
from khien.cli.platform import check_folder, migrate, start_django
from khien.cli.screen import say


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    del options
    start_django()
    check_folder()
    migrate()
    say("Cơ sở dữ liệu đã sẵn sàng.")
    return exits.OK
