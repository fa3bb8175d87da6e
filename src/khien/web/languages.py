"""Which language a page speaks. What everybody may read says it in its address (`/en/…`), so that one address is one
text for readers, caches and search engines; the workspace asks the person's cookie. Knows no domain app.
"""

from __future__ import annotations

from django.conf import settings

OTHERS = tuple(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
BY_COOKIE = ("/lam-viec/", "/soan-thao/", "/tai-khoan/", "/giao-dien/", "/style")


def split(path: str) -> tuple[str, str]:
    """(language, the rest): "/en/tai-lieu/" → ("en", "/tai-lieu/"); without a prefix it is Vietnamese."""
    head, _slash, rest = path[1:].partition("/")
    return (head, f"/{rest}") if head in OTHERS else (settings.LANGUAGE_CODE, path)


def by_cookie(path: str) -> bool:
    """Whether a page at this path (without prefix) asks the cookie."""
    return path.startswith(BY_COOKIE)


def address_in(language: str, address: str) -> str:
    """The same page in another language: ("en", "/tai-lieu/?q=x") → "/en/tai-lieu/?q=x"."""
    rest = split(address)[1]
    if language not in OTHERS or by_cookie(rest):
        return rest
    return f"/{language}{rest}"
