from __future__ import annotations

from django.urls import URLPattern

app_name = "channel_accounts"
urlpatterns: list[URLPattern] = []
