"""Addresses of the desks of events, public documents and units' own sites, under /lam-viec/."""

from __future__ import annotations

from django.urls import path

from khien.portal.views import desk_documents, desk_events, desk_sites

app_name = "site_staff"
urlpatterns = [
    path("su-kien/", desk_events.events, name="events"),
    path("su-kien/moi/", desk_events.add, name="event_add"),
    path("su-kien/<uuid:uuid>/", desk_events.event, name="event"),
    path("su-kien/<uuid:uuid>/hien/", desk_events.show, name="event_show"),
    path("su-kien/<uuid:uuid>/huy/", desk_events.cancel, name="event_cancel"),
    path("van-ban-cong-khai/", desk_documents.documents, name="documents"),
    path("van-ban-cong-khai/moi/", desk_documents.add, name="document_add"),
    path("van-ban-cong-khai/<uuid:uuid>/", desk_documents.document, name="document"),
    path("van-ban-cong-khai/<uuid:uuid>/rut/", desk_documents.withdraw, name="document_withdraw"),
    path("trang-don-vi/", desk_sites.sites, name="sites"),
    path("trang-don-vi/<slug:slug>/", desk_sites.site, name="site"),
    path("trang-don-vi/<slug:slug>/bat-tat/", desk_sites.switch, name="switch"),
    path("trang-don-vi/<slug:slug>/xem-truoc/", desk_sites.preview, name="preview"),
]
