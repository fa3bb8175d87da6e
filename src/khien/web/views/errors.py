"""Pages for errors. They ask the database nothing and need no session, so that they also come when both fail."""

from __future__ import annotations

import errno
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from khien.base.errors import KhienError, Missing, Refused, TooMuch, Unavailable
from khien.web.context import bare_shell
from khien.web.doors import public
from khien.web.languages import by_cookie, split

NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
ADVICE: dict[int, object] = {
    400: _("Nothing was changed. Go back, look at what you entered and try again."),
    403: _("If you need this for your work, ask the administrator of your unit to give you the role."),
    404: _("It may have been moved, or the address was typed wrongly. Go back or start from the first page."),
    409: _("Nothing you typed is lost: go back, reload the page and compare before you save again."),
    413: _("Nothing was changed. Make it smaller or send it in several parts."),
    500: _(
        "The error has been noted. Try again in a few minutes; if it stays, tell the administrator the time."
    ),
    507: _("Tell the administrator; when there is space again, send it once more."),
    503: _("Try again in a few minutes. What you saved before is safe."),
}


def answer(request: HttpRequest, error: KhienError) -> HttpResponse:
    """The error as JSON, as an htmx fragment, or as a page, whichever was asked for."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": error.code, "message": str(error.message)}, status=error.status)
    fragment = request.headers.get("HX-Request") == "true"
    template = "web/errors/fragment.html" if fragment else "web/errors/error.html"
    advice = ADVICE.get(error.status, ADVICE[400])
    for_public = not by_cookie(split(request.path)[1])
    context = bare_shell(request) | {"error": error, "advice": advice, "for_public": for_public}
    return HttpResponse(render_to_string(template, context), status=error.status)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return answer(request, TooMuch(_("What you sent is too big.")))
    return answer(request, KhienError(_("The request could not be understood."), status=400))


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, Refused())


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, Missing())


@public
def server_error(request: HttpRequest) -> HttpResponse:
    known = _known(sys.exc_info()[1])
    if known is not None:
        return answer(request, known)
    message = _("Something went wrong on our side.")
    return answer(request, KhienError(message, code="server-error", status=500))


def _known(error: BaseException | None) -> KhienError | None:
    """What is nobody's mistake and passes: a full disk while a body is taken in, a database busy for too long."""
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        return Unavailable(_("The disk is full. Nothing was kept."), code="disk-full", status=507)
    if isinstance(error, OperationalError):
        return Unavailable(_("The database does not answer just now. Nothing was changed."), code="busy")
    return None


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long or cookies are off; what was typed is still in the browser's last page."""
    if "application/json" in request.headers.get("Accept", "") or request.headers.get("HX-Request") == "true":
        return answer(
            request, KhienError(_("This page has been open too long."), code="stale-page", status=403)
        )
    return HttpResponse(render_to_string("web/errors/stale_page.html", bare_shell(request)), status=403)
