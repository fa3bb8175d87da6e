"""`khien files`: which store holds the files, whether it holds them all, and moving them to the other one."""

from __future__ import annotations

import argparse
import importlib
from typing import Any

from django.conf import settings

from khien.cli import exits
from khien.cli.platform import start_django
from khien.cli.screen import complain, progress, reason, say

STORES = {"folder": "thư mục trên máy này", "s3": "kho S3"}
REASONS = {"missing": "không còn trong kho", "size": "sai kích thước", "damaged": "nội dung đã hỏng"}
MOST_LISTED = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="VIỆC", required=True)
    acts.add_parser("status", help="kho đang dùng, số tệp, dung lượng")
    check = acts.add_parser("check", help="đối chiếu mọi tệp với cơ sở dữ liệu")
    check.add_argument("--deep", action="store_true", help="đọc lại từng tệp và so mã SHA-256")
    move = acts.add_parser("move", help="chép mọi tệp sang kho khác; chạy lại thì chép tiếp phần còn thiếu")
    move.add_argument("--to", required=True, choices=tuple(STORES), help="kho đích")


def run(options: argparse.Namespace) -> int:
    start_django()
    errors = importlib.import_module("khien.base.errors")
    try:
        return {"status": _status, "check": _check, "move": _move}[options.act](options)
    except errors.KhienError as error:
        complain(str(error.message))
        if options.act == "move":
            complain("Những tệp đã chép vẫn nguyên; chạy lại lệnh này để chép tiếp.")
        return exits.UNAVAILABLE
    except OSError as error:
        complain(f"Không đọc hoặc ghi được: {reason(error)}.")
        return exits.CANNOT_CREATE


def _status(options: argparse.Namespace) -> int:
    del options
    store = _store().current()
    say(f"Kho đang dùng: {STORES[store.name]} ({store.probe()})")
    count, size = importlib.import_module("khien.base.files").held()
    numbers = importlib.import_module("khien.base.numbers")
    say(f"Tệp đã lưu: {numbers.count(count)}, {numbers.file_size(size)}")
    return exits.OK


def _check(options: argparse.Namespace) -> int:
    store = _store().current()
    faults = list(_moving().faults(store, deep=options.deep, progress=progress()))
    for fault in faults[:MOST_LISTED]:
        complain(f"{fault.sha256}  {fault.name}: {REASONS[fault.reason]}")
    if len(faults) > MOST_LISTED:
        complain(f"… và {len(faults) - MOST_LISTED} tệp nữa.")
    if faults:
        complain(f"{len(faults)} tệp cần khôi phục từ bản sao lưu (docs/how-to/storage.md).")
        return exits.FAILED
    say("Mọi tệp đều còn đủ." if not options.deep else "Mọi tệp đều còn đủ và nguyên vẹn.")
    return exits.OK


def _move(options: argparse.Namespace) -> int:
    if not settings.KHIEN_S3:
        complain("Hãy đặt KHIEN_S3_URL cho lệnh này: đó là kho S3 để chép tới hoặc chép từ đó.")
        return exits.CONFIGURATION
    source_name = "folder" if options.to == "s3" else "s3"
    store, moving = _store(), _moving()
    source, target = store.store_named(source_name), store.store_named(options.to)
    say(f"Từ {STORES[source_name]} ({source.probe()})\nsang {STORES[options.to]} ({target.probe()})")
    files = moving.move_contents(source, target, progress=progress())
    media = moving.move_media(
        moving.media_named(source_name), moving.media_named(options.to), progress=progress()
    )
    for what, moved in (("Tệp đã lưu", files), ("Ảnh và âm thanh của trang", media)):
        say(f"{what}: chép {moved.sent}, đã có sẵn {moved.there}, không chép được {len(moved.failed)}.")
        for name, why in moved.failed[:MOST_LISTED]:
            complain(f"{name}: {REASONS[why]}")
    if files.failed or media.failed:
        return exits.FAILED
    advice = "Đặt" if options.to == "s3" else "Bỏ"
    say(f"Xong. {advice} KHIEN_S3_URL trong cấu hình máy chủ, khởi động lại, rồi chạy lệnh này một lần nữa.")
    say("Kho cũ vẫn nguyên; chỉ xóa sau khi khien files check báo đủ.")
    return exits.OK


def _store() -> Any:
    return importlib.import_module("khien.base.store")


def _moving() -> Any:
    return importlib.import_module("khien.base.store.moving")
