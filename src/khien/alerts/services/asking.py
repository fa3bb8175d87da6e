"""What services of this app ask for in the background, by name. Filled by `alerts.jobs`."""

from __future__ import annotations

from khien.base.jobs.by_name import Desk

_desk = Desk()
offer, ask, ask_once = _desk.offer, _desk.ask, _desk.ask_once

__all__ = ["ask", "ask_once", "offer"]
