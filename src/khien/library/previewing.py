"""How a draft looks as a page of the public site. The site stands above the library, so it says how: once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from csp.constants import SELF
from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from khien.library.models import Material
    from khien.library.selectors.published import PublishedMaterial

Drawer = Callable[[HttpRequest, "PublishedMaterial"], HttpResponse]
Reader = Callable[["Material"], "PublishedMaterial"]
_drawers: list[Drawer] = []
_readers: list[Reader] = []


def register_draft_reader(reader: Reader) -> None:
    """The library's own: models may not reach up to selectors."""
    _readers[:] = [reader]


def register_page_preview(drawer: Drawer) -> None:
    """Called once, in `AppConfig.ready`."""
    if _drawers:
        raise ValueError("the preview of a page is already drawn by another")
    _drawers.append(drawer)


def page_preview(request: HttpRequest, material: Material) -> HttpResponse:
    """The draft as a page, allowed to stand in the editor's own frame."""
    answer = _drawers[0](request, _readers[0](material)) if _drawers else HttpResponse(material.title)
    answer._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer
