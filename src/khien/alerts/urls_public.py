from __future__ import annotations

from django.urls import path, re_path

from khien.alerts.views import public

app_name = "alerts"
urlpatterns = [
    path("", public.listed, name="list"),
    path("chung-thu.pem", public.certificate, name="certificate"),
    re_path(r"^(?P<name>cap\.atom|rss\.xml|canh-bao\.json)$", public.feed, name="feed"),
    path("<uuid:uuid>/", public.one, name="one"),
    path("<uuid:uuid>/cap.xml", public.cap_xml, name="cap_xml"),
    path("<uuid:uuid>/ap-phich.pdf", public.poster, name="poster"),
]
