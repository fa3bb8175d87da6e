"""Print points: a campaign's poster becomes a list of places where it is to be hung.

Its other side is our own table: `inside` says who fills it.
"""

from __future__ import annotations

from typing import ClassVar

from khien.channels.transports.contract import Limits
from khien.channels.transports.inside import Inside


class Print(Inside):
    limits: ClassVar[Limits] = Limits(rate_per_second=20, media=("image",), chunk=1)
