"""What can go wrong when the public site is set up.

KhienError
├── NotAPlace (400)      the address does not lead to a page of this site
└── Conflict (409)
    └── ButtonChanged    somebody else changed the button meanwhile
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict, KhienError


class NotAPlace(KhienError):
    code = "not-a-place"

    def __init__(self) -> None:
        super().__init__(
            _("This address leads to no page of this site. Copy it from the page, from the first / on.")
        )


class ButtonChanged(Conflict):
    code = "button-changed"

    def __init__(self, who: str) -> None:
        super().__init__(
            _("%(who)s changed this button meanwhile. Your words are still below: compare and save again.")
            % {"who": who or "?"}
        )
