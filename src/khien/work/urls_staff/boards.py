from __future__ import annotations

from django.urls import URLPattern, path

from khien.work.views import boards, feeds

urlpatterns: list[URLPattern] = [
    path("bang/", boards.table, name="table"),
    path("cot/", boards.board, name="board"),
    path("dong-thoi-gian/", boards.timeline, name="timeline"),
    path("lich/", boards.calendar, name="calendar"),
    path("lich-dien-thoai/", feeds.feeds, name="feeds"),
]
