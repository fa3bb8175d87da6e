"""The public site: a campaign's notice stands on top of it for a time.

Its other side is our own table: `inside` says who fills it.
"""

from __future__ import annotations

from typing import ClassVar

from khien.channels.transports.contract import Limits
from khien.channels.transports.inside import Inside


class Portal(Inside):
    limits: ClassVar[Limits] = Limits(rate_per_second=20, longest=200, media=("link",), chunk=1)
