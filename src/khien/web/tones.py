"""The five tones of the house. A state is always shape + word + colour; here is which shape goes with which tone.

need = somebody must act · danger = overdue or harmful, nothing else · done · info · idle = not due yet
"""

from __future__ import annotations

SHAPES: dict[str, str] = {
    "need": "alert-triangle",
    "danger": "alert-circle",
    "done": "circle-check",
    "info": "info-circle",
    "idle": "circle-dashed",
}


def shape_of(tone: str) -> str:
    """The icon of a tone. Raises ValueError for a tone the house does not have."""
    if tone not in SHAPES:
        raise ValueError(f"no tone {tone!r}: one of {', '.join(SHAPES)}")
    return SHAPES[tone]
