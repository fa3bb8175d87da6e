"""The consolidated report of a round: /lam-viec/bao-cao/<mã kỳ>/tong-hop/."""

from __future__ import annotations

from django.urls import path

from khien.reports.views import consolidation, consolidation_states, report_template

ONE = "<str:code>/tong-hop/<int:version>/"
urlpatterns = [
    path("mau/<uuid:programme>/", report_template.template, name="template"),
    path("mau/<uuid:programme>/word-mau/", report_template.sample, name="template_sample"),
    path("mau/<uuid:programme>/word/", report_template.word, name="template_word"),
    path("<str:code>/tong-hop/", consolidation.versions, name="consolidation"),
    path("<str:code>/tong-hop/lap/", consolidation.make, name="consolidation_make"),
    path(ONE, consolidation.draft, name="draft"),
    path(f"{ONE}tien-do/", consolidation.progress, name="draft_progress"),
    path(f"{ONE}viet/", consolidation.write, name="draft_write"),
    path(f"{ONE}so-lieu/<str:ref>/", consolidation.figure, name="draft_figure"),
    path(f"{ONE}tai-ve/<str:format>/", consolidation.file, name="draft_file"),
    path(f"{ONE}kiem-tra/", consolidation_states.check, name="draft_check"),
    path(f"{ONE}mo-lai/", consolidation_states.open_again, name="draft_open_again"),
    path(f"{ONE}ky/", consolidation_states.sign, name="draft_sign"),
    path(f"{ONE}ban-da-ky/", consolidation_states.scan, name="draft_scan"),
    path(f"{ONE}luu-tru/", consolidation_states.archive, name="draft_archive"),
]
