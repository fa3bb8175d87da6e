"""Sets `request.actor`, and keeps those who need a second factor at its set-up until they have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khien.accounts.models import User
from khien.accounts.selectors import actor_of, has_second_factor
from khien.base.access import ANONYMOUS, Actor
from khien.orgs.api import NEED_SECOND_FACTOR

SETUP = "mfa_activate_totp"


class ActorMiddleware:
    """Who acts, with the roles that person holds today."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = _actor_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactorFirst:
    """Standing office and administrators open no staff page before their second factor is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.has(*NEED_SECOND_FACTOR) or not isinstance(request.user, User):
            return None
        if getattr(view, "khien_public", False) or view.__module__.startswith(settings.KHIEN_PUBLIC_MODULES):
            return None
        return None if has_second_factor(request.user) else redirect(SETUP)


def _actor_of(request: HttpRequest) -> Actor:
    user = request.user
    return actor_of(user) if isinstance(user, User) else ANONYMOUS
