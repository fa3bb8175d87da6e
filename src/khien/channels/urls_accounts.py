"""Addresses under /lam-viec/kenh/."""

from __future__ import annotations

from django.urls import path

from khien.channels.views import accounts

app_name = "channel_accounts"
urlpatterns = [
    path("", accounts.accounts_list, name="list"),
    path("moi/", accounts.choose, name="choose"),
    path("moi/<slug:kind>/", accounts.new, name="new"),
    path("<uuid:uuid>/", accounts.account, name="account"),
    path("<uuid:uuid>/sua/", accounts.change, name="change"),
    path("<uuid:uuid>/kiem-tra/", accounts.test, name="test"),
    path("<uuid:uuid>/gui-thu/", accounts.trial, name="trial"),
    path("<uuid:uuid>/bat-tat/", accounts.switch, name="switch"),
    path("<uuid:uuid>/thu-tu/", accounts.move, name="move"),
    path("<uuid:uuid>/so-thu/", accounts.trial_book, name="book"),
]
