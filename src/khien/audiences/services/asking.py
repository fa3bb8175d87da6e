"""The one message that asks whether an address is hers. Says who asks and what happens; nothing else is in it."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from khien.audiences.models import ConsentRequest
from khien.audiences.selectors.tokens import code_of, link_token
from khien.audiences.services.confirmers import Confirmation, send_confirmation
from khien.base.sealing import CannotOpen, unseal


def send_question(request_id: int, *, at: dt.datetime) -> bool:
    """Whether it was sent; an answered or old question is not. Raises ConfirmerDown."""
    row = ConsentRequest.objects.filter(pk=request_id, done_at__isnull=True, expires_at__gte=at).first()
    if row is None:
        return False
    try:
        address = unseal(row.sealed)
    except CannotOpen:
        return False
    with translation.override(row.language):
        send_confirmation(_worded(row, address))
    return True


def _worded(row: ConsentRequest, address: str) -> Confirmation:
    who, code = settings.KHIEN_NAME, code_of(row)
    if row.purpose == "join":
        subject = _("%(who)s: please confirm that you want our warnings") % {"who": who}
        lead = _("Somebody, you we hope, asked %(who)s to send warnings and advice to this address.")
        short = _("%(who)s: your code to receive warnings is %(code)s. Give it to nobody.")
    else:
        subject = _("%(who)s: a code to see what we keep of you") % {"who": who}
        lead = _("Somebody, you we hope, wants to see what %(who)s keeps of this address.")
        short = _("%(who)s: your code to see what is kept of you is %(code)s. Give it to nobody.")
    words = {"who": who, "code": code}
    if row.channel == "sms":
        text = short % words
    else:
        link = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse('audiences:agree', args=[link_token(row)])}"
        paragraphs = [
            lead % words,
            _("Open this page and press the button:"),
            link,
            _("Or type this code on the page you came from: %(code)s") % words,
            _("If it was not you, do nothing: we will not write again. We never ask for a password."),
            who,
        ]
        text = "\n\n".join(paragraphs) + "\n"
    return Confirmation(row.uuid.hex, row.channel, address, subject, text, row.language)
