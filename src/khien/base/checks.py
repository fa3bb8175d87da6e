"""What is wrong with the settings of files, found at the start and by `khien doctor`. Changes nothing, asks nobody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from khien.base import clamav


def scanner_address(app_configs: object, **_: Any) -> list[CheckMessage]:
    """A scanner that cannot be reached because of a typing error would be noticed only at the first upload."""
    found: list[CheckMessage] = []
    try:
        clamav.address_of(settings.KHIEN_CLAMAV)
    except clamav.WrongAddress:
        found.append(
            Error(
                f"KHIEN_CLAMAV={settings.KHIEN_CLAMAV!r}: không hiểu được địa chỉ của trình quét mã độc.",
                hint="Cần dạng unix:/run/clamav/clamd.ctl, tcp:máy:3310 hoặc auto.",
                id="khien.base.E001",
            )
        )
    if settings.KHIEN_CLAMAV_REQUIRED and not settings.KHIEN_CLAMAV:
        found.append(
            Error(
                "KHIEN_CLAMAV_REQUIRED=1 nhưng chưa có KHIEN_CLAMAV: không tệp nào được quét mã độc.",
                hint="Đặt KHIEN_CLAMAV, hoặc bỏ KHIEN_CLAMAV_REQUIRED.",
                id="khien.base.E002",
            )
        )
    return found
