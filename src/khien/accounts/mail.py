"""The letter with an invitation's link. Says whether it left; a failure is no error: there is paper."""

from __future__ import annotations

import logging
import smtplib

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from khien.accounts.services.invitations import Issued

log = logging.getLogger("khien.accounts")


def send_invitation(issued: Issued, *, link: str, sender: str) -> bool:
    """Send at once, not in the background: the code must not lie in a queue."""
    context = {"issued": issued, "link": link, "sender": sender}
    body = render_to_string("accounts/mail/invitation.txt", context)
    try:
        return send_mail(_("Your account in Khiên"), body, None, [issued.email]) == 1
    except (smtplib.SMTPException, OSError) as error:
        log.warning("an invitation could not be mailed: %s", type(error).__name__)
        return False
