"""What Wagtail's admin shows and does here: the editor of materials, nothing of the machinery.

Refuses Wagtail's own delete, move, copy and unpublish of materials: those are services with reasons and acts.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from khien.library.models import Material

KEPT_MENU = {"explorer", "images", "desk", "reports"}
NOT_IN_EDITOR = {
    "action-publish",
    "action-unpublish",
    "action-delete",
    "action-copy",
    "action-move",
    "action-approve",
    "action-reject",
}


@hooks.register("construct_main_menu")
def only_what_is_used(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name in KEPT_MENU]


@hooks.register("register_admin_menu_item")
def back_to_the_desk() -> MenuItem:
    return MenuItem(_("Back to my desk"), "/lam-viec/", name="desk", icon_name="home", order=1)


@hooks.register("construct_page_action_menu")
def only_save_and_submit(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    items[:] = [item for item in items if item.name not in NOT_IN_EDITOR]


@hooks.register("construct_explorer_page_queryset")
def without_the_bin(parent: Any, pages: Any, request: HttpRequest) -> Any:
    return pages.exclude(pk__in=Material.objects.filter(deleted_at__isnull=False))


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("library/editor.css"))


@hooks.register("insert_global_admin_js")
def our_starter() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("library/editor.js"))


def _refuse(request: HttpRequest, page: Any, *_rest: Any) -> HttpResponse | None:
    return redirect(reverse("wagtailadmin_home")) if isinstance(page.specific, Material) else None


for name in ("before_delete_page", "before_unpublish_page", "before_copy_page", "before_move_page"):
    hooks.register(name, _refuse)
