"""Addresses below /lam-viec/bao-cao/: rounds and submissions, and the consolidated report."""

from __future__ import annotations

from khien.reports.urls_staff import consolidation, rounds

app_name = "reports"
urlpatterns = [*consolidation.urlpatterns, *rounds.urlpatterns]
