"""Press: a campaign's text becomes a kit and goes to the outlets' editors.

Its other side is our own table: `inside` says who fills it.
"""

from __future__ import annotations

from typing import ClassVar

from khien.channels.transports.contract import Limits
from khien.channels.transports.inside import Inside


class Press(Inside):
    limits: ClassVar[Limits] = Limits(rate_per_second=20, media=("link",), chunk=1)
