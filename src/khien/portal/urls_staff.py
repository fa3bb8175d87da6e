from __future__ import annotations

from django.urls import path

from khien.portal.views import staff

app_name = "portal_staff"
urlpatterns = [
    path("", staff.site, name="site"),
    path("nut/<slug:code>/", staff.button, name="button"),
    path("trang/<slug:code>/<slug:language>/", staff.edit_page, name="edit_page"),
]
