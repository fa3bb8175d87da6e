"""Addresses of the press part, /lam-viec/bao-chi/."""

from __future__ import annotations

from django.urls import path

from khien.channels.views import press

app_name = "press"
urlpatterns = [
    path("", press.outlets, name="outlets"),
    path("moi/", press.outlet_new, name="outlet_new"),
    path("bo/moi/", press.kit_new, name="kit_new"),
    path("bo/<uuid:uuid>/", press.kit, name="kit"),
    path("<uuid:uuid>/", press.outlet, name="outlet"),
    path("<uuid:uuid>/sua/", press.outlet_change, name="outlet_change"),
]
