"""Sets `request.actor`: who acts, with the roles that person holds today."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from khien.base.access import ANONYMOUS, Actor
from khien.base.clock import today
from khien.orgs.api import grants_of


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = _actor_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor_of(request: HttpRequest) -> Actor:
    user = request.user
    if not user.is_authenticated:
        return ANONYMOUS
    grants = grants_of(person_id=user.person_id, on=today()) if user.person_id else ()
    return Actor(
        id=str(user.uuid),
        label=user.get_full_name() or user.get_username(),
        grants=grants,
        person_id=user.person_id,
    )
