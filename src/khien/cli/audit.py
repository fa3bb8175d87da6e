"""`khien audit verify`: walks the chain of the audit and names the first entry that does not fit."""

from __future__ import annotations

import argparse
import importlib

from khien.cli import exits
from khien.cli.platform import start_django
from khien.cli.screen import complain, say

REASONS = {
    "missing": "thiếu một dòng",
    "changed": "nội dung đã bị sửa",
    "unchained": "không nối với dòng trước",
    "cut-off": "phần cuối đã bị cắt",
    "head": "dấu cuối chuỗi không khớp",
    "noted": "khác với dấu đã ghi lại trước đây",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=("verify",), nargs="?", default="verify", help="kiểm tra chuỗi nhật ký"
    )


def run(options: argparse.Namespace) -> int:
    del options
    start_django()
    verdict = importlib.import_module("khien.accounts.api").verify_audit()
    if verdict.intact:
        say(f"Chuỗi nhật ký nguyên vẹn: {verdict.entries} dòng.")
        return exits.OK
    complain(f"Chuỗi nhật ký bị đứt ở dòng {verdict.broken_seq}: {REASONS[verdict.reason]}.")
    return exits.FAILED
