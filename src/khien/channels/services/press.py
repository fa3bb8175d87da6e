"""Outlets with what they owe, kits for editors, pieces that came out; each piece goes to the ledger once.

Refuses to write to anybody but the editorial office that was noted, and to judge what was written.
"""

from __future__ import annotations

import datetime as dt
import io
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from khien.base import audit
from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError
from khien.base.files import keep
from khien.channels.models import KitSending, PressKit, PressOutlet, PressPiece
from khien.channels.rules.kinds import ChannelKind, Medium
from khien.channels.rules.press import KitState, OutletKind, PieceForm
from khien.channels.selectors.next_message import usable_accounts
from khien.channels.services.accounts import account_data
from khien.channels.services.inside_accounts import ensure, topmost
from khien.channels.transports.contract import AccountData, Fate, Outcome, Parcel, TransportDown
from khien.channels.transports.registry import transport_for
from khien.channels.wording_places import PIECE_NAMES
from khien.library import api as library
from khien.programme.api import (
    ActivityKind,
    NewActivity,
    Product,
    Upload,
    add_evidence,
    keep_upload,
    record_activity,
)

SOURCE = "channels.press"
LARGEST = 200 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletWords:
    name: str
    kind: OutletKind
    email: str = ""
    quota_text: str = ""
    quota_from: dt.date | None = None
    quota_until: dt.date | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceWords:
    form: PieceForm
    title: str
    on: dt.date
    link: str = ""
    photo: Upload | None = None


def keep_outlet(
    actor: Actor, outlet: PressOutlet | None, unit_id: int, words: OutletWords, *, at: dt.datetime
) -> PressOutlet:
    """A new one, or one changed. Raises KhienError("twice")."""
    row = outlet or PressOutlet(unit_id=unit_id)
    row.name, row.kind, row.email, row.active = words.name.strip(), words.kind, words.email, words.active
    row.quota_text, row.quota_from, row.quota_until = (
        words.quota_text.strip(),
        words.quota_from,
        words.quota_until,
    )
    row.changed_at = at
    try:
        with transaction.atomic():
            row.save()
            ensure(actor, ChannelKind.PRESS, unit_id=unit_id, at=at)
            audit.record(
                actor=actor,
                action="press.outlet",
                subject=audit.Subject("press_outlet", str(row.uuid), row.name),
                new={"kind": row.kind, "quota": row.quota_text, "active": row.active},
                at=at,
            )
    except IntegrityError as error:
        raise KhienError(_("This unit has an outlet of that name already."), code="twice") from error
    return row


