"""A public site with a few of the starter's texts, written by the editor and approved by somebody else.

Writing and approving a text is many steps, so the texts are made once for all these tests, in a transaction that is
taken back at the end; each test works in a savepoint of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from khien.library import api as library
from khien.library.rules.starter import starter_texts
from khien.orgs.api import Kind, Level
from khien.search import api as search
from tests.people import Cast, Units, _unit

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


@pytest.fixture(scope="package")
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    with django_db_blocker.unblock(), transaction.atomic():
        province = _unit("Ủy ban nhân dân tỉnh An Bình", Kind.PEOPLES_COMMITTEE, Level.PROVINCE, "AB")
        units = Units(
            province=province,
            department=_unit("Sở Khoa học và Công nghệ", Kind.DEPARTMENT, Level.PROVINCE, "SKHCN", province),
            commune=_unit("UBND xã An Hòa", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, "XAH", province),
            other_commune=_unit(
                "UBND phường Bình Minh", Kind.PEOPLES_COMMITTEE, Level.COMMUNE, "PBM", province
            ),
        )
        cast = Cast(units)
        publish(cast, *SLUGS)
        search.reindex()
        yield cast
        transaction.set_rollback(True)


@pytest.fixture
def units(published: Cast, db: None) -> Units:
    return published.units


@pytest.fixture
def cast(published: Cast, db: None) -> Cast:
    return Cast(published.units, dict(published.made))


@pytest.fixture
def texts(published: Cast, db: None) -> None:
    """The eight texts are out."""
