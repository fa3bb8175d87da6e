"""Rounds, units' submissions, reminders and urging letters."""

from __future__ import annotations

from django.urls import path, re_path

from khien.reports.views import deciding, letters, paper_tables, rounds, writing

_UNIT = "ky/<slug:code>/don-vi/<uuid:unit_uuid>/"
_REPORT = "don-vi-bao-cao/<uuid:uuid>/"

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("mo-dot-xuat/", rounds.special, name="special"),
    path("ky/<slug:code>/", rounds.round, name="round"),
    path("ky/<slug:code>/sua/", rounds.change, name="change"),
    path("ky/<slug:code>/them-don-vi/", rounds.add_units, name="add_units"),
    path("ky/<slug:code>/chap-nhan/", deciding.accept_several, name="accept_several"),
    path("ky/<slug:code>/don-doc/", letters.draft, name="draft_letter"),
    path("ky/<slug:code>/nhac/", paper_tables.remind, name="remind"),
    re_path(r"^ky/(?P<code>[-\w]+)/(?P<act>dong|mo-lai|huy)/$", rounds.turn, name="turn"),
    path(_UNIT, rounds.unit, name="unit"),
    path(f"{_UNIT}mien/", rounds.excuse, name="excuse"),
    path(f"{_UNIT}han/", rounds.give_time, name="give_time"),
    path(f"{_UNIT}viet/", writing.write, name="write"),
    path(f"{_UNIT}luu/", writing.autosave, name="autosave"),
    path(f"{_UNIT}nop/", writing.hand_in, name="hand_in"),
    path(f"{_UNIT}ban-ky/", writing.scan, name="attach_scan"),
    re_path(
        r"^ky/(?P<code>[-\w]+)/don-vi/(?P<unit_uuid>[0-9a-f-]{36})/mau\.(?P<kind>docx|pdf|xlsx)$",
        paper_tables.blank,
        name="blank",
    ),
    path(f"{_UNIT}nhap-bieu/", paper_tables.upload, name="table_upload"),
    path("bieu/<uuid:uuid>/", paper_tables.table, name="table"),
    path(_REPORT, deciding.submission, name="submission"),
    path(f"{_REPORT}rut-lai/", deciding.take_back, name="take_back"),
    path(f"{_REPORT}ban-ky/", deciding.scan, name="scan"),
    re_path(
        r"^don-vi-bao-cao/(?P<uuid>[0-9a-f-]{36})/(?P<act>chap-nhan|tra-lai|mo-lai)/$",
        deciding.decide,
        name="decide",
    ),
    re_path(
        r"^don-vi-bao-cao/(?P<uuid>[0-9a-f-]{36})/bao-cao\.(?P<kind>docx|pdf)$",
        deciding.download,
        name="download",
    ),
    path("don-doc/<uuid:uuid>/", letters.letter, name="letter"),
]
