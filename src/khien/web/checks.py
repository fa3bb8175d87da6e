"""What is wrong with the settings of pages, found at the start and by `khien doctor`. Changes nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning


def any_host_name(app_configs: object, **_: Any) -> list[CheckMessage]:
    """Links in letters (a new password, an invitation) are made of the host name that the browser sent."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Warning(
            "KHIEN_HOSTS chấp nhận mọi tên máy: kẻ gian có thể gửi thư có liên kết về máy của họ.",
            hint="Ghi đúng tên miền mà mọi người dùng, ví dụ KHIEN_HOSTS=khien.anbinh.gov.vn",
            id="khien.web.W001",
        )
    ]
