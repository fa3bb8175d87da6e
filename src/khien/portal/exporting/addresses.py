"""Where an address of the live site stands in the folder, and what links to it say. Pure; asks no server.

/chu-de/x/           → chu-de/x/index.html            /tai-lieu/?trang=2  → tai-lieu/_/trang-2/index.html
/lich-su-kien/a.ics  → lich-su-kien/a.ics             /en/                → en/index.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlsplit

LIVE_ONLY = re.compile(
    r"^(?:/en)?/(?:lam-viec|soan-thao|tai-khoan|giao-dien|style|lich|oembed)(?:/|$)|/huu-ich/|/cach-nhung/|/goi-y\.json"
)
FOLDERS = ("/static/", "/tep/")  # named by scripts; no pages
KEPT_VALUES = {"trang", "thang", "chu-de", "loai", "danh-cho"}  # what pages of lists are told apart by
MOST_VALUES = 2
LONGEST = 80
UNSAFE = re.compile(r"[^a-zA-Z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """`path` on the live site with its query; `file` below the folder; `link` what pages say, without the base."""

    path: str
    file: str
    link: str


def place_of(address: str) -> Place | None:
    """None for what the live site alone can do: desks, forms, searches."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if (
        parts.scheme
        or parts.netloc
        or path in FOLDERS
        or not path.startswith("/")
        or path.startswith("//")
        or ".." in path
        or LIVE_ONLY.search(path)
    ):
        return None
    values = parse_qsl(parts.query, keep_blank_values=True)
    if path.endswith("/tim-kiem/"):
        values = []
    if any(name not in KEPT_VALUES for name, _value in values) or len(values) > MOST_VALUES:
        return None
    folder = path
    if values:
        inner = "/".join(UNSAFE.sub("-", f"{name}-{value}")[:LONGEST] for name, value in values)
        folder = f"{path.rstrip('/')}/_/{inner}/"
    query = f"?{parts.query}" if values else ""
    if "." not in folder.rpartition("/")[2] and not folder.endswith("/"):
        folder += "/"
    file = f"{folder.lstrip('/')}index.html" if folder.endswith("/") else folder.lstrip("/")
    return Place(f"{path}{query}", file, quote(folder))
