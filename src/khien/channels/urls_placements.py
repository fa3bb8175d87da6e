"""Addresses of print points, /lam-viec/diem-dat/."""

from __future__ import annotations

from django.urls import path

from khien.channels.views import placements, placements_import

app_name = "placements"
urlpatterns = [
    path("", placements.due, name="due"),
    path("diem/", placements.places, name="places"),
    path("diem/moi/", placements.place_new, name="place_new"),
    path("diem/nhap/", placements_import.bring_in, name="bring_in"),
    path("diem/<uuid:uuid>/", placements.place, name="place"),
    path("diem/<uuid:uuid>/sua/", placements.place_change, name="place_change"),
    path("treo/", placements.hang_new, name="hang_new"),
    path("treo/<uuid:uuid>/", placements.hanging, name="hanging"),
    path("treo/<uuid:uuid>/da-treo/", placements.hung, name="hung"),
    path("treo/<uuid:uuid>/go/", placements.down, name="down"),
    path("treo/<uuid:uuid>/ap-phich/", placements.poster, name="poster"),
    path("treo/<uuid:uuid>/anh/", placements.photo, name="photo"),
]
