"""Parses the words and hands over to the command's module."""

from __future__ import annotations

import argparse
import importlib
import sys
from dataclasses import dataclass
from typing import Protocol

import khien
from khien.cli import exits


class CommandModule(Protocol):
    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int: ...


@dataclass(frozen=True, slots=True)
class Command:
    module: str
    summary: str


COMMANDS = {
    "read": Command("khien.cli.read", "đọc một văn bản kế hoạch và in ra dữ liệu"),
    "run": Command("khien.cli.run", "chạy tất cả trên máy này: trang web và một tiến trình nền"),
    "serve": Command("khien.cli.serve", "chỉ chạy trang web"),
    "worker": Command("khien.cli.worker", "chỉ chạy tiến trình nền"),
    "migrate": Command("khien.cli.migrate", "tạo hoặc nâng cấp cơ sở dữ liệu"),
    "demo": Command("khien.cli.demo", "nạp tỉnh mẫu An Bình"),
    "doctor": Command("khien.cli.doctor", "kiểm tra máy và cấu hình, chỉ cách sửa"),
    "user": Command("khien.cli.user", "tạo tài khoản, đặt lại bước xác thực thứ hai"),
    "orgs": Command("khien.cli.orgs", "nạp danh mục tỉnh, xã cả nước"),
    "audit": Command("khien.cli.audit", "kiểm tra chuỗi nhật ký"),
    "files": Command("khien.cli.files", "kho tệp: đang dùng kho nào, còn đủ không, chép sang kho khác"),
    "report": Command("khien.cli.report", "liệt kê kỳ báo cáo, lập báo cáo tổng hợp"),
    "site": Command("khien.cli.site", "xuất trang công khai thành tệp tĩnh"),
    "search": Command("khien.cli.search", "tìm tài liệu như trang tìm kiếm, lập lại chỉ mục"),
}


def build_parser(names: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="khien", description="Khiên: từ kế hoạch đến minh chứng. Mỗi lệnh có --help riêng."
    )
    parser.add_argument("--version", action="version", version=f"khien {khien.__version__}")
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", required=True)
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.summary, description=command.summary)
        if name in names:
            module: CommandModule = importlib.import_module(command.module)
            module.arguments(sub)
            sub.set_defaults(run=module.run)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Entry point of the console script. Returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    options = build_parser([word for word in words if word in COMMANDS][:1]).parse_args(words)
    try:
        code: int = options.run(options)
    except KeyboardInterrupt:
        sys.stderr.write("\nĐã dừng.\n")
        return exits.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return exits.OK
    return code
