"""Whether a content may be kept as far as harmful software goes: asks clamd when KHIEN_CLAMAV names one.

Refuses what is infected, always; what could not be scanned only with KHIEN_CLAMAV_REQUIRED. Otherwise it is kept with
a mark and scanned again later. A content found infected later stays where it is, and is never opened again.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from khien.base import audit, clamav
from khien.base.access import SYSTEM, Actor
from khien.base.errors import KhienError, Missing, Refused, TooMuch, Unavailable
from khien.base.models import Scan, StoredFile
from khien.base.store import current

__all__ = ["Infected", "check_now", "refuse_infected", "scan_waiting", "scanned", "scanner"]

log = logging.getLogger("khien.files")
TO_SCAN = (Scan.NOT_ASKED, Scan.UNANSWERED)


class Infected(KhienError):
    """Harmful software in what was sent; nothing was kept."""

    code = "infected"
    status = 422

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "“%(name)s” holds harmful software and was not kept. Do not open it; tell whoever sent it to you, and "
                "have your computer checked."
            )
            % {"name": name}
        )


def scanner() -> str | tuple[str, int] | None:
    """Where clamd listens; None when files are not scanned here."""
    return clamav.address_of(settings.KHIEN_CLAMAV)


def scanned(content: BinaryIO, *, sha256: str, name: str, actor: Actor, at: dt.datetime) -> Scan:
    """What the scanner says of an upload before it is kept. Raises Infected (and records who sent it), and with
    KHIEN_CLAMAV_REQUIRED Unavailable or TooMuch for what could not be scanned."""
    before = StoredFile.objects.filter(sha256=sha256).values_list("verdict", flat=True).first()
    if before == Scan.INFECTED:
        _refuse(sha256, name, "", actor, at)
    if before == Scan.CLEAN or not settings.KHIEN_CLAMAV:
        return Scan(before or Scan.NOT_ASKED)
    answer = _asked(content)
    if answer.said == "infected":
        _refuse(sha256, name, answer.found, actor, at)
    if answer.said != "clean" and settings.KHIEN_CLAMAV_REQUIRED:
        raise _not_scanned(answer)
    if answer.said == "unanswered":
        log.warning("clamd did not answer (%s); %s is kept and scanned later", answer.found, sha256)
    return Scan(answer.said)


def check_now(content: BinaryIO, *, name: str, actor: Actor, at: dt.datetime) -> Scan:
    """The same for a content that goes to Django's storage and has no row of ours: pictures of pages."""
    return scanned(content, sha256="", name=name, actor=actor, at=at)


def refuse_infected(sha256: str) -> None:
    """Raises Refused for a content found infected after it was kept."""
    if StoredFile.objects.filter(sha256=sha256, verdict=Scan.INFECTED).exists():
        raise Refused(
            _("Harmful software was found in this file, so it is no longer opened. Tell the administrator.")
        )


def scan_waiting(*, at: dt.datetime, most: int = 500) -> int:
    """Scan what is kept and was never scanned, oldest first; how many were. Stops when the scanner does not answer."""
    if scanner() is None:
        return 0
    waiting = StoredFile.objects.filter(verdict__in=TO_SCAN).order_by("pk")
    done = 0
    for stored in list(waiting[:most]):
        try:
            with current().open(stored.sha256) as content:
                answer = _asked(content)
        except (FileNotFoundError, Missing):
            continue  # lost; `khien files check` tells
        if answer.said == "unanswered":
            log.warning("clamd did not answer (%s); tried again later", answer.found)
            break
        _write_down(stored, answer, at)
        done += 1
    return done


def _asked(content: BinaryIO) -> clamav.Answer:
    address = scanner()
    if address is None:
        return clamav.Answer("unanswered", "no clamd on this machine")
    try:
        return clamav.scan(content, address=address, most_bytes=settings.KHIEN_CLAMAV_MAX_MB * (1 << 20))
    finally:
        content.seek(0)


def _refuse(sha256: str, name: str, found: str, actor: Actor, at: dt.datetime) -> None:
    log.warning("infected upload refused: %s %s", found, sha256)
    subject = audit.Subject("file", sha256, name)
    audit.record(actor=actor, action="files.infected_refused", subject=subject, new={"found": found}, at=at)
    raise Infected(name)


def _write_down(stored: StoredFile, answer: clamav.Answer, at: dt.datetime) -> None:
    with transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(verdict=Scan(answer.said), checked_at=at)
        if answer.said == "infected":
            log.error("infected file found: %s %s", answer.found, stored.sha256)
            subject = audit.Subject("file", stored.sha256, stored.name)
            audit.record(
                actor=SYSTEM,
                action="files.infected_found",
                subject=subject,
                new={"found": answer.found},
                at=at,
            )


def _not_scanned(answer: clamav.Answer) -> KhienError:
    if answer.said == "too_large":
        return TooMuch(
            _(
                "The file is larger than the %(limit)s MB that are scanned for harmful software. Make it smaller."
            )
            % {"limit": settings.KHIEN_CLAMAV_MAX_MB}
        )
    return Unavailable(
        _(
            "The scanner for harmful software does not answer, so files are not taken now. Nothing you typed is lost; "
            "try again in a few minutes."
        ),
        code="not-scanned",
    )
