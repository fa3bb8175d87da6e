"""The migrated database of tests, kept for the next run: a copy takes a tenth of a second, three hundred migrations
take a minute on a busy machine. SQLite only; the key is everything that migrations are made of.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.commands import migrate
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
_first_rows: list[str] = []
FOLDER = Path(tempfile.gettempdir()) / f"khien-migrated-{os.getuid()}"


@contextmanager
def migrated_once() -> Iterator[None]:
    """While it lasts, `migrate` on an empty test database is a copy of the last one, when nothing changed since."""
    plain = migrate.Command.handle

    def handle(self: migrate.Command, *args: Any, **options: Any) -> str | None:
        if connection.vendor != "sqlite" or args or options.get("app_label"):
            done = plain(self, *args, **options)
            _remember()
            return done
        with _held() as kept:
            if kept.is_file():
                _copy_in(kept)
                _remember()
                return None
            done = plain(self, *args, **options)
            _copy_out(kept)
            _remember()
            return done

    migrate.Command.handle = handle  # type: ignore[method-assign]
    try:
        yield
    finally:
        migrate.Command.handle = plain  # type: ignore[method-assign]


def lay_in(folder: Path) -> None:
    """The migrated file as the database of an installation of its own, for tests that start other processes."""
    with _held() as kept:
        if kept.is_file():
            shutil.copyfile(kept, folder / "khien.sqlite3")
            return
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KHIEN_")}
        environment |= {"KHIEN_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


@contextmanager
def _held() -> Iterator[Path]:
    """Where the migrated file lies or will lie; one process at a time."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield FOLDER / f"{_key()}.sqlite3"


def first_rows_of_tests() -> str | None:
    """What migrations laid (the tree's root, topics, permissions), as JSON: a transactional test empties every table."""
    return _first_rows[0] if _first_rows else None


def _remember() -> None:
    _first_rows[:] = [connection.creation.serialize_db_to_string()]


def _key() -> str:
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    source = ROOT / "src" / "khien"
    files = [*source.rglob("migrations/*.py"), source / "library" / "starter" / "topics.toml"]
    files += [*source.glob("portal/defaults/*.toml"), *source.glob("search/**/*.toml")]
    for path in sorted(set(files)):
        digest.update(str(path.relative_to(source)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:32]


def _copy_in(kept: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(kept) as source:
        source.backup(connection.connection)
    source.close()


def _copy_out(kept: Path) -> None:
    fresh = kept.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(fresh) as target:
        connection.connection.backup(target)
    target.close()
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    fresh.replace(kept)
