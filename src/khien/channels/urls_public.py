"""Addresses under /kenh/: short links, receipts of services, subscriptions of browsers. Open to everybody."""

from __future__ import annotations

from django.urls import path

from khien.channels.views import links

app_name = "channels"
urlpatterns = [
    path("l/<slug:code>", links.short_link, name="short_link"),
]
