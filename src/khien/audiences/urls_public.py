"""Addresses under /nhan-tin/."""

from __future__ import annotations

from django.urls import path

from khien.audiences.views import mine, public

app_name = "audiences"
urlpatterns = [
    path("", public.join, name="join"),
    path("nhap-ma/<uuid:group>/", public.code, name="code"),
    path("dong-y/<str:token>/", public.agree, name="agree"),
    path("da-dang-ky/", public.joined, name="joined"),
    path("thoi/<str:token>/", public.leave, name="leave"),
    path("cua-toi/", mine.ask, name="mine_ask"),
    path("cua-toi/<str:token>/", mine.kept, name="mine"),
    path("cua-toi/<str:token>/doi/", mine.change, name="mine_change"),
    path("cua-toi/<str:token>/thoi/<int:number>/", mine.stop, name="mine_stop"),
    path("cua-toi/<str:token>/tai-ve/", mine.download, name="mine_download"),
    path("cua-toi/<str:token>/xoa/", mine.erase, name="mine_erase"),
    path("da-xoa/", mine.erased, name="erased"),
]
