from __future__ import annotations

from django.urls import URLPattern, path

from khien.work.views import inbox, item, item_acts

urlpatterns: list[URLPattern] = [
    path("", inbox.inbox, name="inbox"),
    path("vao/", inbox.landing, name="landing"),
    path("cac-don-vi/", inbox.overview, name="overview"),
    path("ten-don-vi/", item.unit_names, name="unit_names"),
    path("chuyen/<uuid:uuid>/", item_acts.answer_offer, name="answer_offer"),
    path("gia-han/<uuid:uuid>/", item_acts.decide_time, name="decide_time"),
    path("trao-doi/<uuid:uuid>/rut/", item_acts.take_back, name="take_back"),
    path("tep/<uuid:uuid>/", item.attachment, name="attachment"),
    path("tep/<uuid:uuid>/bo/", item_acts.detach, name="detach"),
    path("<uuid:uuid>/", item.item, name="item"),
    path("<uuid:uuid>/tinh-trang/", item_acts.state, name="state"),
    path("<uuid:uuid>/nguoi-lam/", item_acts.person, name="person"),
    path("<uuid:uuid>/chuyen/", item_acts.hand_over, name="hand_over"),
    path("<uuid:uuid>/chia/", item_acts.split, name="split"),
    path("<uuid:uuid>/gia-han/", item_acts.more_time, name="more_time"),
    path("<uuid:uuid>/dung/", item_acts.stop, name="stop"),
    path("<uuid:uuid>/tiep-tuc/", item_acts.resume, name="resume"),
    path("<uuid:uuid>/trao-doi/", item_acts.remark, name="remark"),
    path("<uuid:uuid>/nhac/", item.mention_choices, name="mention_choices"),
    path("<uuid:uuid>/tep/", item_acts.attach, name="attach"),
]
