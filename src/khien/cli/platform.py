"""Starts Django for the commands that need it, and says in one sentence why it cannot start."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError

from khien.cli import exits
from khien.cli.screen import complain, reason
from khien.project.environment import Misconfigured

NEEDED_BYTES = 200 * 1024 * 1024


def start_django() -> None:
    """Loads settings and apps; exits with CONFIGURATION and a sentence when a setting is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khien.project.settings")
    try:
        django.setup()
    except Misconfigured as error:
        complain(error.sentence)
        sys.exit(error.code)
    except ImproperlyConfigured as error:
        complain(f"Cấu hình chưa đúng: {error}")
        sys.exit(exits.CONFIGURATION)


def check_folder() -> None:
    """The data folder can be written and has room; else exit CANNOT_CREATE."""
    folder = Path(settings.DATA)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:  # a name of its own: server and worker look at once
            probe.write(b"x")
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        what = "đã đầy" if full else f"không ghi được ({reason(error)})"
        complain(f"Thư mục dữ liệu {folder} {what}. Hãy chọn thư mục khác: KHIEN_DATA=/đường/dẫn make run")
        sys.exit(exits.CANNOT_CREATE)
    if shutil.disk_usage(folder).free < NEEDED_BYTES:
        complain(
            f"Ổ đĩa chứa {folder} còn dưới 200 MB. Hãy dọn bớt rồi chạy lại; dữ liệu hiện có vẫn an toàn."
        )
        sys.exit(exits.CANNOT_CREATE)


def check_port(address: str, port: int) -> None:
    """Nobody else listens there; else exit UNAVAILABLE."""
    if not 1 <= port <= 65535:
        complain(f"PORT={port}: cổng phải từ 1 đến 65535.")
        sys.exit(exits.CONFIGURATION)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            why = "đang có chương trình khác dùng" if error.errno == errno.EADDRINUSE else reason(error)
            complain(f"Không mở được cổng {port}: {why}. Hãy chọn cổng khác, ví dụ: PORT={port + 1} make run")
            sys.exit(exits.UNAVAILABLE)


def migrate() -> None:
    """Brings the database to this version's shape; exits with UNAVAILABLE when it does not answer."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        first_line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        complain(
            f"Cơ sở dữ liệu không trả lời: {first_line}\n"
            "Hãy kiểm tra máy chủ và KHIEN_DATABASE_URL, rồi chạy lại. Dữ liệu không bị thay đổi."
        )
        sys.exit(exits.UNAVAILABLE)
