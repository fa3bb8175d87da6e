"""A public site with a few of the starter's texts, written by the editor and approved by somebody else."""

from __future__ import annotations

import datetime as dt

import pytest

from khien.library import api as library
from khien.library.rules.starter import starter_texts
from tests.people import Cast

AT = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
SLUGS = (
    "cong-an-gia-goi-dien",
    "ngan-hang-gia-goi-dien",
    "viec-nhe-luong-cao-nhiem-vu",
    "goi-ngan-hang-gio-vang",
    "lo-bam-link-lo-doc-otp",
    "gio-dau-tien-khi-bi-lua",
    "bat-nat-tren-mang",
    "mat-tai-khoan-zalo-facebook",
)
BASIS = "Kế hoạch 05/KH-UBND, mục III.2"


def publish(cast: Cast, *slugs: str) -> None:
    library.load_starter(
        cast.actor("editor"),
        cast.units.department,
        at=AT,
        approver=cast.actor("approver"),
        basis=BASIS,
        texts=[text for text in starter_texts() if text.slug in slugs],
    )


@pytest.fixture
def texts(cast: Cast) -> None:
    publish(cast, *SLUGS)
