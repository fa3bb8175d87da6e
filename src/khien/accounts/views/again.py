"""Asks for the password (or the second factor) again before a sensitive act, unless that was a moment ago."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def password_again(view: View) -> View:
    """What was posted is kept and goes on after the password."""
    return cast(View, reauthentication_required(view))
