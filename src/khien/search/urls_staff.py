from django.urls import path

from khien.search.views import words

app_name = "search"
urlpatterns = [
    path("", words.synonyms, name="synonyms"),
    path("them/", words.add, name="add"),
    path("tim-thu/", words.try_out, name="try"),
    path("khong-thay/", words.empty, name="empty"),
    path("<uuid:uuid>/", words.change, name="change"),
    path("<uuid:uuid>/bo/", words.remove, name="remove"),
    path("<uuid:uuid>/lay-lai/", words.restore, name="restore"),
]
