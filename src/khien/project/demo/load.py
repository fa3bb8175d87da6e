"""Loads the demo into an empty installation, through the same services that people use.

Refuses a database that already holds units: real data and invented data never mix.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

from django.db import transaction

from khien.accounts import api as accounts
from khien.accounts.selectors import sign_in_names
from khien.accounts.services.demo import give_second_factor
from khien.base.access import SYSTEM, Actor
from khien.orgs import api as orgs
from khien.plans.access import plan_for
from khien.plans.jobs import read_plan
from khien.plans.models import PlanRow
from khien.plans.rules.kinds import RowKind
from khien.plans.services.editing import accept_rows
from khien.plans.services.twins import drop_twins
from khien.plans.services.uploading import upload_plan
from khien.programme.services import adopt
from khien.project.demo import library, money, outreach, people, places, scale, units, year
from khien.project.demo_plan import amended_plan, demo_plan
from vanban import OfficialDocument, write_report

Progress = Callable[[str, int, int], None]
FILE_NAME = "Ke-hoach-05-KH-UBND-An-Binh.docx"
AMENDED_NAME = "Ke-hoach-42-KH-UBND-An-Binh-thay-the.docx"


def is_empty(*, at: dt.datetime) -> bool:
    """No unit and no account yet."""
    return not orgs.find_units("", on=at.date(), limit=1) and not sign_in_names()


def is_loaded(*, at: dt.datetime) -> bool:
    """Whether this installation is the demo."""
    return orgs.unit_by_code("AB-CA", on=at.date()) is not None


def load(*, at: dt.datetime, progress: Progress, communes: int = 0) -> None:
    """Units, people and accounts in one transaction; the plan, read by the reader and adopted some months ago; what
    the units did since; and the plan's amended version, read and waiting for review.

    `communes`: so many units more, for measuring.
    """
    steps = len(units.ALL) + len(people.PEOPLE) + 5
    with transaction.atomic():
        ids = _units(at, progress, steps)
        _people(ids, at, progress, steps)
        if communes:
            ids |= scale.add_communes(ids["AB"], communes, at=at)
    office = accounts.actor_named(people.PEOPLE[0].sign_in)
    progress("Viết và đọc kế hoạch", steps - 5, steps)
    began = year.began(at)
    plan_uuid = _plan(office, demo_plan(), FILE_NAME, began)
    progress("Thông qua kế hoạch", steps - 4, steps)
    _review(office, plan_uuid, began)
    programme = adopt(office, plan_uuid, at=began)
    progress("Ghi hoạt động của các đơn vị", steps - 3, steps)
    year.live_through(office, programme.pk, began=began, at=at)
    money.ask(office, programme.pk, began=began, at=at)
    progress("Xuất bản tài liệu", steps - 2, steps)
    library.fill(at=at)
    places.fill(office, ids, at=at)
    outreach.fill(office, ids, at=at)
    progress("Đọc kế hoạch sửa đổi", steps - 1, steps)
    _plan(office, amended_plan(), AMENDED_NAME, at, replaces=plan_uuid)
    progress("Xong", steps, steps)


def _units(at: dt.datetime, progress: Progress, steps: int) -> dict[str, int]:
    ids: dict[str, int] = {}
    for number, row in enumerate(units.ALL):
        progress("Tạo đơn vị", number, steps)
        new = orgs.NewUnit(
            name=row.name,
            kind=row.kind,
            level=row.level,
            short_name=row.short_name,
            code=row.code,
            parent_id=ids[row.parent] if row.parent else None,
        )
        card = orgs.open_unit(new, on=units.SINCE, actor=SYSTEM, at=at, instrument=units.INSTRUMENT)
        ids[row.code] = card.id
    return ids


def _people(ids: dict[str, int], at: dt.datetime, progress: Progress, steps: int) -> None:
    for number, row in enumerate(people.PEOPLE):
        progress("Tạo tài khoản", len(units.ALL) + number, steps)
        person_id = orgs.create_person(
            name=row.name,
            role=row.role,
            unit_id=ids[row.unit] if row.unit else None,
            since=units.SINCE,
            actor=SYSTEM,
            at=at,
            telephone=row.telephone,
            position=row.position,
        )
        accounts.create_account(
            sign_in_name=row.sign_in,
            name=row.name,
            at=at,
            person_id=person_id,
            password=people.PASSWORD,
        )
        if row.role in orgs.NEED_SECOND_FACTOR:
            give_second_factor(row.sign_in, at=at)


def _review(office: Actor, plan_uuid: str, at: dt.datetime) -> None:
    """What the officer would do: drop what body and annex tell twice, accept the other tasks as they were read."""
    plan = plan_for(office, plan_uuid, to="edit")
    drop_twins(office, plan, at=at)
    accept_rows(office, plan, PlanRow.objects.filter(plan=plan, kind=RowKind.TASK, alive=True), at=at)


def _plan(
    office: Actor, document: OfficialDocument, name: str, at: dt.datetime, *, replaces: str | None = None
) -> str:
    """Write the document, upload it, read it; the plan's uuid."""
    file = io.BytesIO()
    write_report(document, file)
    file.seek(0)
    older = plan_for(office, replaces, to="view") if replaces else None
    uploaded = upload_plan(
        office, file, name=name, unit_id=None, replaces=older, ask_to_read=lambda _plan_id: None, at=at
    )
    read_plan.func(plan_id=uploaded.plan.pk)
    return str(uploaded.plan.uuid)
