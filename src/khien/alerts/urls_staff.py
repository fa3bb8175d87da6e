from __future__ import annotations

from django.urls import path

from khien.alerts.views import alert, intake, lists, sharing, writing

app_name = "alerts_staff"
urlpatterns = [
    path("", lists.listed, name="list"),
    path("moi/", lists.begin, name="begin"),
    path("muc/<slug:tab>/", lists.listed, name="tab"),
    path("chi-bao/", sharing.indicators, name="indicators"),
    path("chi-bao/them/", sharing.add, name="indicator_add"),
    path("chi-bao/tu-canh-bao/<uuid:uuid>/", sharing.suggest, name="indicator_suggest"),
    path("chi-bao/khoa/", sharing.keys, name="share_keys"),
    path("chi-bao/khoa/<uuid:uuid>/thu-hoi/", sharing.revoke, name="share_key_revoke"),
    path("chi-bao/<uuid:uuid>/rut/", sharing.withdraw, name="indicator_withdraw"),
    path("nguon/", intake.incoming, name="incoming"),
    path("nguon/muc/<slug:tab>/", intake.incoming, name="incoming_tab"),
    path("nguon/tin/<uuid:uuid>/", intake.item, name="incoming_item"),
    path("nguon/tin/<uuid:uuid>/nhap/", intake.draft, name="incoming_draft"),
    path("nguon/tin/<uuid:uuid>/<slug:act>/", intake.decide, name="incoming_decide"),
    path("nguon/dia-chi/", intake.feeds, name="feeds"),
    path("nguon/dia-chi/<uuid:uuid>/doc/", intake.read_now, name="feed_read"),
    path("nguon/dia-chi/<uuid:uuid>/bat-tat/", intake.switch, name="feed_switch"),
    path("<uuid:uuid>/", alert.alert, name="alert"),
    path("<uuid:uuid>/viet/", writing.write, name="write"),
    path("<uuid:uuid>/viet/luu/", writing.autosave, name="autosave"),
    path("<uuid:uuid>/viet/xem-truoc/", writing.preview, name="preview"),
    path("<uuid:uuid>/gui-duyet/", alert.submit, name="submit"),
    path("<uuid:uuid>/goi-ve/", alert.take_back, name="take_back"),
    path("<uuid:uuid>/tra-lai/", alert.send_back, name="send_back"),
    path("<uuid:uuid>/phe-duyet/", alert.approve, name="approve"),
    path("<uuid:uuid>/bo/", alert.drop, name="drop"),
    path("<uuid:uuid>/tiep/<slug:kind>/", alert.follow, name="follow"),
    path("<uuid:uuid>/cap.xml", alert.cap_xml, name="cap_xml"),
    path("<uuid:uuid>/ap-phich.pdf", alert.poster, name="poster"),
]
