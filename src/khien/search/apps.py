from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "khien.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.search.access import READERS
        from khien.web import navigation

        navigation.register(
            navigation.Entry(
                code="search",
                label=_("Words of search"),
                url_name="search:synonyms",
                icon="search",
                order=890,
                section="system",
                roles=frozenset(READERS),
            )
        )
