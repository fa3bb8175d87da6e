"""The six big buttons of the first page as they come out of the box; the office changes them afterwards.

`address`: path on this site. Icons are offered from a fixed list, so that each of them is in the sprite.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    code: str
    label: str
    label_en: str
    icon: str
    address: str


DEFAULTS: tuple[Button, ...] = (
    Button(
        "goi-dien",
        "Có người xưng công an gọi điện",
        "Someone who says he is the police called me",
        "phone-call",
        "/tai-lieu/cong-an-gia-goi-dien/",
    ),
    Button(
        "bam-link",
        "Lỡ bấm vào đường link lạ",
        "I pressed a strange link",
        "link",
        "/tai-lieu/lo-bam-link-lo-doc-otp/",
    ),
    Button(
        "mat-tai-khoan",
        "Bị mất tài khoản Zalo, Facebook",
        "I lost my Zalo or Facebook account",
        "lock",
        "/tai-lieu/mat-tai-khoan-zalo-facebook/",
    ),
    Button(
        "mat-tien",
        "Mất tiền, lỡ chuyển tiền",
        "I lost money or sent it to the wrong hands",
        "cash",
        "/tai-lieu/goi-ngan-hang-gio-vang/",
    ),
    Button(
        "con-bi-bat-nat",
        "Con bị bắt nạt trên mạng",
        "My child is bullied online",
        "mood-sad",
        "/tai-lieu/bat-nat-tren-mang/",
    ),
    Button("khac", "Chuyện khác", "Something else", "search", "/tim-kiem/"),
)
ICONS: tuple[str, ...] = (
    "phone-call",
    "link",
    "lock",
    "cash",
    "mood-sad",
    "search",
    "alert-triangle",
    "message",
    "device-mobile",
    "qrcode",
    "shopping-cart",
    "briefcase",
    "id",
    "lifebuoy",
    "school",
    "users",
)
LONGEST_LABEL = 60
MOST = 8
