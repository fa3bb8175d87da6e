"""Addresses under /lam-viec/dieu-hanh/."""

from __future__ import annotations

from django.urls import path

from khien.insight.views import steering, switching

app_name = "insight"
urlpatterns = [
    path("", steering.newest, name="steering"),
    path("<uuid:uuid>/", steering.programme, name="programme"),
    path("<uuid:uuid>/dem-lai/", steering.count_again, name="count_again"),
    path("<uuid:uuid>/cong-khai/", switching.scorecard, name="scorecard"),
]
