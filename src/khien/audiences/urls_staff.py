"""Addresses under /lam-viec/nguoi-nhan/."""

from __future__ import annotations

from django.urls import path

from khien.audiences.views import imports, overview, person, segments

app_name = "audiences_staff"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("noi/", overview.places, name="places"),
    path("nhom/", segments.listed, name="segments"),
    path("nhom/moi/", segments.new, name="segment_new"),
    path("nhom/dem/", segments.counted, name="segment_count"),
    path("nhom/<uuid:uuid>/", segments.change, name="segment"),
    path("nhom/<uuid:uuid>/bo/", segments.drop, name="segment_drop"),
    path("nhom/<uuid:uuid>/lay-lai/", segments.undrop, name="segment_undrop"),
    path("danh-sach/", imports.listed, name="imports"),
    path("danh-sach/moi/", imports.bring, name="import_new"),
    path("danh-sach/<uuid:uuid>/", imports.look, name="import"),
    path("danh-sach/<uuid:uuid>/cot/", imports.columns, name="import_columns"),
    path("danh-sach/<uuid:uuid>/nhan/", imports.take, name="import_take"),
    path("danh-sach/<uuid:uuid>/bo/", imports.drop, name="import_drop"),
    path("danh-sach/<uuid:uuid>/dong-can-xem.csv", imports.problems, name="import_problems"),
    path("mot-nguoi/", person.look_up, name="look_up"),
    path("mot-nguoi/ghi/", person.record, name="record"),
    path("mot-nguoi/<str:channel>/<str:key>/", person.person, name="person"),
    path("mot-nguoi/<str:channel>/<str:key>/khong-lien-he/", person.never, name="never"),
    path("mot-nguoi/<str:channel>/<str:key>/xoa/", person.erase, name="erase"),
]
