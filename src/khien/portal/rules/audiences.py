"""Addresses of the pages "for whom". Codes are the ledger's; a slug never changes once it was published."""

from __future__ import annotations

SLUGS: dict[str, str] = {  # in the order of the screen
    "public": "moi-nguoi",
    "elderly": "nguoi-cao-tuoi",
    "parents": "cha-me",
    "children": "tre-em",
    "pupils": "hoc-sinh",
    "students": "sinh-vien",
    "youth": "thanh-nien",
    "women": "phu-nu",
    "workers": "cong-nhan-nguoi-lao-dong",
    "firms": "doanh-nghiep-nho",
    "officials": "can-bo",
    "teachers": "giao-vien",
    "disabled": "nguoi-khuyet-tat",
    "journalists": "nha-bao",
}
CODES: dict[str, str] = {slug: code for code, slug in SLUGS.items()}
ICONS: dict[str, str] = {
    "public": "users",
    "elderly": "heart-handshake",
    "parents": "home",
    "children": "mood-kid",
    "pupils": "backpack",
    "students": "school",
    "youth": "user",
    "women": "user-heart",
    "workers": "helmet",
    "firms": "building-store",
    "officials": "building-bank",
    "teachers": "chalkboard",
    "disabled": "wheelchair",
    "journalists": "news",
}
