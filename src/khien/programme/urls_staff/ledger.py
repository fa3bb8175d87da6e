from __future__ import annotations

from django.urls import path

from khien.programme.views import ledger, ledger_recording

app_name = "ledger"
urlpatterns = [
    path("", ledger.activities, name="activities"),
    path("ghi/", ledger_recording.record, name="record"),
    path("nhap/luu/", ledger_recording.save_draft, name="save_draft"),
    path("nhap/<uuid:key>/bo/", ledger_recording.drop_draft, name="drop_draft"),
    path("nhap/anh/<uuid:uuid>/", ledger_recording.draft_photo, name="draft_photo"),
    path("<uuid:chain>/", ledger.activity, name="activity"),
    path("<uuid:chain>/dinh-chinh/", ledger_recording.correct, name="correct"),
    path("<uuid:chain>/rut/", ledger_recording.withdraw, name="withdraw"),
]
