from __future__ import annotations

from khien.work.urls_staff import boards, core

app_name = "work"
urlpatterns = [*boards.urlpatterns, *core.urlpatterns]
