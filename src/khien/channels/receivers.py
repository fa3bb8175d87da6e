"""What channels hear from below: a warning was issued."""

from __future__ import annotations

import functools

from khien.alerts.api import Outlet, register_outlet, when_issued
from khien.channels.rules.warning_texts import CARRIED
from khien.channels.selectors import outlets
from khien.channels.services import warnings
from khien.channels.wording import MEDIUM_ICONS, MEDIUM_NAMES


def listen() -> None:
    """Called once, when the app is ready."""
    when_issued("channels", warnings.carry)
    for medium in CARRIED:
        register_outlet(
            Outlet(
                str(medium),
                MEDIUM_NAMES[medium],
                MEDIUM_ICONS[medium],
                functools.partial(outlets.preview, medium),
                outlets.states,
            )
        )
