"""Uses by a unit's own site: its frames and its feeds. Nobody signed in, so refuses whatever could be pressed a thousand
times: a frame counts once a day and material, a feed once for each material that it brought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from khien.library.models import Edition, MaterialUse
from khien.library.services.uses import record_use
from khien.orgs import api as orgs

MOST_ITEMS = 50


def note_embed(material_id: int, unit_code: str, *, on: dt.date) -> bool:
    """A frame with this material was shown on the unit's site. Whether it counted: an unknown code counts nowhere."""
    return _note([material_id], unit_code, "embed", on=on, since=on) == 1


def note_feed(material_ids: Iterable[int], unit_code: str, *, on: dt.date) -> int:
    """The unit's site took a feed with these materials; returns how many it had not been brought before."""
    return _note(list(material_ids)[:MOST_ITEMS], unit_code, "feed", on=on, since=None)


def _note(ids: list[int], code: str, how: str, *, on: dt.date, since: dt.date | None) -> int:
    unit = orgs.unit_by_code(code, on=on) if code else None
    if unit is None or not ids:
        return 0
    known = MaterialUse.objects.filter(material_id__in=ids, unit_id=unit.id, how=how)
    if since is not None:
        known = known.filter(on__gte=since)
    fresh = set(ids) - set(known.values_list("material_id", flat=True))
    for edition in _newest(fresh):
        record_use(None, edition, unit.id, how, on=on, today=on)
    return len(fresh)


def _newest(ids: Iterable[int]) -> list[Edition]:
    found: dict[int, Edition] = {}
    for edition in Edition.objects.filter(material_id__in=list(ids)).order_by("material_id", "number"):
        found[edition.material_id] = edition
    return list(found.values())
