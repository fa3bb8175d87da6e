from __future__ import annotations

from django.urls import URLPattern, path

from khien.work.views import inbox, item

urlpatterns: list[URLPattern] = [
    path("", inbox.inbox, name="inbox"),
    path("vao/", inbox.landing, name="landing"),
    path("cac-don-vi/", inbox.overview, name="overview"),
    path("<uuid:uuid>/", item.item, name="item"),
]
