"""The standing office changes a big button of the first page. Refuses an address that leads nowhere on this site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import Missing, Refused
from khien.library import api as library
from khien.portal.access import may_set_up
from khien.portal.errors import ButtonChanged, NotAPlace
from khien.portal.models import HomeButton
from khien.web.kept_pages import forget_pages
from khien.web.languages import by_cookie

VALUES = ("label", "label_en", "icon", "address", "position", "shown")


def change_button(
    actor: Actor, button: HomeButton, *, values: Mapping[str, object], revision: int, at: dt.datetime
) -> HomeButton:
    """`values`: all of VALUES. Raises Refused, NotAPlace, ButtonChanged."""
    if not may_set_up(actor):
        raise Refused
    with transaction.atomic():
        row = HomeButton.objects.select_for_update().get(pk=button.pk)
        if row.revision != revision:
            raise ButtonChanged(row.changed_by)
        if not leads_somewhere(str(values["address"])):
            raise NotAPlace
        old = _state(row)
        for name in VALUES:
            setattr(row, name, values[name])
        row.revision += 1
        row.changed_by = actor.label
        row.save()
        forget_pages()
        audit.record(
            actor=actor,
            action="portal.button_changed",
            subject=audit.Subject("home_button", row.code, row.label),
            old=old,
            new=_state(row),
            at=at,
        )
    return row


def leads_somewhere(address: str) -> bool:
    """Whether a public page of this site answers at this path."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or by_cookie(parts.path):
        return False
    try:
        match = resolve(parts.path)
    except Resolver404:
        return False
    if match.view_name != "portal:material":
        return True
    try:
        library.published_material(match.kwargs["slug"])
    except Missing:
        return False
    return True


def _state(row: HomeButton) -> dict[str, object]:
    return {name: getattr(row, name) for name in VALUES}
