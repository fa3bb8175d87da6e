"""`khien doctor`: looks at the machine and the settings, and says what to do. Changes nothing."""

from __future__ import annotations

import argparse
import errno
import shutil
import smtplib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from khien.cli import exits
from khien.cli.platform import start_django
from khien.cli.screen import paint, reason, say

State = Literal["ok", "warn", "error"]
MARKS = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "error": ("✗", "red")}


@dataclass(frozen=True, slots=True)
class Answer:
    state: State
    what: str
    found: str
    advice: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    del options
    start_django()
    answers = [answer for look in LOOKS for answer in look()]
    for answer in answers:
        mark, colour = MARKS[answer.state]
        say(f"{paint(mark, colour)} {answer.what}: {answer.found}")
        if answer.advice:
            say(f"    → {answer.advice}")
    errors = sum(answer.state == "error" for answer in answers)
    warnings = sum(answer.state == "warn" for answer in answers)
    say(f"\n{len(answers)} mục đã xem, {errors} lỗi, {warnings} lưu ý.")
    return exits.FAILED if errors else exits.OK


def _python() -> Iterator[Answer]:
    yield Answer("ok", "Python", sys.version.split()[0])


def _folder() -> Iterator[Answer]:
    folder = Path(settings.DATA)
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except OSError as error:
        yield Answer(
            "error", "Thư mục dữ liệu", f"{folder}: {reason(error)}", "Cấp quyền ghi hoặc đặt KHIEN_DATA."
        )
        return
    free = shutil.disk_usage(folder).free // (1024**2)
    low = free < 1024
    yield Answer(
        "warn" if low else "ok",
        "Thư mục dữ liệu",
        f"{folder}, còn {free:,} MB".replace(",", "."),
        "Ổ đĩa sắp đầy: dọn bớt hoặc chuyển thư mục." if low else "",
    )


def _database() -> Iterator[Answer]:
    try:
        plan = MigrationExecutor(connection).migration_plan(
            MigrationExecutor(connection).loader.graph.leaf_nodes()
        )
    except DatabaseError as error:
        yield Answer("error", "Cơ sở dữ liệu", str(error).strip(), "Kiểm tra KHIEN_DATABASE_URL và máy chủ.")
        return
    if plan:
        yield Answer("error", "Cơ sở dữ liệu", f"thiếu {len(plan)} bước nâng cấp", "Chạy: khien migrate")
    else:
        yield Answer("ok", "Cơ sở dữ liệu", f"{connection.vendor}, đã đủ bảng")


def _secrets() -> Iterator[Answer]:
    path = Path(settings.DATA) / "secret-key"
    if path.exists() and path.stat().st_mode & 0o077:
        yield Answer("error", "Khóa bí mật", f"{path} người khác đọc được", f"Chạy: chmod 600 {path}")
    elif len(settings.SECRET_KEY) < 40:
        yield Answer("error", "Khóa bí mật", "quá ngắn", "Đặt KHIEN_SECRET_KEY dài ít nhất 40 ký tự.")
    else:
        yield Answer("ok", "Khóa bí mật", "đủ dài, chỉ chủ máy đọc được")


def _assets() -> Iterator[Answer]:
    built = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    yield Answer(
        "ok" if built else "error",
        "Giao diện",
        "đã dựng" if built else "chưa dựng",
        "" if built else "Chạy: make setup",
    )


def _fonts() -> Iterator[Answer]:
    folder = Path(settings.ROOT) / "build" / "fonts"
    faces = sorted(folder.glob("Tinos*.ttf"))
    if faces:
        yield Answer("ok", "Phông chữ văn bản", f"Tinos, {len(faces)} kiểu")
    else:
        yield Answer(
            "warn", "Phông chữ văn bản", "chưa có Tinos, PDF dùng phông thay thế", "Chạy: make setup"
        )


def _ocr() -> Iterator[Answer]:
    program = shutil.which("tesseract")
    if not program:
        yield Answer(
            "warn", "Đọc bản quét", "chưa có tesseract", "Chạy: sudo tools/install_system_packages.sh"
        )
        return
    said = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, check=False
    ).stdout.split()
    if "vie" in said:
        yield Answer("ok", "Đọc bản quét", "tesseract, có tiếng Việt")
    else:
        yield Answer("warn", "Đọc bản quét", "tesseract thiếu tiếng Việt", "Cài gói tesseract-ocr-vie.")


