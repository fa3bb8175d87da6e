"""Press: kinds of outlets and forms of pieces. Pure."""

from __future__ import annotations

from enum import StrEnum


class OutletKind(StrEnum):
    NEWSPAPER = "newspaper"
    RADIO_TV = "radio_tv"
    NEWSLETTER = "newsletter"
    SITE = "site"


class PieceForm(StrEnum):
    ARTICLE = "article"  # bài viết
    NEWS = "news"  # tin
    REPORT = "report"  # phóng sự
    COLUMN = "column"  # chuyên mục, chuyên trang
    TALK = "talk"  # tọa đàm
    CLIP = "clip"  # clip, đồ họa
    OTHER = "other"


class KitState(StrEnum):
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    LINK_ONLY = "link_only"  # no address of its own: the office passes the link on
