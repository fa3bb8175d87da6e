"""Passwords that many people here choose, beside Django's list of those that many people elsewhere choose."""

from __future__ import annotations

import re
import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_COMMON = frozenset(
    [
        "matkhau",
        "matkhaumoi",
        "matkhaucu",
        "khongcomatkhau",
        "quenmatkhau",
        "vietnam",
        "hanoi",
        "saigon",
        "tphcm",
        "danang",
        "hue",
        "haiphong",
        "cantho",
        "anhyeuem",
        "emyeuanh",
        "yeuem",
        "yeuanh",
        "iloveyou",
        "tinhyeu",
        "giadinh",
        "mevabo",
        "bome",
        "concuame",
        "changkhong",
        "khongbiet",
        "xinchao",
        "chaoban",
        "congan",
        "congancapxa",
        "ubnd",
        "uybannhandan",
        "sothongtin",
        "antoanthongtin",
        "anninhmang",
        "khien",
        "quantri",
        "quantrivien",
        "canbo",
        "admin",
        "administrator",
        "password",
        "qwerty",
        "asdfgh",
        "abcd",
        "abcdef",
        "matkhaucuatoi",
        "toiyeuvietnam",
    ]
)


class NotCommonHere:
    """Refuses a password that is a well-known word with digits or signs around it: "Matkhau@123"."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        flat = unicodedata.normalize("NFD", password.casefold().replace("đ", "d"))
        letters = re.sub(r"[^a-z]", "", flat)
        if letters in _COMMON:
            raise ValidationError(
                _(
                    "Many people use this password, only with other numbers. Choose several words of your own."
                ),
                code="password_common_here",
            )

    def get_help_text(self) -> str:
        return _("No well-known word with numbers behind it.")
