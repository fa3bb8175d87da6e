"""The door of channels: how warnings and campaigns are carried, what the public site shows. Ids and frozen values only."""

from __future__ import annotations

from khien.channels.rules.kinds import Medium
from khien.channels.services.notices import CurrentNotice, current_notices
from khien.channels.wording import MEDIUM_ICONS, MEDIUM_NAMES

__all__ = [
    "MEDIUM_ICONS",
    "MEDIUM_NAMES",
    "CurrentNotice",
    "Medium",
    "current_notices",
]
