"""What the page of one material shows beside its text: acts, uses, relatives, files, and who could approve it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Max, Q, QuerySet, Sum
from wagtail.models import Revision

from khien.library.models import Edition, Material, MaterialAct, MaterialFile, MaterialUse, RenditionFile
from khien.library.rules.kinds import Act
from khien.orgs import api as orgs
from khien.orgs.api import Role

FEW_PEOPLE = 8
MOST_ACTS = 60


@dataclass(frozen=True, slots=True)
class UseLine:
    """A unit's uses of a material, by way and place."""

    unit_id: int
    unit: str
    material: str
    material_uuid: str
    how: str
    form: str
    where: str
    count: int
    last_on: dt.date


@dataclass(frozen=True, slots=True)
class Relative:
    """A copy, a translation or the origin."""

    uuid: str
    title: str
    unit: str
    language: str
    live: bool
    behind: bool  # its origin has a newer text


def use_lines(uses: QuerySet[MaterialUse]) -> list[UseLine]:
    """Uses summed by unit, material, way, form and place; the most used first. Two queries."""
    rows = list(
        uses.order_by()
        .values_list("unit_id", "material__title", "material__uuid", "how", "form", "where")
        .annotate(n=Sum("count"), last=Max("on"))
        .order_by("-n", "-last")[:5000]
    )
    names = orgs.unit_names({row[0] for row in rows})
    return [
        UseLine(unit, names.get(unit, ""), title, str(uuid), how, form, where, n, last)
        for unit, title, uuid, how, form, where, n, last in rows
    ]


def uses_of(material: Material) -> QuerySet[MaterialUse]:
    return MaterialUse.objects.filter(material_id=material.pk)


def uses_between(
    first: dt.date, last: dt.date, unit_ids: frozenset[int] | None = None
) -> QuerySet[MaterialUse]:
    rows = MaterialUse.objects.filter(on__gte=first, on__lte=last)
    return rows if unit_ids is None else rows.filter(unit_id__in=unit_ids)


def acts_of(material: Material) -> list[MaterialAct]:
    return list(material.acts.all()[:MOST_ACTS])


def newest_edition(material: Material) -> Edition | None:
    return Edition.objects.filter(material_id=material.pk).first()


def last_basis(actor_id: str) -> str:
    """What she wrote as basis the last time she approved something; a suggestion."""
    found = MaterialAct.objects.filter(actor_id=actor_id, act=Act.APPROVED).values_list("basis", flat=True)
    return found.first() or ""


def last_return(acts: Sequence[MaterialAct]) -> MaterialAct | None:
    """The act that sent it back, if it was neither sent in nor called back since. `acts`: the newest first."""
    kinds = (Act.RETURNED, Act.SUBMITTED, Act.TAKEN_BACK, Act.PUBLISHED)
    act = next((one for one in acts if one.act in kinds), None)
    return act if act is not None and act.act == Act.RETURNED else None


def revision_pair(material: Material) -> tuple[int, int] | None:
    """Two revisions worth comparing: what is published (or the first) and the newest; None with a single one."""
    ids = list(
        Revision.objects.for_instance(material).order_by("created_at", "id").values_list("pk", flat=True)
    )
    if len(ids) < 2:
        return None
    base = material.live_revision_id if material.live_revision_id in ids[:-1] else ids[-2]
    return int(base), int(ids[-1])


def relatives(rows: Iterable[Material]) -> list[Relative]:
    found = list(rows)
    names = orgs.unit_names({row.unit_id for row in found})
    return [
        Relative(
            str(row.uuid),
            row.title,
            names.get(row.unit_id, ""),
            row.language,
            row.live,
            row.adapted_from is not None and row.adapted_from.version > row.adapted_version,
        )
        for row in found
    ]


def copies_of(material: Material) -> list[Relative]:
    return relatives(material.adaptations.filter(deleted_at__isnull=True).select_related("adapted_from")[:50])


def translations_of(material: Material) -> list[Relative]:
    root = material.translation_of_id or material.pk
    rows = Material.objects.filter(Q(translation_of_id=root) | Q(pk=root), deleted_at__isnull=True)
    return relatives(rows.exclude(pk=material.pk).select_related("adapted_from")[:20])


def files_of(material: Material) -> list[MaterialFile]:
    return list(MaterialFile.objects.filter(material=material).select_related("stored"))


def made_of(edition: Edition, unit_id: int | None) -> dict[str, RenditionFile]:
    """Form → the row to show: in the unit's name where there is one, else the common one; the newest of its kind."""
    rows = RenditionFile.objects.filter(edition=edition).filter(Q(unit_id=unit_id) | Q(unit_id__isnull=True))
    shown: dict[str, RenditionFile] = {}
    for row in rows.order_by("asked_at", "id"):
        known = shown.get(row.form)
        if known is None or row.unit_id is not None or known.unit_id is None:
            shown[row.form] = row
    return shown


def who_could_approve(unit_id: int, writers: frozenset[str], *, on: dt.date) -> list[str]:
    """Names (with post) of people who may approve a text of this unit and wrote nothing of it; a few."""
    wrote = set(get_user_model().objects.filter(uuid__in=list(writers)).values_list("person_id", flat=True))
    found: dict[int, str] = {}
    above = _with_all_above(unit_id)
    for role in (Role.APPROVER, Role.LEADER, Role.STANDING_OFFICE):
        for card in orgs.find_people("", on=on, role=role, limit=300):
            held = [r for r in card.roles if r.role == role and (r.unit_id is None or r.unit_id in above)]
            if held and card.id not in wrote and card.id not in found:
                unit = held[0].unit_name
                found[card.id] = f"{card.name} ({unit})" if unit else card.name
    return list(found.values())[:FEW_PEOPLE]


def _with_all_above(unit_id: int) -> frozenset[int]:
    """The unit and those above it, nearest first; at most eight storeys."""
    ids: list[int] = []
    current: int | None = unit_id
    while current is not None and current not in ids and len(ids) < 8:
        ids.append(current)
        current = orgs.unit(current).parent_id
    return frozenset(ids)
