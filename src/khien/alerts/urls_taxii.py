"""Addresses under /taxii2/ (OASIS TAXII 2.1): for response centres' programs, each with a key of its own."""

from __future__ import annotations

from django.urls import path, re_path

from khien.alerts.views import taxii

ONE = "chia-se/collections/<str:collection>/"
app_name = "taxii"
urlpatterns = [
    path("", taxii.discovery, name="discovery"),
    path("chia-se/", taxii.api_root, name="root"),
    path("chia-se/collections/", taxii.collections, name="collections"),
    path(ONE, taxii.collection, name="collection"),
    path(f"{ONE}manifest/", taxii.manifest, name="manifest"),
    path(f"{ONE}objects/", taxii.objects, name="objects"),
    path(f"{ONE}objects/<str:stix_id>/", taxii.one, name="object"),
    path(f"{ONE}objects/<str:stix_id>/versions/", taxii.versions, name="versions"),
    re_path(r"^(?P<rest>.*/)$", taxii.nothing, name="nothing"),
]
