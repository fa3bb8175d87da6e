from __future__ import annotations

from django.urls import path

from khien.alerts.views import alert, lists, writing

app_name = "alerts_staff"
urlpatterns = [
    path("", lists.listed, name="list"),
    path("moi/", lists.begin, name="begin"),
    path("muc/<slug:tab>/", lists.listed, name="tab"),
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