def record_piece(
    actor: Actor, outlet: PressOutlet, words: PieceWords, *, key: UUID, at: dt.datetime
) -> PressPiece:
    """Into the ledger with its link or photo. Sent twice, or the same link again, is once.

    Raises KhienError("no-proof", "not-yet"), PeriodLocked.
    """
    known = PressPiece.objects.filter(key=key).first()
    if known is not None:
        return known
    if not words.link and words.photo is None:
        raise KhienError(_("Give the link, or a photo of the page."), code="no-proof")
    if words.on > timezone.localtime(at).date():
        raise KhienError(_("This day has not come yet."), code="not-yet")
    kept = keep_upload(words.photo, at=at, actor=actor) if words.photo is not None else None
    made = PressPiece(
        outlet=outlet,
        form=words.form,
        title=words.title.strip()[:255],
        on=words.on,
        link=words.link,
        photo=kept.stored if kept else None,
        key=key,
        recorded_by=actor.label[:200],
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            made.save()
            entry = record_activity(actor, _activity(made), source=SOURCE, key=f"piece:{made.uuid}", at=at)
            links = [made.link] if made.link else []
            add_evidence(actor, entry.id, kept=[kept] if kept else [], links=links, caption=made.title, at=at)
            made.told, made.activity_uuid = True, entry.chain
            made.save(update_fields=["told", "activity_uuid"])
            subject = audit.Subject("press_piece", str(made.uuid), made.title)
            audit.record(
                actor=actor, action="press.piece", subject=subject, new={"on": words.on.isoformat()}, at=at
            )
    except IntegrityError as error:
        same = PressPiece.objects.filter(key=key).first()
        if same is not None:
            return same
        raise KhienError(_("This link is recorded already."), code="twice") from error
    return made


def _activity(piece: PressPiece) -> NewActivity:
    with translation.override("vi"):
        name = str(PIECE_NAMES[PieceForm(piece.form)])
        return NewActivity(
            unit_id=piece.outlet.unit_id,
            kind=ActivityKind.PRESS,
            title=f"{name}: {piece.title}"[:300],
            starts_on=piece.on,
            place=piece.outlet.name[:200],
            task_ids=(piece.outlet.task_id,) if piece.outlet.task_id else (),
            products=(Product(name.lower(), 1),),
            note=_("Came out at %(outlet)s.") % {"outlet": piece.outlet.name},
        )


# ---- kits -----------------------------------------------------------------------------------------------------
def make_kit(
    actor: Actor, edition_id: int, *, unit_id: int, note: str, contact: str, at: dt.datetime
) -> PressKit:
    """The text as .docx, pictures, licence, how to name the source. Raises Missing, KhienError("not-made")."""
    card = library.edition_card(edition_id)
    made = library.press_files(edition_id, unit_id=unit_id)
    stored = keep(io.BytesIO(made.data), name=made.filename, limit_bytes=LARGEST, at=at, made_here=True)
    with transaction.atomic():
        kit = PressKit.objects.create(
            edition_id=edition_id,
            unit_id=unit_id,
            title=card.title[:255],
            note=note.strip(),
            contact=contact.strip(),
            token=secrets.token_urlsafe(32),
            stored=stored,
            filename=made.filename[:160],
            made_by=actor.label[:200],
            made_at=at,
        )
        subject = audit.Subject("press_kit", str(kit.uuid), kit.title)
        audit.record(actor=actor, action="press.kit", subject=subject, at=at)
    return kit


def kit_address(kit: PressKit) -> str:
    path = reverse("channels:press_kit", kwargs={"token": kit.token})
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def send_kit(actor: Actor, kit: PressKit, outlets: list[PressOutlet], *, at: dt.datetime) -> int:
    """To each outlet once, through the e-mail channel; how many went. One without an address, or while no e-mail
    channel works, gets the link from the office."""
    sent = 0
    for outlet in outlets:
        row, made = KitSending.objects.get_or_create(
            kit=kit, outlet=outlet, defaults={"state": KitState.UNCERTAIN, "at": at}
        )
        if not made and row.state not in (KitState.FAILED, KitState.LINK_ONLY):
            continue
        KitSending.objects.filter(pk=row.pk).update(state=KitState.UNCERTAIN, at=at)
        state, reason = _mailed(kit, outlet, at=at)
        KitSending.objects.filter(pk=row.pk).update(state=state, reason=reason[:200], at=at)
        sent += state == KitState.SENT
    subject = audit.Subject("press_kit", str(kit.uuid), kit.title)
    audit.record(
        actor=actor, action="press.sent", subject=subject, new={"outlets": len(outlets), "sent": sent}, at=at
    )
    return sent


def _mailed(kit: PressKit, outlet: PressOutlet, *, at: dt.datetime) -> tuple[KitState, str]:
    account = next(iter(usable_accounts(Medium.EMAIL, at=at)), None)
    if not outlet.email or account is None:
        return KitState.LINK_ONLY, ""
    with translation.override("vi"):
        parcel = Parcel(
            ref=f"kit-{kit.pk}-{outlet.pk}",
            to=outlet.email,
            subject=_("Press kit: %(title)s") % {"title": kit.title},
            text=kit_letter(kit),
            link=kit_address(kit),
        )
    asked: list[str] = []

    def parcels() -> Iterator[Parcel]:
        asked.append(parcel.ref)
        yield parcel

    try:
        console = bool(account.settings.get("console"))
        with transport_for(account_data(account), console=console).open() as line:
            outcomes = list(line.send(parcels()))
    except TransportDown as down:
        return (KitState.UNCERTAIN if asked else KitState.FAILED), down.words
    fate = outcomes[0].fate if outcomes else Fate.UNCERTAIN
    states = {Fate.TAKEN: KitState.SENT, Fate.UNCERTAIN: KitState.UNCERTAIN}
    return states.get(fate, KitState.FAILED), outcomes[0].reason if outcomes else ""


def kit_letter(kit: PressKit) -> str:
    """What the e-mail says, in Vietnamese; the office may copy it."""
    lines = [
        "Kính gửi Tòa soạn,",
        f"{kit.unit.name} gửi bộ tư liệu báo chí: {kit.title}.",
        kit.note,
        f"Tải bài viết, ảnh và điều kiện sử dụng tại: {kit_address(kit)}",
        f"Liên hệ: {kit.contact}" if kit.contact else "",
        "Trân trọng cảm ơn.",
    ]
    return "\n\n".join(line for line in lines if line)


def put_kit(account: AccountData, parcel: Parcel, *, at: dt.datetime) -> Outcome:
    """A campaign's message for the press: a kit of its edition to every outlet in use, once."""
    edition_id = parcel.extra.get("edition_id")
    outlets = list(PressOutlet.objects.filter(active=True))
    if not outlets or not str(edition_id or "").isdecimal():
        return Outcome(parcel.ref, Fate.REFUSED, reason="no_outlets" if not outlets else "no_edition")
    marker = f"[{account.uuid}:{parcel.ref}]"
    kit = PressKit.objects.filter(made_by=marker[:200]).first()
    try:
        if kit is None:
            unit_id = topmost(outlets[0].unit_id)
            kit = make_kit(
                SYSTEM, int(str(edition_id)), unit_id=unit_id, note=parcel.text[:2000], contact="", at=at
            )
            PressKit.objects.filter(pk=kit.pk).update(made_by=marker[:200])
        send_kit(SYSTEM, kit, outlets, at=at)
    except KhienError as error:
        return Outcome(parcel.ref, Fate.REFUSED, reason=error.code)
    return Outcome(
        parcel.ref, Fate.TAKEN, provider_id=kit.uuid.hex, address=f"/lam-viec/bao-chi/bo/{kit.uuid}/"
    )
