from __future__ import annotations

from django.urls import path

from khien.portal.rules.page_texts import PATHS
from khien.portal.views import clips, files, home, lists, machine, material, own, scams, searching, votes
from khien.portal.views.gone import or_gone

app_name = "portal"
urlpatterns = [
    path("", home.first_page, name="home"),
    path("tai-lieu/", lists.materials, name="materials"),
    path("tai-lieu/<slug:slug>/", or_gone(material.show), name="material"),
    path("doan-phim/<uuid:uuid>/", clips.play, name="clip"),
    path("doan-phim/<uuid:uuid>/phu-de.vtt", clips.captions, name="captions"),
    path("tep-tai-lieu/<uuid:uuid>/<str:filename>", files.take, name="file"),
    path("tai-lieu/<slug:slug>/huu-ich/", votes.vote, name="vote"),
    path("chu-de/", lists.topics, name="topics"),
    path("chu-de/<slug:slug>/", lists.topic, name="topic"),
    path("danh-cho/<slug:slug>/", lists.audience, name="audience"),
    path("thu-doan/", scams.catalogue, name="scams"),
    path("thu-doan/co-phai-lua-dao/", scams.guide, name="guide"),
    path("tim-kiem/", searching.results, name="search"),
    path("tim-kiem/goi-y.json", searching.suggestions, name="suggestions"),
    *(path(f"{place}/", own.page, {"path": place}, name=code) for code, place in PATHS.items()),
    path("manifest.webmanifest", machine.manifest, name="manifest"),
    path("bieu-tuong-<int:size>.png", machine.mark, name="mark"),
    path("sw.js", machine.service_worker, name="service_worker"),
    path("mat-mang/", machine.offline, name="offline"),
    path("robots.txt", machine.robots, name="robots"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
]
