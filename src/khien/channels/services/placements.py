"""Places and what hangs there: opened, planned, hung with a photo, taken down; written into the ledger once.

A hanging with a photo is an activity of the unit that hung it, and the photo its evidence. Without a photo it is not
written: the due list asks for one. Refuses to guess how many people passed by.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.base.text import fold
from khien.channels.models import Hanging, Placement, ScanDay
from khien.channels.rules.kinds import ChannelKind
from khien.channels.rules.placements import CODE_LENGTH, CODE_LETTERS, LONGEST, PlaceKind, PrintSize
from khien.channels.services.inside_accounts import ensure
from khien.library import api as library
from khien.programme.api import (
    ActivityKind,
    Kept,
    NewActivity,
    Product,
    Upload,
    add_evidence,
    keep_upload,
    record_activity,
)

SOURCE = "channels.placements"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    name: str
    kind: PlaceKind
    size: PrintSize
    place: str = ""
    consent: str = ""
    consent_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """What hangs. `edition_id`, or words and where the code leads."""

    first: dt.date
    last: dt.date
    edition_id: int | None = None
    title: str = ""


def open_placement(actor: Actor, unit_id: int, words: PlaceWords, *, at: dt.datetime) -> Placement:
    """Raises KhienError("twice")."""
    made = Placement(unit_id=unit_id)
    _fill(made, words, at)
    return _kept(actor, made, "placement.opened", at=at)


def change_placement(
    actor: Actor, placement: Placement, words: PlaceWords, *, closed: bool, at: dt.datetime
) -> Placement:
    """Raises KhienError("twice")."""
    _fill(placement, words, at)
    if closed != (placement.closed_on is not None):
        placement.closed_on = timezone.localtime(at).date() if closed else None
    return _kept(actor, placement, "placement.changed", at=at)


def _fill(row: Placement, words: PlaceWords, at: dt.datetime) -> None:
    row.name, row.name_key = words.name.strip(), name_key(words.name)
    row.kind, row.size = words.kind, words.size
    row.place, row.consent, row.consent_on = words.place.strip(), words.consent.strip(), words.consent_on
    row.changed_at = at


def name_key(name: str) -> str:
    """The same place written with other marks or spaces is the same."""
    return " ".join(fold(name).split())[:160]


def _kept(actor: Actor, row: Placement, action: str, *, at: dt.datetime) -> Placement:
    try:
        with transaction.atomic():
            row.save()
            ensure(actor, ChannelKind.PRINT, unit_id=row.unit_id, at=at)
            audit.record(
                actor=actor,
                action=action,
                subject=audit.Subject("placement", str(row.uuid), row.name),
                new={"kind": row.kind, "size": row.size, "closed": row.closed_on is not None},
                at=at,
            )
    except IntegrityError as error:
        raise KhienError(_("This unit has a place of that name already."), code="twice") from error
    return row


def plan_hanging(actor: Actor, placement: Placement, what: What, *, key: UUID, at: dt.datetime) -> Hanging:
    """To be hung. `key` of the form: sent twice is one. Raises Missing, KhienError("days", "what")."""
    found = Hanging.objects.filter(key=key).first()
    if found is not None:
        return found
    title, target = _named(what)
    if what.last < what.first or what.last - what.first > LONGEST:
        raise KhienError(_("The last day lies before the first, or more than a year after it."), code="days")
    with transaction.atomic():
        made = _with_code(
            Hanging(
                placement=placement,
                edition_id=what.edition_id,
                title=title,
                target=target,
                from_on=what.first,
                until_on=what.last,
                key=key,
                changed_at=at,
            )
        )
        _audited(actor, made, "placement.planned", at=at)
    return made


def _named(what: What) -> tuple[str, str]:
    if what.edition_id is not None:
        card = library.edition_card(what.edition_id)
        return card.title[:255], card.address
    if not what.title.strip():
        raise KhienError(_("Say what hangs there."), code="what")
    return what.title.strip()[:255], "/"


def _with_code(made: Hanging) -> Hanging:
    for _try in range(20):
        made.code = get_random_string(CODE_LENGTH, CODE_LETTERS)
        try:
            with transaction.atomic():
                made.save(force_insert=True)
                return made
        except IntegrityError:  # the code is taken, or the same form was sent by another request
            made.pk = None
            known = Hanging.objects.filter(key=made.key).first()
            if known is not None:
                return known
    raise KhienError(_("No free code was found. Try again."), code="no-code")


def hang(actor: Actor, hanging: Hanging, *, photo: Upload | None, on: dt.date, at: dt.datetime) -> Hanging:
    """It hangs since `on`; with a photo it goes to the ledger. A later photo is another piece of evidence.

    Raises KhienError("not-yet", and those of a photo), PeriodLocked.
    """
    if on > timezone.localtime(at).date():
        raise KhienError(_("This day has not come yet."), code="not-yet")
    kept = keep_upload(photo, at=at, actor=actor) if photo is not None else None
    if kept is not None and kept.preview is None:
        raise KhienError(_("Send a photo of it, not a document."), code="not-a-photo")
    with transaction.atomic():
        row = Hanging.objects.select_for_update().select_related("placement").get(pk=hanging.pk)
        if row.hung_on is None:
            row.hung_on, row.hung_by_id, row.hung_by = on, actor.id, actor.label[:200]
            _audited(actor, row, "placement.hung", at=at)
        if kept is not None:
            row.photo, row.preview, row.photo_at = kept.stored, kept.preview, at
            _tell(actor, row, kept, at=at)
        row.changed_at = at
        row.save()
    return row


def _tell(actor: Actor, row: Hanging, kept: Kept, *, at: dt.datetime) -> None:
    assert row.hung_on is not None
    with translation.override("vi"):
        new = NewActivity(
            unit_id=row.placement.unit_id,
            kind=ActivityKind.DISPLAY,
            title=(_("Hung: %(title)s") % {"title": row.title})[:300],
            starts_on=row.hung_on,
            place=", ".join(part for part in (row.placement.name, row.placement.place) if part)[:300],
            products=(Product(_("places hung"), 1),),
            note=_("To hang until %(day)s.") % {"day": f"{row.until_on:%d/%m/%Y}"},
        )
        caption = f"{row.placement.name}: {row.title}"[:300]
    made = record_activity(actor, new, source=SOURCE, key=f"hanging:{row.uuid}", at=at)
    add_evidence(actor, made.id, kept=[kept], caption=caption, at=at)
    row.told, row.activity_uuid = True, made.chain


def take_down(actor: Actor, hanging: Hanging, *, on: dt.date, at: dt.datetime) -> None:
    """It does not hang any more (or never will). Twice is once; the ledger keeps that it hung."""
    with transaction.atomic():
        mine = Hanging.objects.filter(pk=hanging.pk, down_on__isnull=True).update(
            down_on=on, down_by=actor.label[:200], changed_at=at
        )
        if mine:
            _audited(actor, hanging, "placement.down", at=at)


def poster_for(hanging: Hanging, *, template: str, size: str) -> tuple[str, bytes]:
    """The poster of its text with this place's own code: name and PDF. Raises Missing, KhienError("not-made")."""
    if hanging.edition_id is None:
        raise KhienError(_("Only a text of the library can be printed here."), code="no-text")
    made = library.make_now(
        hanging.edition_id,
        "poster",
        options={"template": template, "size": size},
        unit_id=hanging.placement.unit_id,
        address=code_address(hanging),
    )
    return f"{hanging.code}-{made.filename}", made.data


