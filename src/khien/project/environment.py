"""Typed, loud readers of the environment. A secret may come from a file: `NAME_FILE=/run/secrets/name`.

Refuses to guess: a value that cannot be understood stops the start with a sentence that names it.
"""

from __future__ import annotations

import os
from pathlib import Path

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


class Misconfigured(SystemExit):
    """Printed as it is; exit code 78 (EX_CONFIG), or 73 (EX_CANTCREAT) where a folder refuses."""

    def __init__(self, sentence: str, *, code: int = 78) -> None:
        super().__init__(code)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def env_bool(name: str, default: bool = False) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    value = raw.strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise Misconfigured(f"{name}={raw!r}: cần 1 hoặc 0 (expected 1 or 0)")


def env_int(name: str, default: int) -> int:
    raw = os.environ.get(name)
    if raw is None or not raw.strip():
        return default
    try:
        return int(raw)
    except ValueError:
        raise Misconfigured(f"{name}={raw!r}: cần một số nguyên (expected a whole number)") from None


def env_list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def env_secret(name: str, default: str = "") -> str:
    """The variable itself, or the content of the file that `NAME_FILE` names."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Misconfigured(f"{name}_FILE={path}: không đọc được tệp ({error.strerror})") from None
