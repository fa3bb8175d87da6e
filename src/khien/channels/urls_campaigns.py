"""Addresses under /lam-viec/chien-dich/."""

from __future__ import annotations

from django.urls import path

from khien.channels.views import campaigns, campaigns_acts, campaigns_plan, campaigns_results, campaigns_texts

app_name = "campaigns"
urlpatterns = [
    path("", campaigns.campaigns, name="list"),
    path("lich/", campaigns.month, name="month"),
    path("moi/", campaigns.new, name="new"),
    path("<uuid:uuid>/", campaigns.campaign, name="campaign"),
    path("<uuid:uuid>/chep/", campaigns.copy, name="copy"),
    path("<uuid:uuid>/bo/", campaigns.drop, name="drop"),
    path("<uuid:uuid>/viec-gi/", campaigns_plan.what_for, name="what_for"),
    path("<uuid:uuid>/gui-ai/", campaigns_plan.to_whom, name="to_whom"),
    path("<uuid:uuid>/gui-ai/dem/", campaigns_plan.count, name="count"),
    path("<uuid:uuid>/noi-dung/", campaigns_plan.texts, name="texts"),
    path("<uuid:uuid>/khi-nao/", campaigns_plan.when, name="when"),
    path("<uuid:uuid>/xem-truoc/", campaigns_plan.look, name="look"),
    path("<uuid:uuid>/chi-phi/", campaigns_plan.cost, name="cost"),
    path("<uuid:uuid>/tin/<uuid:message>/", campaigns_texts.text, name="text"),
    path("<uuid:uuid>/tin/<uuid:message>/ve-ban-duyet/", campaigns_texts.back, name="text_back"),
    path("<uuid:uuid>/tin/<uuid:message>/hai-ban/", campaigns_texts.split, name="text_split"),
    path("<uuid:uuid>/tin/<uuid:message>/gui-thu/", campaigns_texts.test, name="text_test"),
    path("<uuid:uuid>/tin/<uuid:message>/khong-chac/", campaigns_results.decide_uncertain, name="uncertain"),
    path("<uuid:uuid>/trinh/", campaigns_acts.send_in, name="send_in"),
    path("<uuid:uuid>/rut-lai/", campaigns_acts.take_back, name="take_back"),
    path("<uuid:uuid>/duyet/", campaigns_acts.approve, name="approve"),
    path("<uuid:uuid>/tra-lai/", campaigns_acts.give_back, name="give_back"),
    path("<uuid:uuid>/bat-dau/", campaigns_acts.start, name="start"),
    path("<uuid:uuid>/tam-dung/", campaigns_acts.pause, name="pause"),
    path("<uuid:uuid>/gui-tiep/", campaigns_acts.resume, name="resume"),
    path("<uuid:uuid>/dung-han/", campaigns_acts.stop, name="stop"),
    path("<uuid:uuid>/tien-do/", campaigns_results.progress, name="progress"),
    path("<uuid:uuid>/ket-qua/", campaigns_results.results, name="results"),
]
