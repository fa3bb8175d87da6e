from __future__ import annotations

from django.urls import path

from khien.web.views import media, public, style

app_name = "web"
urlpatterns = [
    path("", public.home, name="home"),
    path("giao-dien/", public.set_appearance, name="appearance"),
    path("tep/<path:name>", media.show, name="media"),
    path("style", style.show, name="style"),
    path("style/bang", style.table, name="style_table"),
    path("style/bieu-mau", style.form, name="style_form"),
    path("style/ban-in", style.sheet, name="style_print"),
]
