"""Gives Wagtail the names it lacks: a form's field without a label and a kind of page without a name show English code.

The names of our kinds stand here and not in the models: a word on the editor's screens is no reason for a migration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy as _

LABELS = {  # form of wagtail.admin.forms.choosers → field → label
    "ExternalLinkChooserForm": {"link_text": _("Text of the link")},
    "AnchorLinkChooserForm": {"url": _("Anchor"), "link_text": _("Text of the link")},
    "EmailLinkChooserForm": {
        "email_address": _("Email address"),
        "link_text": _("Text of the link"),
        "subject": _("Subject of the mail"),
        "body": _("Text of the mail"),
    },
    "PhoneLinkChooserForm": {
        "phone_number": _("Telephone number"),
        "link_text": _("Text of the link"),
    },
}
KINDS = {  # model → name of one, name of many
    "library.LibraryIndex": (_("library"), _("libraries")),
    "library.Shelf": (_("shelf of a unit"), _("shelves of units")),
    "library.Material": (_("material"), _("materials")),
    "library.Picture": (_("picture"), _("pictures")),
    "library.ApprovalStep": (_("step of approval"), _("steps of approval")),
    "portal.PortalIndex": (_("site of the public"), _("sites of the public")),
    "portal.ContentPage": (_("page of the site"), _("pages of the site")),
    "portal.MicrositesRoot": (_("sites of the units"), _("sites of the units")),
    "portal.MicrositeIndex": (_("site of a unit"), _("sites of the units")),
    "portal.MicrositePage": (_("page of a unit's site"), _("pages of units' sites")),
}


class ForeignConfig(AppConfig):
    name = "khien.project.foreign"
    label = "foreign"

    def ready(self) -> None:
        from wagtail.admin.forms import choosers

        for kind, (one, many) in KINDS.items():
            model = apps.get_model(kind)
            model._meta.verbose_name, model._meta.verbose_name_plural = one, many
            for panel in _panels(getattr(model, "edit_handler", None)):
                _name_field(model, panel)

        for form, labels in LABELS.items():
            fields = getattr(choosers, form).base_fields
            for name, label in labels.items():
                fields[name].label = label


def _panels(panel: Any) -> Iterator[Any]:
    """A panel and those inside it."""
    if panel is not None:
        yield panel
        for part in getattr(panel, "children", ()):
            yield from _panels(part)


def _name_field(model: type[Model], panel: Any) -> None:
    """A comparison of two versions names the fields as the editor's form does, not by their code names."""
    name, heading = getattr(panel, "field_name", ""), getattr(panel, "heading", "")
    if name and heading:
        field = model._meta.get_field(name)
        if isinstance(field, Field) and field.model is model:
            field.verbose_name = heading
