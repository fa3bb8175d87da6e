from __future__ import annotations

from django.urls import path

from khien.web.views import background, staff

app_name = "workspace"
urlpatterns = [
    path("", staff.start, name="start"),
    path("viec-nen/", background.overview, name="background"),
    path("viec-nen/chay-lai/", background.run_again, name="background_again"),
    path("viec-nen/chay-lai-cung-loai/", background.run_alike_again, name="background_alike"),
    path("viec-nen/bo/", background.put_aside, name="background_aside"),
]
