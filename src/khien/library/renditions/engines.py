"""Where the programs that make sound are: those of the machine first, then those the installation brought along.

Refuses to download anything, and to load a foreign library into this process: libespeak-ng runs in a child
(espeak_child.py), so that a crash of it cannot take a worker along.
"""

from __future__ import annotations

import importlib.util
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EspeakLibrary:
    """`library`: libespeak-ng; `data`: the folder that holds espeak-ng-data."""

    library: Path
    data: Path


@lru_cache(maxsize=1)
def ffmpeg() -> Path | None:
    """The program, of the machine or of the wheel imageio-ffmpeg."""
    if found := shutil.which("ffmpeg"):
        return Path(found)
    return _first("imageio_ffmpeg", "binaries/ffmpeg-*")


@lru_cache(maxsize=1)
def espeak_program() -> Path | None:
    """The program espeak-ng of the machine."""
    found = shutil.which("espeak-ng")
    return Path(found) if found else None


@lru_cache(maxsize=1)
def espeak_library() -> EspeakLibrary | None:
    """The library of the wheel espeakng-loader with its data."""
    library = _first("espeakng_loader", "libespeak-ng.*") or _first("espeakng_loader", "espeak-ng.dll")
    data = _first("espeakng_loader", "espeak-ng-data/phontab")
    return EspeakLibrary(library, data.parents[1]) if library and data else None


def _first(package: str, pattern: str) -> Path | None:
    """A file inside an installed package, found without loading the package."""
    spec = importlib.util.find_spec(package)
    folders = spec.submodule_search_locations if spec is not None else None
    for folder in folders or ():
        for path in sorted(Path(folder).glob(pattern)):
            if path.is_file():
                return path
    return None
