"""`khien user`: accounts from the command line, for the first administrator and for a lost second factor."""

from __future__ import annotations

import argparse
import getpass
import importlib
import sys
from typing import Any

from khien.cli import exits
from khien.cli.platform import check_folder, migrate, start_django
from khien.cli.screen import complain, say

ROLES = (
    "standing_office",
    "leader",
    "focal_officer",
    "editor",
    "approver",
    "trainer",
    "helpline",
    "auditor",
    "administrator",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="VIỆC", required=True)
    add = acts.add_parser("add", help="tạo tài khoản")
    add.add_argument("sign_in", metavar="TÊN_ĐĂNG_NHẬP")
    add.add_argument("--name", required=True, help="họ và tên")
    add.add_argument("--role", choices=ROLES, default="administrator", help="vai trò (mặc định: quản trị)")
    add.add_argument("--unit", help="mã đơn vị; bỏ trống nếu vai trò cho toàn tỉnh")
    add.add_argument("--email", default="")
    add.add_argument(
        "--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào; không có: in mã một lần"
    )
    for name, told in (
        ("reset-second-factor", "bỏ bước xác thực thứ hai đã mất"),
        ("code", "in mã một lần để đặt mật khẩu"),
        ("close", "khóa tài khoản"),
    ):
        act = acts.add_parser(name, help=told)
        act.add_argument("sign_in", metavar="TÊN_ĐĂNG_NHẬP")


def run(options: argparse.Namespace) -> int:
    start_django()
    check_folder()
    migrate()
    accounts = importlib.import_module("khien.accounts.api")
    errors = importlib.import_module("khien.base.errors")
    at = importlib.import_module("khien.base.clock").now()
    try:
        if options.act == "add":
            return _add(options, accounts, at)
        return _other(options, accounts, at)
    except errors.Missing:
        complain(f"Không có tài khoản {options.sign_in}.")
    except errors.KhienError as error:
        complain(str(error.message))
    return exits.FAILED


def _add(options: argparse.Namespace, accounts: Any, at: Any) -> int:
    orgs = importlib.import_module("khien.orgs.api")
    unit = orgs.unit_by_code(options.unit, on=at.date()) if options.unit else None
    if options.unit and unit is None:
        complain(f"Không có đơn vị mã {options.unit}.")
        return exits.FAILED
    password = _password() if options.password_stdin else None
    accounts.create_account(
        sign_in_name=options.sign_in,
        name=options.name,
        at=at,
        role=orgs.Role(options.role),
        unit_id=unit.id if unit else None,
        email=options.email,
        password=password,
    )
    say(f"Đã tạo tài khoản {options.sign_in}.")
    if password is None:
        code, until = accounts.issue_printed_code(options.sign_in, at=at)
        say(f"Mã một lần: {code} (dùng đến {until:%d/%m/%Y}). Nhập mã ở trang đăng nhập để đặt mật khẩu.")
    return exits.OK


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Mật khẩu: ")
    return sys.stdin.readline().rstrip("\n")


def _other(options: argparse.Namespace, accounts: Any, at: Any) -> int:
    if options.act == "reset-second-factor":
        accounts.reset_second_factor(options.sign_in, at=at)
        say("Đã bỏ. Lần đăng nhập tới sẽ cài lại bước xác thực thứ hai.")
    elif options.act == "close":
        accounts.close_account(options.sign_in, at=at)
        say("Đã khóa tài khoản; mọi phiên làm việc đã dừng.")
    else:
        code, until = accounts.issue_printed_code(options.sign_in, at=at)
        say(f"Mã một lần: {code} (dùng đến {until:%d/%m/%Y}).")
    return exits.OK
