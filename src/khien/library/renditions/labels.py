"""The few words a print adds to a material, by the material's language. Refuses words for the screen."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

from khien.library.rules.kinds import Licence


def labels(language: str) -> dict[str, str]:
    """The words in `language` ("vi", "en", "en-GB"); Vietnamese where it is not known."""
    known = _all()
    table = known.get(language.split("-", maxsplit=1)[0].lower(), known["vi"])
    return {**_texts(known["vi"]), **_texts(table)}


def licence_line(licence: Licence, language: str) -> str:
    """What others may do, in one line."""
    known = _all()
    table = known.get(language.split("-", maxsplit=1)[0].lower(), known["vi"])
    return str(table["licence"][licence.value])


def _texts(table: dict[str, Any]) -> dict[str, str]:
    return {key: value for key, value in table.items() if isinstance(value, str)}


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, Any]]:
    return tomllib.loads(
        resources.files("khien.library.renditions").joinpath("labels.toml").read_text("utf-8")
    )
