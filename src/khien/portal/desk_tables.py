"""Tables of events and public documents at the desk."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from khien.base.text import fold
from khien.portal.desk_wording import DOCUMENT_KINDS, EVENT_STATES
from khien.portal.models import Event, PublicDocument
from khien.portal.rules.states import DocumentKind, EventState
from khien.web.tables import Column, Empty, Table

MOST = 5000


def _with_words(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    wanted = fold(text)
    return rows.filter(
        pk__in=[pk for pk, title in rows.values_list("pk", "title")[:MOST] if wanted in fold(title)]
    )


def event_table() -> Table[Event]:
    return Table(
        code="su-kien",
        caption=_("Events"),
        columns=[
            Column(
                code="ten", label=_("Event"), value=str, sort="title", head=True, fixed=True,
                link=lambda e: reverse("site_staff:event", args=[e.uuid]),
            ),
            Column(code="ngay", label=_("Day"), value=lambda e: localtime(e.starts_at).date(), kind="date", sort="starts_at"),
            Column(code="noi", label=_("Where"), value=lambda e: e.place),
            Column(code="don-vi", label=_("Unit"), value=lambda e: e.unit.short_name or e.unit.name),
            Column(code="trang-thai", label=_("State"), value=lambda e: EVENT_STATES[EventState(e.state)][0], sort="state"),
        ],
        search=_with_words,
        search_label=_("Words of the title"),
        empty=Empty(
            title=_("No events yet"),
            text=_("Write down a talk or a class; somebody else in your unit then shows it to the public."),
            href=reverse("site_staff:event_add"),
            action=_("Add an event"),
        ),
        sort="-ngay",
    )  # fmt: skip


def document_table() -> Table[PublicDocument]:
    return Table(
        code="van-ban-cong-khai",
        caption=_("Public documents"),
        columns=[
            Column(
                code="ten", label=_("Title"), value=str, sort="title", head=True, fixed=True,
                link=lambda d: reverse("site_staff:document", args=[d.uuid]),
            ),
            Column(code="so", label=_("Number"), value=lambda d: d.number),
            Column(code="loai", label=_("Kind"), value=lambda d: DOCUMENT_KINDS[DocumentKind(d.kind)], sort="kind"),
            Column(code="ngay", label=_("Date"), value=lambda d: d.issued_on, kind="date", sort="issued_on"),
            Column(
                code="trang-thai", label=_("State"),
                value=lambda d: _("Withdrawn") if d.withdrawn_at else _("Shown to the public"), sort="withdrawn_at",
            ),
        ],
        search=_with_words,
        search_label=_("Words of the title"),
        empty=Empty(
            title=_("No public documents yet"),
            text=_("Choose an adopted plan or a signed report, and everybody can read it."),
            href=reverse("site_staff:document_add"),
            action=_("Make a document public"),
        ),
        sort="-ngay",
    )  # fmt: skip