def _mail() -> Iterator[Answer]:
    if not settings.EMAIL_URL:
        yield Answer(
            "warn",
            "Thư điện tử",
            f"giữ trong {settings.EMAIL_FILE_PATH}, không gửi đi",
            "Đặt KHIEN_SMTP_URL để gửi thật.",
        )
        return
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    try:
        with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield Answer(
            "error", "Thư điện tử", f"máy chủ thư không trả lời ({error})", "Kiểm tra KHIEN_SMTP_URL."
        )
    else:
        yield Answer("ok", "Thư điện tử", f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")


def _queue() -> Iterator[Answer]:
    if not settings.AMQP_URL or settings.KHIEN_QUEUE == "database":
        yield Answer("ok", "Hàng đợi", "trong cơ sở dữ liệu")
        return
    where = urlsplit(settings.AMQP_URL)
    address = f"{where.hostname}:{where.port or 5672}"
    state = import_module("khien.base.jobs.broker").broker_state(longest_seconds=5.0)
    if not state.answers:
        yield Answer(
            "error", "Hàng đợi", f"RabbitMQ {address} không trả lời", "Kiểm tra KHIEN_AMQP_URL và máy chủ."
        )
        return
    yield Answer("ok", "Hàng đợi", f"RabbitMQ {address}")
    if state.dead:
        yield Answer(
            "warn", "Thư bị bỏ lại", f"{state.dead} thư", "Xem trang Việc chạy nền: việc của thư đó đã hỏng."
        )


def _workers() -> Iterator[Answer]:
    jobs, at = import_module("khien.base.jobs.overview"), import_module("khien.base.clock").now()
    try:
        alive = sum(worker.alive for worker in jobs.worker_lines(at=at))
        waiting = sum(line.waiting for line in jobs.queue_lines(at=at))
        failed = jobs.failed_jobs().count()
    except DatabaseError:
        return  # said by the look at the database
    if alive:
        yield Answer("ok", "Tiến trình chạy nền", f"{alive} đang làm việc, {waiting} việc đang chờ")
    else:
        advice = "Chạy: khien worker (xem docs/how-to/queue.md)"
        yield Answer(
            "warn", "Tiến trình chạy nền", f"không có, {waiting} việc đang chờ", "" if not waiting else advice
        )
    if failed:
        yield Answer("warn", "Việc hỏng", f"{failed} việc", "Xem và cho chạy lại ở trang Việc chạy nền.")
    else:
        yield Answer("ok", "Việc hỏng", "không có")


def _files() -> Iterator[Answer]:
    store = import_module("khien.base.store").current()
    what = "Kho tệp S3" if store.name == "s3" else "Kho tệp"
    try:
        where = store.probe()
    except (OSError, import_module("khien.base.errors").KhienError) as error:
        cause = reason(error) if isinstance(error, OSError) else str(error.__cause__ or error)
        advice = "Kiểm tra KHIEN_S3_URL, tên kho và quyền." if store.name == "s3" else "Cấp quyền ghi."
        yield Answer("error", what, f"không trả lời ({cause})", advice)
    else:
        yield Answer("ok", what, f"{'' if store.name == 's3' else 'thư mục '}{where}")


def _scanner() -> Iterator[Answer]:
    if not settings.KHIEN_CLAMAV:
        yield Answer("warn", "Quét mã độc", "chưa bật", "Cài clamav-daemon rồi đặt KHIEN_CLAMAV=auto.")
        return
    clamav, needed = import_module("khien.base.clamav"), settings.KHIEN_CLAMAV_REQUIRED
    effect = "chưa nhận tệp nào" if needed else "tệp được nhận và sẽ quét sau"
    try:
        address = clamav.address_of(settings.KHIEN_CLAMAV)
        if address is None:
            raise FileNotFoundError(errno.ENOENT, "no socket of clamd")
        said = clamav.version(address)
    except clamav.WrongAddress:
        return  # said by the framework's checks
    except OSError as error:
        yield Answer(
            "error" if needed else "warn",
            "Quét mã độc",
            f"clamd không trả lời ({reason(error)}); {effect}",
            "Kiểm tra clamav-daemon và KHIEN_CLAMAV.",
        )
    else:
        yield Answer("ok", "Quét mã độc", said)


def _framework() -> Iterator[Answer]:
    for message in checks.run_checks():
        serious = message.level >= checks.ERROR
        yield Answer(
            "error" if serious else "warn",
            f"Kiểm tra {message.id}",
            str(message.msg),
            str(message.hint or ""),
        )


LOOKS: tuple[Callable[[], Iterator[Answer]], ...] = (
    _python,
    _folder,
    _database,
    _secrets,
    _assets,
    _fonts,
    _ocr,
    _mail,
    _queue,
    _workers,
    _files,
    _scanner,
    _framework,
)
