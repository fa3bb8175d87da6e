"""Settings of web push. The key is made by Khiên itself when it is first needed."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.channels.transports.forms import ServiceForm

_CONTACT = re.compile(r"mailto:[^@\s]{1,64}@[^@\s]{1,190}|https://[^\s]{3,240}")


class PushForm(ServiceForm):
    contact = forms.CharField(
        label=_("Whom browsers' makers may write to"),
        max_length=255,
        help_text=_(
            "An address such as mailto:tructot@example.vn. They use it when our messages cause trouble."
        ),
    )

    def clean_contact(self) -> str:
        contact = str(self.cleaned_data["contact"]).strip()
        if "@" in contact and ":" not in contact:
            contact = f"mailto:{contact}"
        if not _CONTACT.fullmatch(contact):
            raise forms.ValidationError(
                _("Write mailto: and a mail address, or an address that begins with https://.")
            )
        return contact
