from __future__ import annotations

from django.urls import path

from khien.programme.views import target_changes, targets

app_name = "targets"
urlpatterns = [
    path("", targets.index, name="targets"),
    path("<uuid:uuid>/", targets.target, name="target"),
    path("<uuid:uuid>/don-vi/", targets.units, name="units"),
    path("<uuid:uuid>/hoat-dong/", targets.entries, name="entries"),
    path("<uuid:uuid>/cach-tinh/", target_changes.define, name="define"),
    path("<uuid:uuid>/tinh-lai/", target_changes.recount, name="recount"),
    path("<uuid:uuid>/so-lieu/", target_changes.enter, name="enter"),
    path("<uuid:uuid>/so-lieu/<uuid:reading>/dinh-chinh/", target_changes.correct, name="correct"),
    path("<uuid:uuid>/so-lieu/<uuid:reading>/rut/", target_changes.withdraw, name="withdraw"),
    path("<uuid:uuid>/so-lieu/<uuid:reading>/tep/", targets.reading_file, name="reading_file"),
]
