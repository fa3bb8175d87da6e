"""`khien worker`: the background process, on the queue that the settings name."""

from __future__ import annotations

import argparse
import importlib
import logging

from khien.cli import exits
from khien.cli.platform import check_folder, start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    del options
    start_django()
    check_folder()
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # its "Received …" is no news to anyone
    importlib.import_module("khien.base.jobs.workers").run_worker()
    return exits.OK
