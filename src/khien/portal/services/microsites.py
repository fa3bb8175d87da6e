"""A unit's own site: opened and switched on by the standing office, dressed by the unit. Gives the unit's writers their
place in the editor. Refuses a colour on which white letters cannot be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from khien.base import audit
from khien.base.access import Actor
from khien.base.files import keep
from khien.base.media.checks import checked
from khien.base.models import StoredFile
from khien.library import api as library
from khien.portal.desk_errors import EntryMoved, WrongEntry
from khien.portal.models import Microsite, MicrositeIndex, MicrositesRoot
from khien.portal.models.microsites import collection_name
from khien.portal.rules.colours import LEAST, WHITE
from khien.portal.selectors.microsites import HOSTS
from khien.web.kept_pages import forget_pages

LOGOS = frozenset({"image/png", "image/jpeg", "image/webp"})
LOGO_BYTES = 2 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteData:
    """What is typed. Codes as ",a,b,"."""

    name: str
    tagline: str
    contact: str
    colour: str
    shares: str
    topic_codes: str
    audience_codes: str


def open_site(actor: Actor, unit_id: int, *, slug: str, name: str, at: dt.datetime) -> Microsite:
    """A site that nobody sees yet, with its place in the editor. One a unit: twice is once. Raises WrongEntry."""
    with transaction.atomic():
        root = _root()
        found = Microsite.objects.filter(unit_id=unit_id).first()
        if found is not None:
            return found
        if Microsite.objects.filter(slug=slug).exists():
            raise WrongEntry("slug", _("Another unit's site has this address. Choose another one."))
        site = Microsite.objects.create(unit_id=unit_id, slug=slug, name=name[:160], changed_at=at)
        title = f"{name[:200]} ({slug})"
        index = root.add_child(instance=MicrositeIndex(title=title, slug=slug, microsite=site, live=False))
        _seats(index, root, unit_id)
        _record(actor, "portal.site_opened", site, at)
    return site


def change_site(
    actor: Actor,
    row: Microsite,
    data: SiteData,
    *,
    logo: UploadedFile[bytes] | None,
    drop_logo: bool,
    revision: int,
    at: dt.datetime,
) -> Microsite:
    """Name, logo, colour, what it shows. Raises WrongEntry, EntryMoved, WrongContent, TooMuch."""
    if library.contrast(data.colour, WHITE) < LEAST:
        raise WrongEntry("colour", _("White letters cannot be read on this colour. Choose a darker one."))
    stored = _logo(actor, logo, at=at) if logo is not None else None
    with transaction.atomic():
        held = _held(row, revision)
        for name in ("name", "tagline", "contact", "colour", "shares", "topic_codes", "audience_codes"):
            setattr(held, name, getattr(data, name))
        if stored is not None or drop_logo:
            held.logo = stored
        _keep(actor, held, "portal.site_changed", at)
    return held


def switch_site(
    actor: Actor, row: Microsite, *, shown: bool, host: str, revision: int, at: dt.datetime
) -> Microsite:
    """On or off, and its own host name. Raises WrongEntry, EntryMoved."""
    try:
        with transaction.atomic():
            held = _held(row, revision)
            held.shown, held.host = shown, host.lower()
            _keep(actor, held, "portal.site_switched", at)
    except IntegrityError:
        raise WrongEntry("host", _("Another unit's site has this name.")) from None
    return held


def _root() -> MicrositesRoot:
    top = Page.objects.select_for_update().get(depth=1)  # two first sites at once
    found = MicrositesRoot.objects.first()
    if found is None:
        found = top.add_child(
            instance=MicrositesRoot(title="Trang của các đơn vị", slug="trang-don-vi", live=False)
        )
        library.give_desk(
            found, unit_id=None, approves=True, codes=("add_page", "change_page", "publish_page")
        )
    return found


def _seats(index: MicrositeIndex, root: MicrositesRoot, unit_id: int) -> None:
    library.give_desk(index, unit_id=unit_id, approves=False, codes=("add_page", "change_page"))
    library.give_desk(index, unit_id=unit_id, approves=True, codes=("change_page", "publish_page"))
    library.give_pictures(collection_name(unit_id), unit_id=unit_id)


def _logo(actor: Actor, logo: UploadedFile[bytes], *, at: dt.datetime) -> StoredFile:
    found = checked(logo.file, name=logo.name or "", accepted=LOGOS)  # type: ignore[arg-type]  # any binary file
    logo.seek(0)
    return keep(logo, name=found.name, limit_bytes=LOGO_BYTES, at=at, actor=actor)


def _held(row: Microsite, revision: int) -> Microsite:
    held = Microsite.objects.select_for_update().get(pk=row.pk)
    if held.revision != revision:
        raise EntryMoved
    return held


def _keep(actor: Actor, row: Microsite, action: str, at: dt.datetime) -> None:
    row.revision += 1
    row.changed_at = at
    row.save()
    cache.delete(HOSTS)
    forget_pages()
    _record(actor, action, row, at)


def _record(actor: Actor, action: str, row: Microsite, at: dt.datetime) -> None:
    new = {"name": row.name, "colour": row.colour, "shown": row.shown, "host": row.host, "shares": row.shares}
    subject = audit.Subject("microsite", row.slug, row.name)
    audit.record(actor=actor, action=action, subject=subject, new=new, at=at)
