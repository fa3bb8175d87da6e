"""`khien site export DIR`: the whole public site as plain files that any web server or CDN serves."""

from __future__ import annotations

import argparse
import importlib
import time
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from khien.cli import exits
from khien.cli.platform import check_folder, migrate, start_django
from khien.cli.screen import complain, progress, reason, say

MOST_LISTED = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="VIỆC", required=True)
    export = acts.add_parser("export", help="ghi toàn bộ trang công khai thành tệp tĩnh")
    export.add_argument(
        "folder", metavar="THƯ_MỤC", type=Path, help="nơi ghi; chạy lại thì chỉ ghi tệp đã đổi"
    )
    export.add_argument(
        "--base-url",
        default="",
        metavar="ĐỊA_CHỈ",
        help="địa chỉ người dân sẽ mở, ví dụ https://antoan.anbinh.vn",
    )


def run(options: argparse.Namespace) -> int:
    start_django()
    check_folder()
    migrate()
    base = options.base_url or settings.WAGTAILADMIN_BASE_URL
    if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).netloc:
        complain("Địa chỉ phải bắt đầu bằng http:// hoặc https://, ví dụ https://antoan.anbinh.vn")
        return exits.USAGE
    exporting = importlib.import_module("khien.portal.exporting.site")
    numbers = importlib.import_module("khien.base.numbers")
    started = time.monotonic()
    try:
        done = exporting.write_site(options.folder, base_url=base, progress=progress())
    except exporting.NotASite:
        complain("Thư mục này đang chứa thứ khác. Hãy chọn thư mục trống hoặc thư mục đã xuất trước đây.")
        return exits.CANNOT_CREATE
    except OSError as error:
        complain(f"Không ghi được: {reason(error)}. Trang cũ vẫn nguyên; chạy lại lệnh này để làm tiếp.")
        return exits.CANNOT_CREATE
    for line in done.broken[:MOST_LISTED]:
        complain(f"Liên kết hỏng: {line}")
    seconds = f"{time.monotonic() - started:.1f}".replace(".", ",")
    say(
        f"Đã xuất {numbers.count(done.files)} tệp, {numbers.file_size(done.bytes)}, trong {seconds} giây: "
        f"{numbers.count(done.written)} mới hoặc đã đổi, {numbers.count(done.unchanged)} giữ nguyên, "
        f"{numbers.count(done.removed)} đã bỏ."
    )
    return exits.FAILED if done.broken else exits.OK
