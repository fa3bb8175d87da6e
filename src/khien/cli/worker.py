"""`khien worker`: the background process, on the queue that the settings name."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys

from khien.cli import exits
from khien.cli.platform import check_folder, start_django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--queues",
        default="",
        help="chỉ nhận việc của các hàng đợi này, cách nhau bằng dấu phẩy: urgent,default,reading,sending",
    )
    parser.add_argument("--processes", type=int, default=0, help="số tiến trình con (chỉ với RabbitMQ)")


def run(options: argparse.Namespace) -> int:
    start_django()
    check_folder()
    jobs = importlib.import_module("khien.base.jobs.declare")
    queues = tuple(filter(None, (name.strip() for name in options.queues.split(",")))) or jobs.QUEUES
    if unknown := sorted(set(queues) - set(jobs.QUEUES)):
        print(f"Không có hàng đợi {', '.join(unknown)}. Có: {', '.join(jobs.QUEUES)}.", file=sys.stderr)
        return exits.USAGE
    logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # its "Received …" is no news to anyone
    workers = importlib.import_module("khien.base.jobs.workers")
    workers.run_worker(queues=queues, processes=max(0, options.processes))
    return exits.OK
