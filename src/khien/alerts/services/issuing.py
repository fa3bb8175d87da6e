"""Sending: the XML is made, checked, signed, proved and frozen, then everybody who listens is told, all in one
transaction. If any of it fails nothing was sent.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from khien.alerts.announcements import issued
from khien.alerts.errors import NotNow
from khien.alerts.models import Alert, SignedAlert
from khien.alerts.renditions.cap_xml import cap_tree
from khien.alerts.renditions.schema import check_schema
from khien.alerts.renditions.signature import parsed, signed, verified
from khien.alerts.rules.issued import IssuedAlert
from khien.alerts.rules.life import Act
from khien.alerts.rules.vocabulary import Scope, State
from khien.alerts.selectors.issued import value_of
from khien.alerts.selectors.messages import message_of
from khien.alerts.selectors.search import SOURCE, document_of
from khien.alerts.services.acts import write_down
from khien.alerts.services.asking import ask
from khien.alerts.services.keys import key_pair
from khien.base.access import SYSTEM, Actor
from khien.programme.api import ActivityKind, NewActivity, PeriodLocked, record_activity
from khien.search.api import put, remove
from khien.web.kept_pages import forget_pages


def issue(actor: Actor, alert: Alert, *, announce: bool = True, at: dt.datetime) -> None:
    """Only called by the workflow, inside its transaction, on a row it holds."""
    if alert.frozen:
        raise NotNow
    sent_at = at.replace(microsecond=0)  # CAP tells whole seconds
    alert.identifier = f"urn:uuid:{alert.uuid}"
    _seal(alert, sent_at=sent_at, at=at)
    alert.state = State.ISSUED
    alert.sent_at = sent_at
    alert.changed_at = at
    alert.save()  # from here on the database refuses every change
    write_down(actor, alert, Act.ISSUED, at=at)
    value = _tell(alert, at=at)
    if announce:
        issued(value)


def _seal(alert: Alert, *, sent_at: dt.datetime, at: dt.datetime) -> None:
    pair = key_pair()
    xml = signed(cap_tree(message_of(alert, sent_at=sent_at)), key=pair.key, certificate=pair.certificate)
    check_schema(parsed(xml))
    verified(xml, certificate=pair.certificate)  # what we cannot prove ourselves nobody should get
    SignedAlert.objects.create(
        alert=alert,
        xml=xml,
        sha256=hashlib.sha256(xml).hexdigest(),
        certificate_sha256=pair.fingerprint,
        at=at,
    )


def _tell(alert: Alert, *, at: dt.datetime) -> IssuedAlert:
    """Pages, search, ledger, poster."""
    value = value_of(alert)
    forget_pages()
    if not alert.drill and alert.scope == Scope.PUBLIC:
        for uuid in value.replaces:
            remove(SOURCE, [uuid])
        found = document_of(alert, at=at)
        if found is not None:
            put(SOURCE, [found])
    if not alert.drill:
        _record(alert, headline=value.headline, at=at)
    ask("make_poster", alert_id=alert.pk)
    return value


def _record(alert: Alert, *, headline: str, at: dt.datetime) -> None:
    """One activity, once. A closed period keeps the ledger shut, never a warning in."""
    with translation.override("vi"):
        new = NewActivity(
            unit_id=alert.unit_id,
            kind=ActivityKind.ONLINE,
            title=(_("Warning sent out: %(title)s") % {"title": headline})[:300],
            starts_on=timezone.localtime(at).date(),
            note=_("Signed message %(id)s. What each channel reached is written by the channels.")
            % {"id": alert.identifier},
        )
    try:
        record_activity(SYSTEM, new, source="alerts", key=f"issued:{alert.uuid}", at=at)
    except PeriodLocked:
        return
