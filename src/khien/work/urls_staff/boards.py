from __future__ import annotations

from django.urls import URLPattern, path

from khien.work.views import boards, bulk, feeds, saved, table_in

urlpatterns: list[URLPattern] = [
    path("bang/", boards.table, name="table"),
    path("cot/", boards.board, name="board"),
    path("dong-thoi-gian/", boards.timeline, name="timeline"),
    path("lich/", boards.calendar, name="calendar"),
    path("lich-dien-thoai/", feeds.feeds, name="feeds"),
    path("hang-loat/", bulk.begin, name="bulk"),
    path("hang-loat/<uuid:uuid>/", bulk.batch, name="batch"),
    path("excel/", table_in.upload, name="table_upload"),
    path("excel/tai-ve/", table_in.give_out, name="table_out"),
    path("excel/<uuid:uuid>/", table_in.table_in, name="table_in"),
    path("bo-loc/", saved.filters, name="filters"),
    path("bo-loc/luu/", saved.save, name="save_filter"),
    path("bo-loc/<uuid:uuid>/", saved.change, name="filter"),
]
