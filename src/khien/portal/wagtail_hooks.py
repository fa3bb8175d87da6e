"""Units' own sites in the editor: nobody sees or chooses another unit's pages and pictures; who approves puts a page out,
and not her own words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.action_menu import PublishMenuItem
from wagtail.models import Page

from khien.base.access import ANONYMOUS, Actor
from khien.base.clock import today
from khien.portal.editor_access import may_publish, reachable_pages, reachable_pictures
from khien.portal.models import MicrositePage


def _actor(request: HttpRequest) -> Actor:
    found: Actor = getattr(request, "actor", ANONYMOUS)
    return found


@hooks.register("construct_explorer_page_queryset")
def own_in_the_list(parent: Any, pages: Any, request: HttpRequest) -> Any:
    return reachable_pages(_actor(request), pages, on=today())


@hooks.register("construct_page_chooser_queryset")
def own_to_choose(pages: Any, request: HttpRequest) -> Any:
    return reachable_pages(_actor(request), pages, on=today())


@hooks.register("construct_image_chooser_queryset")
def own_pictures_to_choose(pictures: Any, request: HttpRequest) -> Any:
    return reachable_pictures(_actor(request), pictures, on=today())


@hooks.register("construct_page_action_menu", order=10)
def publish_for_who_approves(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    page = context.get("page")
    page = page.specific if isinstance(page, Page) else None
    if isinstance(page, MicrositePage) and may_publish(_actor(request), page, on=today()):
        items.append(PublishMenuItem(order=60))


@hooks.register("before_publish_page")
def somebody_else_puts_it_out(request: HttpRequest, page: Any) -> HttpResponse | None:
    page = page.specific
    if not isinstance(page, MicrositePage):
        return None
    last = page.revisions.exclude(user=None).order_by("-created_at", "-pk")
    own = last.exists() and all(one.user_id == request.user.pk for one in _since_live(page, last))
    if own or not may_publish(_actor(request), page, on=today()):
        messages.error(request, _("Your draft is kept. Somebody else who approves in your unit puts it out."))
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


@hooks.register("before_bulk_action")
def not_many_at_once(request: HttpRequest, action: str, objects: Any, _class: Any) -> HttpResponse | None:
    """Putting out many at once would pass by the second pair of eyes."""
    if action == "publish" and any(
        isinstance(one.specific, MicrositePage) for one in objects if isinstance(one, Page)
    ):
        messages.error(request, _("Open each page of a unit's site and put it out there."))
        return redirect(reverse("wagtailadmin_home"))
    return None


def _since_live(page: MicrositePage, revisions: Any) -> list[Any]:
    """The drafts that would go out now: all since the public text."""
    live = page.live_revision_id
    return list(revisions.filter(pk__gt=live) if live else revisions)
