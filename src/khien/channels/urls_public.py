"""Addresses under /kenh/: short links, receipts of services, subscriptions of browsers. Open to everybody."""

from __future__ import annotations

from django.urls import path

from khien.channels.views import links, place_codes, press, push, receipts, receipts_radio, zalo_hook

app_name = "channels"
urlpatterns = [
    path("l/<slug:code>", links.short_link, name="short_link"),
    path("bao-nhan/<str:token>/", receipts.receipts, name="receipts"),
    path("loa/<str:token>/", receipts_radio.receipts, name="radio_receipts"),
    path("d/<slug:code>/", place_codes.place_code, name="place_code"),
    path("bao-chi/<str:token>/", press.kit_file, name="press_kit"),
    path("zalo/<str:token>/", zalo_hook.take, name="zalo_events"),
    path("thong-bao/", push.page, name="push"),
    path("thong-bao/dang-ky/", push.subscribe, name="push_subscribe"),
    path("thong-bao/thoi/", push.unsubscribe, name="push_unsubscribe"),
]
