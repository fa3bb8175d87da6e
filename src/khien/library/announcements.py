"""What the library tells those above and itself: an edition went out, a material was taken down.

Called inside the transaction of the change; a listener that fails undoes it, so listeners only write rows and
enqueue jobs. Refuses two listeners of one name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khien.library.models import Edition

Made = Callable[["Edition", bool], None]  # the edition, and whether the same text only went out again
Down = Callable[[int], None]  # the material's id

_made: dict[str, Made] = {}
_down: dict[str, Down] = {}


def when_edition_made(code: str, listener: Made) -> None:
    if code in _made:
        raise ValueError(f"listener {code!r} registered twice")
    _made[code] = listener


def when_taken_down(code: str, listener: Down) -> None:
    if code in _down:
        raise ValueError(f"listener {code!r} registered twice")
    _down[code] = listener


def edition_made(edition: Edition, *, again: bool) -> None:
    for listener in _made.values():
        listener(edition, again)


def taken_down(material_id: int) -> None:
    for listener in _down.values():
        listener(material_id)
