"""Who may open web's staff pages."""

from __future__ import annotations

ROWS: dict[str, dict[str, int]] = {"workspace:start": {"anonymous": 302, "other_unit": 200}}
