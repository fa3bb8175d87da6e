"""The poster of a sent alert: made once by a job, through the library's own design. Refuses drafts."""

from __future__ import annotations

import datetime as dt
import io

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from khien.alerts.models import Alert, AlertPoster
from khien.alerts.selectors.issued import value_of
from khien.base.files import keep
from khien.library.api import PosterWords, print_words
from khien.web.kept_pages import forget_pages

LARGEST = 20_000_000
MOST_POINTS = 4


def make_poster(alert_id: int, *, at: dt.datetime) -> AlertPoster | None:
    """Twice does no harm. None for a draft."""
    alert = Alert.objects.filter(pk=alert_id, sent_at__isnull=False).first()
    if alert is None:
        return None
    known = AlertPoster.objects.filter(alert=alert).first()
    if known is not None:
        return known
    value = value_of(alert)
    lines = [line.strip(" -•*") for line in value.instruction.splitlines() if line.strip(" -•*")]
    with translation.override("vi"):
        until = timezone.localtime(value.expires_at)
        held = _("The warning holds until %(time)s.") % {"time": f"{until:%H:%M} {until:%d/%m/%Y}"}
    made = print_words(
        PosterWords(
            uuid=value.uuid,
            headline=value.headline,
            lead=value.short,
            points=tuple(lines[:MOST_POINTS]),
            call=held,
            address=f"{settings.WAGTAILADMIN_BASE_URL}{value.address}",
            on=timezone.localtime(value.sent_at).date(),
        ),
        unit_id=alert.unit_id,
    )
    stored = keep(
        io.BytesIO(made.data),
        name=f"canh-bao-{value.uuid[:8]}.pdf",
        limit_bytes=LARGEST,
        at=at,
        made_here=True,
    )
    with transaction.atomic():
        forget_pages()  # they offer it now
        return AlertPoster.objects.get_or_create(alert=alert, defaults={"stored": stored})[0]
