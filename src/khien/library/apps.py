from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "khien.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from khien.base import audit
        from khien.library.cards import library_card, returned, to_decide, to_update, where_writing_begins
        from khien.library.editor_panels import install
        from khien.library.previewing import register_draft_reader
        from khien.library.rules.kinds import Act
        from khien.library.selectors.published import draft_as_published
        from khien.library.selectors.search import SOURCE, documents
        from khien.library.wording import ACT_NAMES, KIND_NAMES
        from khien.search.api import Source, WritingPage, register_source, register_writing_page
        from khien.web import navigation, start_cards
        from khien.work.api import InboxSource, register_inbox_source

        register_source(
            Source(SOURCE, _("Materials"), documents, {k.value: name for k, name in KIND_NAMES.items()})
        )

        register_writing_page(WritingPage("library", _("Write a material about it"), where_writing_begins))
        register_draft_reader(draft_as_published)
        install()
        navigation.register(
            navigation.Entry(
                code="library",
                label=_("Library"),
                url_name="library:shared",
                icon="book",
                order=28,
                section="programme",
            )
        )
        start_cards.register(start_cards.StartCard("library", "library/card.html", 30, library_card))
        register_inbox_source(
            InboxSource("library_decide", _("Materials to check or approve"), 40, to_decide, approval=True)
        )
        register_inbox_source(InboxSource("library_returned", _("Texts sent back to mend"), 41, returned))
        register_inbox_source(InboxSource("library_update", _("Texts that need another look"), 70, to_update))
        for act in Act:
            audit.register_action(f"material.{act.value}", ACT_NAMES[act])
        audit.register_action("material.adapted", _("Copied a material to adapt it"))
        audit.register_action("material.files", _("Changed the files of a material"))
        audit.register_action("brand.changed", _("Changed a unit's logo and colour"))
        audit.register_action("topic.changed", _("Changed a topic of the library"))
        audit.register_action("instrument.changed", _("Changed an instrument that materials cite"))
        audit.register_action("booklet.changed", _("Changed a booklet"))
