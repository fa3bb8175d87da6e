from __future__ import annotations

from django.urls import URLPattern, path

from khien.work.views import boards

urlpatterns: list[URLPattern] = [
    path("bang/", boards.table, name="table"),
]
