"""The door of insight: which results everybody may see. Refuses figures: those stand on the public page itself."""

from __future__ import annotations

from khien.insight.access import published

__all__ = ["any_public_scorecard"]


def any_public_scorecard() -> bool:
    """Whether /bang-ket-qua/ shows something."""
    return bool(published())
