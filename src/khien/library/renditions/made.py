"""The contract of every rendition: one file that was made, and a form that makes it with choices that are named.

Refuses words for the screen (library.wording knows them by these codes) and heavy libraries: a form names its maker
as "module:function", loaded at the first file, so that a list of forms costs nothing (docs/adr/0007).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from khien.library.renditions.errors import BadChoice
from khien.library.rules.content import Brand, Content
from khien.library.rules.kinds import MaterialKind

PACKAGE = "khien.library.renditions."

Pictures = Callable[[str], bytes | None]  # a picture's key → its bytes; None when it is gone
Maker = Callable[[Content, Brand, Mapping[str, str], Pictures], "Made"]


class Group(StrEnum):
    """What kind of thing a form makes; the screen lists forms by it."""

    PRINT = "print"
    PICTURE = "picture"
    TEXT = "text"
    MAIL = "mail"
    SOUND = "sound"
    SLIDES = "slides"
    BOOK = "book"


@dataclass(frozen=True, slots=True)
class Made:
    """One file of one rendition. `filename`: ASCII slug with the version ("gia-danh-cong-an-v3-ap-phich-a3.pdf").

    `width`, `height`: pixels of a picture, millimetres of a printed page as it is after cutting. `seconds`: length of
    sound. `text`: alternative text of a picture, or the words spoken. `notes`: codes of what a person should look at
    before use; see NOTES of each maker's module.
    """

    filename: str
    media_type: str
    data: bytes
    pages: int = 0
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    text: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormOption:
    """A choice to make. The first of `choices` is taken when nothing is said."""

    code: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to make a file of a material. `maker`: "module:function" inside this package, a Maker.

    `kinds`: the kinds of material it suits; empty = all.
    """

    code: str
    group: Group
    maker: str
    options: tuple[FormOption, ...] = ()
    kinds: frozenset[MaterialKind] = frozenset()

    def suits(self, kind: MaterialKind) -> bool:
        return not self.kinds or kind in self.kinds

    def chosen(self, options: Mapping[str, str]) -> dict[str, str]:
        """Every option with a choice it offers. BadChoice for an unknown option or choice."""
        known = {option.code: option for option in self.options}
        for code in options:
            if code not in known:
                raise BadChoice(self.code, code)
        taken = {code: options.get(code) or option.choices[0] for code, option in known.items()}
        for code, choice in taken.items():
            if choice not in known[code].choices:
                raise BadChoice(code, choice)
        return taken

    def make(self, content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
        """The file. NotMade (ValueError) when the choices, the text or the engine do not allow it."""
        maker: Maker = loaded(self.maker)
        return maker(content, brand, self.chosen(options), pictures)


def loaded(maker: str) -> Any:
    """The function that "module:function" names inside this package, loaded at its first use."""
    module, _colon, name = maker.partition(":")
    return getattr(importlib.import_module(PACKAGE + module), name)
