from __future__ import annotations

from django.urls import path

from khien.orgs.views import imports, names, people, units

app_name = "orgs"
urlpatterns = [
    path("", units.unit_tree, name="tree"),
    path("moi/", units.open_unit, name="open"),
    path("can-bo/", people.people, name="people"),
    path("can-bo/<uuid:uuid>/", people.person, name="person"),
    path("can-bo/<uuid:uuid>/vai-tro/<int:membership_id>/ket-thuc/", people.end_role, name="end_role"),
    path("ten-goi/", names.names, name="names"),
    path("ten-goi/da-quyet-dinh/", names.decisions, name="decisions"),
    path("ten-goi/<uuid:uuid>/", names.answer, name="answer"),
    path("ten-goi/da-quyet-dinh/<uuid:uuid>/bo/", names.forget_alias, name="forget_alias"),
    path("nhap-bang/", imports.upload, name="import"),
    path("nhap-bang/mau/", imports.template, name="import_template"),
    path("nhap-bang/<uuid:uuid>/", imports.review, name="import_review"),
    path("xuat-bang/", imports.export, name="export"),
    path("<uuid:uuid>/", units.unit, name="unit"),
    path("<uuid:uuid>/can-bo/moi/", people.add_person, name="add_person"),
    path("<uuid:uuid>/dau-moi/<int:membership_id>/", people.name_focal, name="name_focal"),
    path("<uuid:uuid>/<slug:what>/", units.change, name="change"),
]
