"""Sets a template with data as PDF or PNG, in a process of its own with bounds of time and memory.

Text travels as JSON and pictures as files of a folder that lives as long as the setting, so that a title can never be
markup and the engine reads nothing else of this machine. Refuses templates from outside this package.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from khien.library.renditions.errors import EngineFailed
from khien.library.renditions.plain_words import FACE, fonts_folder

SECONDS = 60
MOST_MEMORY = 2 * 1024**3
NO_DATE = dt.date(2000, 1, 1)
_TEMPLATES = resources.files("khien.library.renditions").joinpath("typ")
_CHILD = Path(__file__).with_name("press_child.py")


@dataclass(frozen=True, slots=True)
class Pressed:
    """`files`: one PDF, or one PNG a page. `notes`: what the template told ("shortened" …), each once, in order."""

    files: tuple[bytes, ...]
    notes: tuple[str, ...]


def press(
    template: str,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes],
    on: dt.date | None,
    picture: bool = False,
    accessible: bool = True,
    seconds: int = SECONDS,
) -> Pressed:
    """`typ/<template>.typ` set with `data`. The same input always gives the same bytes.

    `on`: the date inside the file; `picture`: PNG at one pixel a point, else PDF; `accessible`: PDF/UA-1.
    EngineFailed when the engine refuses the text or needs more than `seconds`.
    """
    with tempfile.TemporaryDirectory(prefix="rendition-") as name:
        root = Path(name)
        for source in _TEMPLATES.iterdir():
            (root / source.name).write_bytes(source.read_bytes())
        for file, blob in pictures.items():
            (root / Path(file).name).write_bytes(blob)
        (root / "data.json").write_text(json.dumps({"face": FACE, **data}), "utf-8")
        day = on or NO_DATE
        job = {
            "main": f"{template}.typ",
            "fonts": str(fonts_folder()),
            "picture": picture,
            "accessible": accessible,
            "seconds": seconds,
            "memory": MOST_MEMORY,
            "day": [day.year, day.month, day.day],
        }
        (root / "job.json").write_text(json.dumps(job), "utf-8")
        _run(root, seconds)
        out = sorted(root.glob("out-*"))
        if not out:
            raise EngineFailed("nothing was made")
        told = json.loads((root / "notes.json").read_text("utf-8"))
        return Pressed(tuple(path.read_bytes() for path in out), tuple(dict.fromkeys(told)))


def _run(root: Path, seconds: int) -> None:
    command = [sys.executable, "-I", str(_CHILD), str(root)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False, cwd=root)
    except subprocess.TimeoutExpired as error:
        raise EngineFailed(f"not done after {seconds} s") from error
    if done.returncode != 0:
        raise EngineFailed(done.stderr.decode("utf-8", "replace")[-2000:] or f"ended with {done.returncode}")
