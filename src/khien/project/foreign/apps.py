"""Gives Wagtail's forms the labels they lack: without one, a field shows its English code name."""

from __future__ import annotations

from django.apps import AppConfig
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


class ForeignConfig(AppConfig):
    name = "khien.project.foreign"
    label = "foreign"

    def ready(self) -> None:
        from wagtail.admin.forms import choosers

        for form, labels in LABELS.items():
            fields = getattr(choosers, form).base_fields
            for name, label in labels.items():
                fields[name].label = label
