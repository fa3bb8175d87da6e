"""Foreign warnings: sources added, read every 15 minutes, each item once; a person keeps it, drafts from it, or drops it.

Refuses to publish: the most that becomes of a foreign text is a draft. A broken source says so and stops no other.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace

from django.db import IntegrityError, transaction

from khien.alerts.errors import BadSignature, NotNow
from khien.alerts.models import Alert, IncomingFeed, IncomingItem
from khien.alerts.renditions import signature
from khien.alerts.rules.draft import EMPTY, Draft
from khien.alerts.rules.feeds import Entry, NoFeed, Trouble, is_message, read_cap, read_feed
from khien.alerts.rules.vocabulary import Certainty, Event, Severity, Urgency
from khien.alerts.services import writing
from khien.alerts.transports import foreign
from khien.base import audit
from khien.base.access import Actor
from khien.base.xml_text import xml_text

logger = logging.getLogger(__name__)
MOST_MESSAGES = 10  # CAP messages fetched by the way in one reading; the others come next time
FAR_BACK = dt.timedelta(days=30)


def add_feed(
    actor: Actor, name: str, address: str, certificate: str, *, at: dt.datetime
) -> IncomingFeed | None:
    """None when that address is read already."""
    with transaction.atomic():
        feed, made = IncomingFeed.objects.get_or_create(
            address=address,
            defaults={"name": name, "certificate": certificate, "made_by": actor.label, "made_at": at},
        )
        if made:
            _tell_feed(actor, "alert.feed_added", feed, at=at)
    return feed if made else None


def switch_feed(actor: Actor, feed: IncomingFeed, *, on: bool, at: dt.datetime) -> None:
    with transaction.atomic():
        held = IncomingFeed.objects.select_for_update().get(pk=feed.pk)
        if held.active == on:
            return
        held.active = on
        held.save(update_fields=["active"])
        _tell_feed(actor, "alert.feed_switched", held, at=at)


def read_all(*, at: dt.datetime) -> int:
    """Every source that is on. How many items are new."""
    return sum(read_one(feed, at=at) for feed in IncomingFeed.objects.filter(active=True))


def read_one(feed: IncomingFeed, *, at: dt.datetime) -> int:
    """Asks outside any transaction. Never raises for what the other side does."""
    trouble, new = "", 0
    try:
        got = foreign.fetch(feed.address, etag=feed.etag, last_modified=feed.last_modified)
        if got.body is not None:
            entries = read_feed(got.body, address=feed.address)
            new, whole = _take(feed, entries, got.body, at=at)
            feed.etag, feed.last_modified = (got.etag, got.last_modified) if whole else ("", "")
        feed.well_at = at
    except foreign.CannotFetch as error:
        trouble = error.trouble.value
    except NoFeed:
        trouble = Trouble.NO_FEED.value
    except Exception:  # one source's surprise must not stop the others
        logger.exception("reading the foreign source %s failed", feed.uuid)
        trouble = Trouble.NO_FEED.value
    feed.read_at, feed.trouble = at, trouble
    feed.save(update_fields=["etag", "last_modified", "well_at", "read_at", "trouble"])
    return new


def decide(actor: Actor, item: IncomingItem, state: str, *, at: dt.datetime) -> None:
    """Keep or drop. Raises NotNow when somebody made a draft of it meanwhile."""
    with transaction.atomic():
        held = IncomingItem.objects.select_for_update().get(pk=item.pk)
        if held.state == "used":
            raise NotNow
        if held.state != state:
            _decided(actor, held, state, at=at)


def draft_from(actor: Actor, item: IncomingItem, unit_id: int, *, at: dt.datetime) -> Alert:
    """A draft with what the foreign warning says; a second press finds the first draft."""
    with transaction.atomic():
        held = IncomingItem.objects.select_for_update(of=("self",)).select_related("alert").get(pk=item.pk)
        if held.alert is not None:
            return held.alert
        made = writing.begin(actor, unit_id, _draft(held, at=at), at=at)
        held.alert = made
        _decided(actor, held, "used", at=at)
    return made


def _take(feed: IncomingFeed, entries: list[Entry], body: bytes, *, at: dt.datetime) -> tuple[int, bool]:
    """How many are new, and whether all were taken."""
    known = set(
        IncomingItem.objects.filter(feed=feed, key__in=[one.key for one in entries]).values_list(
            "key", flat=True
        )
    )
    alone = len(entries) == 1 and is_message(body)  # inside a list a signature is not proved
    fetched = new = 0
    for entry in entries:
        if entry.key in known or (entry.sent_at and entry.sent_at < at - FAR_BACK):
            continue
        xml = body if alone else b""
        if entry.cap_address:
            if fetched == MOST_MESSAGES:
                return new, False
            fetched += 1
            entry, xml = _with_message(entry)  # noqa: PLW2901 - the same entry, known better
        new += _keep(feed, entry, xml, at=at)
    return new, True


def _with_message(entry: Entry) -> tuple[Entry, bytes]:
    """The entry with what its CAP message says; as the list has it when that cannot be had."""
    try:
        xml = foreign.fetch(entry.cap_address).body or b""
        return replace(read_cap(xml), key=entry.key, link=entry.link), xml
    except (foreign.CannotFetch, NoFeed):
        return entry, b""


def _keep(feed: IncomingFeed, entry: Entry, xml: bytes, *, at: dt.datetime) -> int:
    words = {
        name: xml_text(getattr(entry, name))
        for name in ("title", "text", "instruction", "link", "sender", "area", "language")
    }
    try:
        with transaction.atomic():
            IncomingItem.objects.create(
                feed=feed,
                key=entry.key,
                **words,
                severity=entry.severity if entry.severity in list(Severity) else "",
                certainty=entry.certainty if entry.certainty in list(Certainty) else "",
                urgency=entry.urgency if entry.urgency in list(Urgency) else "",
                drill=entry.drill,
                cap=entry.cap,
                signature=_signature(entry, xml, feed.certificate),
                sent_at=entry.sent_at,
                expires_at=entry.expires_at,
                came_at=at,
            )
    except IntegrityError:  # another worker took it this very moment
        return 0
    return 1


def _signature(entry: Entry, xml: bytes, certificate: str) -> str:
    if not entry.signed:
        return "none"
    if not certificate or not xml:
        return "unproved"
    try:
        signature.verified(xml, certificate=certificate.encode())
    except BadSignature:
        return "bad"
    return "good"


def _draft(item: IncomingItem, *, at: dt.datetime) -> Draft:
    text = replace(
        EMPTY,
        headline=item.title[:160],
        long=item.text[:4000],
        instruction=item.instruction[:2000],
    )
    language = "en" if item.language == "en" else "vi"
    made = Draft(
        texts={language: text},
        drill=item.drill,
        event=Event.OTHER,
        severity=item.severity or Severity.UNKNOWN,
        certainty=item.certainty or Certainty.UNKNOWN,
        urgency=item.urgency or Urgency.UNKNOWN,
        area_words=item.area[:300],
    )
    later = item.expires_at is not None and item.expires_at > at
    return replace(made, expires_at=item.expires_at) if later else made


def _decided(actor: Actor, held: IncomingItem, state: str, *, at: dt.datetime) -> None:
    old, held.state, held.decided_by, held.decided_at = held.state, state, actor.label, at
    held.save(update_fields=["state", "alert", "decided_by", "decided_at"])
    audit.record(
        actor=actor,
        action="alert.incoming_decided",
        subject=audit.Subject("incoming", str(held.uuid), held.title),
        old={"state": old},
        new={"state": state},
        at=at,
    )


def _tell_feed(actor: Actor, action: str, feed: IncomingFeed, *, at: dt.datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=audit.Subject("incoming_feed", str(feed.uuid), feed.name),
        new={"address": feed.address, "active": feed.active},
        at=at,
    )
