"""`khien demo`: the province An Bình, invented, for trying everything; `khien demo code` for its second factor."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from khien.cli import exits
from khien.cli.platform import check_folder, migrate, start_django
from khien.cli.screen import complain, paint, progress, say

DEMO = "khien.project.demo.load"
WORDS = {
    "standing_office": "cơ quan thường trực",
    "leader": "lãnh đạo",
    "focal_officer": "cán bộ đầu mối",
    "editor": "biên tập",
    "approver": "phê duyệt",
    "trainer": "tập huấn",
    "helpline": "tổng đài",
    "auditor": "kiểm tra",
    "administrator": "quản trị",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", choices=("load", "code"), default="load", help="nạp, hoặc xem mã 6 số"
    )
    parser.add_argument("account", nargs="?", default="thuongtruc", help="tài khoản cần mã 6 số")
    parser.add_argument(
        "--scale",
        type=int,
        default=0,
        metavar="N",
        help="thêm N xã với hoạt động của cả năm, để đo tốc độ (1000, 4000)",
    )


def run(options: argparse.Namespace) -> int:
    start_django()
    check_folder()
    if options.what == "code":
        return _code(options.account)
    migrate()
    if not demo_wanted():
        complain(
            "Cơ sở dữ liệu đã có đơn vị hoặc tài khoản, nên không nạp tỉnh mẫu. Hãy dùng KHIEN_DATA khác."
        )
        return exits.FAILED
    load_demo(communes=max(0, options.scale))
    tell_accounts()
    return exits.OK


def demo_wanted() -> bool:
    """An installation without units and accounts."""
    return bool(_part(DEMO).is_empty(at=_part("khien.base.clock").now()))


def load_demo(*, communes: int = 0) -> None:
    say("Nạp tỉnh mẫu An Bình…")
    _part(DEMO).load(at=_part("khien.base.clock").now(), progress=progress(), communes=communes)


def tell_accounts() -> None:
    """Prints how to sign in to the demo; nothing in a real installation."""
    if not _part(DEMO).is_loaded(at=_part("khien.base.clock").now()):
        return
    people = _part("khien.project.demo.people")
    say(f"\nTài khoản mẫu (mật khẩu chung: {people.PASSWORD})")
    for row in people.PEOPLE:
        say(
            f"  {paint(row.sign_in, 'bold'):<12}  {row.name}, {WORDS[row.role]}{', ' + row.unit if row.unit else ''}"
        )
    say("thuongtruc và quantri cần thêm mã 6 số: .venv/bin/khien demo code thuongtruc")


def _code(account: str) -> int:
    try:
        say(_part("khien.accounts.services.demo").code_now(account))
    except _part("khien.base.errors").Missing:
        complain(f"Không có mã cho tài khoản {account}.")
        return exits.FAILED
    return exits.OK


def _part(module: str) -> Any:
    """A module that can be imported only once Django has started."""
    return importlib.import_module(module)
