"""How a person wants the screen: theme, text size, density, language. Kept in cookies on her own device only,
so that pages come out right at once and work without script. Says nothing about who she is.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
CHOICES: dict[str, dict[str, object]] = {  # the first of each is what one gets without choosing
    "theme": {
        "auto": _("As the device"),
        "light": _("Light"),
        "dark": _("Dark"),
        "contrast": _("High contrast"),
    },
    "text": {"normal": _("Normal text"), "large": _("Large text")},
    "density": {"normal": _("Roomy rows"), "compact": _("Tight rows")},
}


@dataclass(frozen=True, slots=True)
class Appearance:
    theme: str = "auto"
    text: str = "normal"
    density: str = "normal"


def appearance_of(request: HttpRequest) -> Appearance:
    """What the cookies say; anything unknown counts as not chosen."""
    chosen = {name: request.COOKIES.get(cookie_name(name), "") for name in CHOICES}
    return Appearance(**{name: value for name, value in chosen.items() if value in CHOICES[name]})


def cookie_name(choice: str) -> str:
    return f"khien_{choice}"


def remember(response: HttpResponse, posted: dict[str, str]) -> None:
    """Sets a cookie for every known choice in `posted`; the rest is ignored."""
    for name, options in CHOICES.items():
        if posted.get(name) in options:
            _set(response, cookie_name(name), posted[name])
    if posted.get("language") in dict(settings.LANGUAGES):
        _set(response, settings.LANGUAGE_COOKIE_NAME, posted["language"])


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=COOKIE_AGE, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
