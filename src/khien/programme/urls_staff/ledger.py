from __future__ import annotations

from django.urls import path

from khien.programme.views import (
    ledger,
    ledger_albums,
    ledger_evidence,
    ledger_imports,
    ledger_recording,
    ledger_twins,
)

app_name = "ledger"
urlpatterns = [
    path("", ledger.activities, name="activities"),
    path("ghi/", ledger_recording.record, name="record"),
    path("nhap/luu/", ledger_recording.save_draft, name="save_draft"),
    path("nhap/<uuid:key>/bo/", ledger_recording.drop_draft, name="drop_draft"),
    path("nhap/anh/<uuid:uuid>/", ledger_recording.draft_photo, name="draft_photo"),
    path("minh-chung/", ledger_evidence.gallery, name="gallery"),
    path("minh-chung/<uuid:uuid>/", ledger_evidence.piece, name="piece"),
    path("minh-chung/<uuid:uuid>/tep/", ledger_evidence.piece_file, name="piece_file"),
    path("minh-chung/<uuid:uuid>/anh-nho/", ledger_evidence.piece_preview, name="piece_preview"),
    path("minh-chung/<uuid:uuid>/an/", ledger_evidence.hide, name="hide"),
    path("nhap-tep/", ledger_imports.upload, name="import"),
    path("nhap-tep/mau/", ledger_imports.template, name="import_template"),
    path("nhap-tep/<uuid:uuid>/", ledger_imports.review, name="import_review"),
    path("trung-lap/", ledger_twins.twins, name="twins"),
    path("tap-minh-chung/", ledger_albums.ask, name="ask_album"),
    path("tap-minh-chung/<uuid:uuid>/", ledger_albums.album, name="album"),
    path("tap-minh-chung/<uuid:uuid>/tai-ve/", ledger_albums.album_file, name="album_file"),
    path("<uuid:chain>/minh-chung/", ledger_evidence.add, name="add_evidence"),
    path("<uuid:chain>/", ledger.activity, name="activity"),
    path("<uuid:chain>/dinh-chinh/", ledger_recording.correct, name="correct"),
    path("<uuid:chain>/rut/", ledger_recording.withdraw, name="withdraw"),
]
