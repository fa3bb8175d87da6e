"""Words of events, documents and units' own sites that belong to data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.portal.rules.states import DocumentKind, EventState, Shares

EVENT_STATES: dict[EventState, tuple[object, str]] = {
    EventState.DRAFT: (_("Draft"), "idle"),
    EventState.SHOWN: (_("On the calendar"), "done"),
    EventState.CANCELLED: (_("Cancelled"), "danger"),
}
DOCUMENT_KINDS: dict[DocumentKind, object] = {
    DocumentKind.PLAN: _("Plan"),
    DocumentKind.REPORT: _("Report"),
    DocumentKind.OTHER: _("Other document"),
}
SHARES: dict[Shares, object] = {
    Shares.ALL: _("All common materials"),
    Shares.CHOSEN: _("Only of the topics and audiences ticked below"),
    Shares.OWN: _("Only what the unit wrote itself"),
}
