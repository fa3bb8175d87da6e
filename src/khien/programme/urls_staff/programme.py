from __future__ import annotations

from django.urls import path

from khien.programme.views import staff

app_name = "programme"
urlpatterns = [
    path("", staff.programmes, name="programmes"),
    path("thong-qua/<uuid:plan_uuid>/", staff.adopt, name="adopt"),
    path("cua-ke-hoach/<uuid:plan_uuid>/", staff.programme_of_plan, name="programme_of_plan"),
    path("nhiem-vu/<uuid:uuid>/", staff.task, name="task"),
    path("<uuid:uuid>/", staff.programme, name="programme"),
    path("<uuid:uuid>/nhiem-vu/", staff.tasks, name="tasks"),
    path("<uuid:uuid>/chi-tieu/", staff.targets, name="targets"),
]
