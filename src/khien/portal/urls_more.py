"""Addresses of units' own sites, events, documents, feeds and frames."""

from __future__ import annotations

from django.urls import path, re_path

from khien.portal.views import booklets, documents, embedding, events, feeds, microsites

FEED = r"(?P<suffix>rss|atom|json)$"
SITE = r"^don-vi/(?P<site>[-a-z0-9]+)/"

app_name = "site"
urlpatterns = [
    path("lich-su-kien/", events.agenda, name="agenda"),
    path("lich-su-kien/da-qua/", events.past, name="past_events"),
    path("lich-su-kien/lich.ics", events.all_ics, name="ics"),
    path("lich-su-kien/<uuid:uuid>/", events.one, name="event"),
    path("lich-su-kien/<uuid:uuid>.ics", events.one_ics, name="event_ics"),
    path("bo-cam-nang/", booklets.listed, name="booklets"),
    path("bo-cam-nang/<uuid:uuid>/<str:filename>", booklets.take, name="booklet_file"),
    path("van-ban/", documents.listed, name="documents"),
    re_path(rf"^van-ban/nguon-tin\.{FEED}", documents.feed, name="document_feed"),
    path("van-ban/<uuid:uuid>/", documents.one, name="document"),
    path("van-ban/<uuid:uuid>/tep.<slug:suffix>", documents.file, name="document_file"),
    path("nguon-tin/", feeds.overview, name="feeds"),
    re_path(rf"^nguon-tin/tat-ca\.{FEED}", feeds.feed, {"scope": "all"}, name="feed"),
    re_path(
        rf"^nguon-tin/chu-de/(?P<slug>[-\w]+)\.{FEED}", feeds.feed, {"scope": "topic"}, name="topic_feed"
    ),
    re_path(
        rf"^nguon-tin/danh-cho/(?P<slug>[-\w]+)\.{FEED}",
        feeds.feed,
        {"scope": "audience"},
        name="audience_feed",
    ),
    re_path(rf"^nguon-tin/loai/(?P<slug>[-\w]+)\.{FEED}", feeds.feed, {"scope": "kind"}, name="kind_feed"),
    path("nhung/<slug:slug>/", embedding.frame, name="embed"),
    path("nhung/<slug:slug>/cach-nhung/", embedding.how_to, name="embed_how"),
    path("oembed", embedding.oembed, name="oembed"),
    path("don-vi/", microsites.listed, name="sites"),
    path("don-vi/<slug:site>/", microsites.home, name="home"),
    path("don-vi/<slug:site>/tai-lieu/", microsites.materials, name="materials"),
    path("don-vi/<slug:site>/tai-lieu/<slug:slug>/", microsites.material, name="material"),
    path("don-vi/<slug:site>/tim-kiem/", microsites.search, name="search"),
    path("don-vi/<slug:site>/bieu-trung-<int:revision>.<slug:suffix>", microsites.logo, name="logo"),
    path("don-vi/<slug:site>/mau-<int:revision>.css", microsites.style, name="style"),
    path("don-vi/<slug:site>/sitemap.xml", microsites.sitemap, name="sitemap"),
    path("don-vi/<slug:site>/robots.txt", microsites.robots, name="robots"),
    re_path(rf"{SITE}nguon-tin\.{FEED}", feeds.site_feed, name="site_feed"),
    path("don-vi/<slug:site>/<slug:slug>/", microsites.page, name="page"),
]