def code_address(hanging: Hanging) -> str:
    """What the QR code holds."""
    path = reverse("channels:place_code", kwargs={"code": hanging.code})
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def follow(code: str, *, on: dt.date, counts: bool) -> str | None:
    """Where a code leads; None for a code that nobody has. The total of the day goes up by one, nothing else is kept.
    A busy database loses a count, never a reader."""
    row = Hanging.objects.filter(code=code).only("id", "target").first()
    if row is None:
        return None
    if counts:
        try:
            with transaction.atomic():
                day, _made = ScanDay.objects.get_or_create(hanging=row, on=on)
                ScanDay.objects.filter(pk=day.pk).update(count=F("count") + 1)
        except DatabaseError:
            pass
    return row.target


def _audited(actor: Actor, row: Hanging, action: str, *, at: dt.datetime) -> None:
    subject = audit.Subject("hanging", str(row.uuid), row.title)
    new = {"until": row.until_on.isoformat(), "hung": row.hung_on.isoformat() if row.hung_on else None}
    audit.record(actor=actor, action=action, subject=subject, new=new, at=at)


def hang_at_once(
    actor: Actor, placement: Placement, what: What, *, photo: Upload | None, key: UUID, at: dt.datetime
) -> Hanging:
    """Planned and hung in one go: nothing of it is kept when the photo is refused. Sent twice is once."""
    known = Hanging.objects.filter(key=key).first()
    if known is not None and known.hung_on is not None:
        return known
    with transaction.atomic():
        made = plan_hanging(actor, placement, what, key=key, at=at)
        return hang(actor, made, photo=photo, on=what.first, at=at)
