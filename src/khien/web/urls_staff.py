from __future__ import annotations

from django.urls import path

from khien.web.views import staff

app_name = "workspace"
urlpatterns = [path("", staff.start, name="start")]
