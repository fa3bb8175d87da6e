"""Who may open a page. Closed by default: a view says `@public` or `@staff(...)`, or only signed-in staff
with any role pass. The middleware decides before the view runs; rules about one object live in `access.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from khien.base.access import ANONYMOUS, Actor

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class StaffRequest(HttpRequest):
    """A request that passed the door: `actor` is always there."""

    actor: Actor


def public(view: View) -> View:
    """Anyone may open it, signed in or not."""
    view.khien_public = True  # type: ignore[attr-defined]
    return view


def staff(*roles: str) -> Callable[[View], View]:
    """Only people who hold one of the roles somewhere; without roles, everyone signed in."""

    def mark(view: View) -> View:
        view.khien_roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


class ClosedByDefault:
    """Middleware. Needs `request.actor`, which the accounts middleware sets before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if getattr(view, "khien_public", False) or view.__module__.startswith(settings.KHIEN_PUBLIC_MODULES):
            return None
        actor: Actor = getattr(request, "actor", ANONYMOUS)
        if not actor.signed_in:
            return redirect_to_login(request.get_full_path())
        roles: frozenset[str] = getattr(view, "khien_roles", frozenset())
        if roles and not actor.has(*roles):
            # Django's own: an error of ours raised in a middleware would never reach ErrorPages.
            raise PermissionDenied
        return None
