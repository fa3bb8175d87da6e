"""Addresses under /bang-ket-qua/: open to everybody, empty until something is switched on."""

from __future__ import annotations

from django.urls import path

from khien.insight.views import public

app_name = "scorecard"
urlpatterns = [
    path("", public.scorecards, name="list"),
    path("<uuid:uuid>/", public.one, name="one"),
    path("<uuid:uuid>/so-lieu.json", public.data, name="data"),
    path("<uuid:uuid>/so-lieu.csv", public.table, name="table"),
]
