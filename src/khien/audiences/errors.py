"""What audiences refuses, in words for people.

KhienError
├── NotAnAddress (400)     neither a telephone number nor a mail address
└── (Conflict, Missing … of base)
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.errors import KhienError


class NotAnAddress(KhienError):
    code = "not-an-address"

    def __init__(self) -> None:
        super().__init__(_("This is neither a telephone number nor a mail address. Please look at it again."))
