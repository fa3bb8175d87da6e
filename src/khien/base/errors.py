"""Errors people can read. One middleware (`khien.web`) turns them into a page, an htmx fragment or JSON.

KhienError (400)          code for programs, message for people, status for HTTP
├── Missing (404)         missing and foreign look alike
├── Refused (403)         signed in, but this role may not
├── Conflict (409)        somebody else changed it meanwhile; nothing typed is lost
├── TooMuch (413)         over a limit that the message names
└── Unavailable (503)     an outside part does not answer; try again later
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class KhienError(Exception):
    """`message` is a translated sentence: what went wrong, what is safe, what to do."""

    code = "error"
    status = 400

    def __init__(self, message: object, *, code: str | None = None, status: int | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code or self.code
        self.status = status or self.status


class Missing(KhienError):
    code = "missing"
    status = 404

    def __init__(self, message: object = _("We cannot find what you are looking for.")) -> None:
        super().__init__(message)


class Refused(KhienError):
    code = "refused"
    status = 403

    def __init__(self, message: object = _("Your role does not allow this.")) -> None:
        super().__init__(message)


class Conflict(KhienError):
    code = "conflict"
    status = 409


class TooMuch(KhienError):
    code = "too-much"
    status = 413


class Unavailable(KhienError):
    code = "unavailable"
    status = 503
