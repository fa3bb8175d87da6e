from __future__ import annotations

from django.urls import path

from khien.work.views import public

app_name = "work_public"
urlpatterns = [
    path("<str:token>.ics", public.unit_calendar, name="unit_calendar"),
]
