"""What the library puts into inboxes and onto the first page: what waits to be decided, mended, taken over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from khien.base.access import Actor
from khien.base.clock import today
from khien.library import access
from khien.library.rules.kinds import State
from khien.library.selectors import desk
from khien.library.services.waiting import waiting_for
from khien.work.api import InboxEntry

MOST = 200


def to_decide(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Materials that wait for her check or approval."""
    lines = desk.material_lines(waiting_for(actor, on=on)[:MOST])
    return [
        _entry(
            line,
            "library_decide",
            _("Give your approval") if line.state == State.IN_APPROVAL else _("Check it"),
        )
        for line in lines
    ]


def returned(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Texts of her unit that came back to be mended."""
    units = _hers(actor, unit_ids)
    if units is not None and not units:
        return []
    lines = desk.material_lines(desk.returned_ids(units)[:MOST])
    return [_entry(line, "library_returned", _("Mend the text")) for line in lines]


def to_update(actor: Actor, unit_ids: frozenset[int] | None, on: dt.date) -> Sequence[InboxEntry]:
    """Published texts that need another look, and copies whose origin has a newer one."""
    units = _hers(actor, unit_ids)
    if units is not None and not units:
        return []
    rows = desk.wanting_update(access.materials_of_hers(actor, on=on))
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    lines = desk.material_lines(list(rows.order_by("valid_until", "pk").values_list("pk", flat=True)[:MOST]))
    return [
        _entry(
            line,
            "library_update",
            _("Look at it"),
            state=_("The origin has a newer text") if line.origin_newer else _("Needs another look"),
            detail=line.wanted,
            due_on=line.valid_until,
        )
        for line in lines
    ]


def library_card(actor: Actor) -> Mapping[str, object] | None:
    """The few materials that wait for her decision."""
    ids = waiting_for(actor, on=today())
    if not ids:
        return None
    return {"lines": desk.material_lines(ids[:3]), "count": len(ids)}


def _hers(actor: Actor, unit_ids: frozenset[int] | None) -> frozenset[int] | None:
    """Units she writes for, narrowed to those asked for."""
    writes = access.writing_units(actor)
    if writes is None:
        return unit_ids
    return writes if unit_ids is None else writes & unit_ids


def _entry(
    line: desk.MaterialLine,
    kind: str,
    action: str,
    *,
    state: str = "",
    detail: str = "",
    due_on: dt.date | None = None,
) -> InboxEntry:
    from_state = {"library_decide": _("Waits for you"), "library_returned": _("Sent back to mend")}
    return InboxEntry(
        kind=kind,
        title=line.title,
        url=reverse("library:material", args=[line.uuid]),
        action=action,
        unit_id=None,
        unit=line.unit,
        due_on=due_on,
        detail=detail,
        state=state or from_state.get(kind, ""),
        tone="need",
    )


def where_writing_begins(actor: Actor, text: str) -> str:
    """The page that begins a material, for somebody who writes; the words of a search in vain come along."""
    if not actor.has(*access.WRITERS):
        return ""
    words = urlencode({"ten": text[:120]})
    return f"{reverse('library:begin')}?{words}"
