"""Gives accounts what Wagtail asks for, from the roles they hold today: one group a unit's writers, one a unit's
approvers. Refuses the "publish" permission to everybody: a text goes out by its approval only."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from khien.base.access import Actor
from khien.library.access import APPROVERS, WRITERS
from khien.library.services.shelves import library_index, shelf_of
from khien.orgs import api as orgs
from khien.orgs.api import Role

PREFIX = "khien:"
ALL_DESKS = f"{PREFIX}office"


def desks_of(actor: Actor) -> frozenset[str]:
    """Names of the groups whose permissions she should have today."""
    names = {f"{PREFIX}writes:{unit_id}" for unit_id in actor.units_as(WRITERS)}
    names |= {f"{PREFIX}approves:{unit_id}" for unit_id in actor.units_as(APPROVERS)}
    if actor.has(Role.STANDING_OFFICE):
        names.add(ALL_DESKS)
    return frozenset(names)


def seat(actor: Actor) -> bool:
    """Make her groups what her roles say; whether she has a desk at all. Two queries when nothing changed."""
    wanted = desks_of(actor)
    user = get_user_model().objects.get(uuid=actor.id)
    has = set(user.groups.filter(name__startswith=PREFIX).values_list("name", flat=True))
    if has != wanted:
        with transaction.atomic():
            user.groups.remove(*user.groups.filter(name__in=has - wanted))
            user.groups.add(*(_group(name) for name in sorted(wanted - has)))
    return bool(wanted)


def _group(name: str) -> Group:
    group, made = Group.objects.get_or_create(name=name)
    if not made:
        return group
    group.permissions.add(_permission("wagtailadmin", "access_admin"))
    kind, _colon, unit = name.removeprefix(PREFIX).partition(":")
    page: Page = library_index() if name == ALL_DESKS else shelf_of(int(unit))
    wanted = ("change_page",) if kind == "approves" else ("add_page", "change_page")
    for code in wanted:
        GroupPagePermission.objects.create(
            group=group, page=page, permission=_permission("wagtailcore", code)
        )
    if kind != "approves":
        _pictures(group, _collection(int(unit)) if unit else Collection.get_first_root_node())
    return group


def give_desk(place: Page, *, unit_id: int | None, approves: bool, codes: tuple[str, ...]) -> None:
    """Lets a unit's writers or approvers (None: the standing office) work below a page of an upper app, for instance
    the unit's own site. Twice is once. Refuses nothing: the upper app knows whose page it is."""
    kind = ALL_DESKS if unit_id is None else f"{PREFIX}{'approves' if approves else 'writes'}:{unit_id}"
    group = _group(kind)
    for code in codes:
        GroupPagePermission.objects.get_or_create(
            group=group, page=place, permission=_permission("wagtailcore", code)
        )


def give_pictures(name: str, *, unit_id: int) -> None:
    """A collection of its own for an upper app's pictures of one unit: its writers add and change there. Twice is once."""
    root = Collection.get_first_root_node()
    place = Collection.objects.filter(name=name).first() or root.add_child(instance=Collection(name=name))
    group = _group(f"{PREFIX}writes:{unit_id}")
    for code in ("add_image", "change_image"):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=place, permission=_permission("wagtailimages", code)
        )


def _pictures(group: Group, collection: Collection) -> None:
    """Own pictures to add and change; everybody's to choose from. Wagtail asks for the permissions of its own image
    model, whichever model the pictures are."""
    rows = [(collection, "add_image"), (collection, "change_image")]
    rows.append((Collection.get_first_root_node(), "choose_image"))
    for place, code in rows:
        GroupCollectionPermission.objects.create(
            group=group, collection=place, permission=_permission("wagtailimages", code)
        )


def _collection(unit_id: int) -> Collection:
    root = Collection.get_first_root_node()
    name = f"{orgs.unit(unit_id).name[:240]} ({unit_id})"
    found = Collection.objects.filter(name=name).first()
    return found or root.add_child(instance=Collection(name=name))


def _permission(app: str, code: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=code)
