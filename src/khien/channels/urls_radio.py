"""Addresses of commune radio, /lam-viec/loa-truyen-thanh/."""

from __future__ import annotations

from django.urls import path

from khien.channels.views import radio, radio_bulletins

app_name = "radio"
urlpatterns = [
    path("", radio.stations, name="stations"),
    path("lich/", radio_bulletins.board, name="board"),
    path("thieu/", radio.missing, name="missing"),
    path("dai/moi/", radio.station_new, name="station_new"),
    path("dai/<uuid:uuid>/", radio.station, name="station"),
    path("dai/<uuid:uuid>/sua/", radio.station_change, name="station_change"),
    path("dai/<uuid:uuid>/mang-di/", radio.take_along, name="take_along"),
    path("phat/<uuid:uuid>/", radio.played, name="played"),
    path("phat/<uuid:uuid>/khong/", radio.not_played, name="not_played"),
    path("ban-tin/moi/", radio_bulletins.new, name="new"),
    path("ban-tin/<uuid:uuid>/", radio_bulletins.bulletin, name="bulletin"),
    path("ban-tin/<uuid:uuid>/nghe/", radio_bulletins.sound, name="sound"),
    path("ban-tin/<uuid:uuid>/thu-hoi/", radio_bulletins.recall, name="recall"),
    path("ban-tin/<uuid:uuid>/doc-lai/", radio_bulletins.try_again, name="try_again"),
]
