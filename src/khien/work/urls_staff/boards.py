from __future__ import annotations

from django.urls import URLPattern, path

from khien.work.views import boards, bulk, feeds, saved

urlpatterns: list[URLPattern] = [
    path("bang/", boards.table, name="table"),
    path("cot/", boards.board, name="board"),
    path("dong-thoi-gian/", boards.timeline, name="timeline"),
    path("lich/", boards.calendar, name="calendar"),
    path("lich-dien-thoai/", feeds.feeds, name="feeds"),
    path("hang-loat/", bulk.begin, name="bulk"),
    path("hang-loat/<uuid:uuid>/", bulk.batch, name="batch"),
    path("bo-loc/", saved.filters, name="filters"),
    path("bo-loc/luu/", saved.save, name="save_filter"),
    path("bo-loc/<uuid:uuid>/", saved.change, name="filter"),
]
