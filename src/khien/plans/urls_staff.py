"""Addresses under /lam-viec/ke-hoach/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from khien.plans.views import cascade, listing, reviewing, rows, settling, uploading, versions

app_name = "plans"

row_patterns = [
    path("", rows.row, name="row"),
    path("sua/", rows.edit, name="row_edit"),
    path("tach/", rows.split, name="row_split"),
    path("co-quan/<str:role>/<int:ordinal>/", settling.agency, name="agency"),
]

plan_patterns: list[URLPattern | URLResolver] = [
    path("", listing.plan_page, name="plan"),
    path("dang-doc/", listing.reading, name="reading"),
    path("tep-goc/", listing.original, name="original"),
    path("lich-su/", listing.history, name="history"),
    path("ra-soat/", reviewing.review, name="review"),
    path("ra-soat/viec/", reviewing.act, name="act"),
    path("ra-soat/nhan-het/", reviewing.accept_sure, name="accept_sure"),
    path("ra-soat/bo-trung/", reviewing.drop_body_twins, name="drop_twins"),
    path("ra-soat/hoan-tac/", reviewing.take_back, name="undo"),
    path("ra-soat/lam-lai/", reviewing.bring_back, name="redo"),
    path("dong/them/<str:kind>/", rows.add, name="row_add"),
    path("dong/<uuid:row_uuid>/", include(row_patterns)),
    path("loi/<uuid:finding_uuid>/", settling.finding, name="finding"),
    path("so-sanh/", versions.diff, name="diff"),
    path("doi-chieu/", cascade.alignment, name="alignment"),
    path("doi-chieu/<uuid:row_uuid>/", cascade.verdict, name="verdict"),
    path("thuc-hien/", cascade.carry_out, name="carry_out"),
    path("thiet-lap/", versions.plan_settings, name="settings"),
    path("trinh/", versions.propose, name="propose"),
    path("doc-lai/", versions.reread, name="read_again"),
    path("thu-hoi/", versions.withdraw, name="withdraw"),
]

urlpatterns = [
    path("", listing.plan_list, name="list"),
    path("cua-don-vi/", cascade.newest, name="cascades"),
    path("cua-don-vi/<uuid:plan_uuid>/", cascade.matrix, name="cascade"),
    path("tai-len/", uploading.upload, name="upload"),
    path("<uuid:plan_uuid>/", include(plan_patterns)),
]
