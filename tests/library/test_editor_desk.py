"""Wagtail's editor as people of the house meet it: own shelf only, no publishing, no inline script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from khien.library.models import Material
from khien.library.rules.kinds import MaterialKind
from khien.library.services.drafting import begin
from khien.orgs.models import Membership
from tests.people import Cast

pytestmark = pytest.mark.django_db
INLINE = re.compile(r"<script(?![^>]*(?:\bsrc=|application/json|text/x-template|text/template))[^>]*>\s*\S")
Browser = Callable[[str], Client]


@pytest.fixture
def poster(cast: Cast) -> Material:
    return begin(
        cast.actor("editor"), cast.units.department, kind=MaterialKind.POSTER, title="Cúp máy. Gọi 113."
    )


def test_chau_edits_what_she_began_and_no_script_stands_in_the_page(
    as_person: Browser, poster: Material
) -> None:
    page = as_person("editor").get(f"/soan-thao/pages/{poster.pk}/edit/")
    assert page.status_code == 200
    assert not INLINE.findall(page.content.decode())
    assert "unsafe-inline" not in page["Content-Security-Policy"].split("script-src")[1].split(";")[0]


def test_the_editor_cannot_publish_past_the_approver(as_person: Browser, poster: Material) -> None:
    as_person("editor").post(
        f"/soan-thao/pages/{poster.pk}/edit/",
        {"action-publish": "1", "title": poster.title, "body-count": "0"},
    )
    assert not Page.objects.get(pk=poster.pk).live


@pytest.mark.parametrize("act", ["delete", "unpublish", "copy"])
def test_wagtails_own_ways_around_the_services_are_shut(
    as_person: Browser, poster: Material, act: str
) -> None:
    answer = as_person("editor").post(f"/soan-thao/pages/{poster.pk}/{act}/", {})
    assert answer.status_code in {302, 403, 404}
    assert Material.objects.filter(pk=poster.pk, deleted_at__isnull=True).exists()


def test_another_units_officer_cannot_open_it(as_person: Browser, poster: Material) -> None:
    for place in ("edit", "history", "workflow_history"):
        answer = as_person("other_unit").get(f"/soan-thao/pages/{poster.pk}/{place}/")
        assert answer.status_code in {302, 403, 404}, place


def test_the_auditor_has_no_desk_in_the_editor(as_person: Browser, poster: Material) -> None:
    assert as_person("auditor").get("/soan-thao/").status_code == 403


def test_a_role_that_ended_takes_the_desk_away(as_person: Browser, cast: Cast, poster: Material) -> None:
    browser = as_person("editor")
    assert browser.get(f"/soan-thao/pages/{poster.pk}/edit/").status_code == 200
    Membership.objects.filter(person_id=cast["editor"].person_id).delete()
    assert browser.get(f"/soan-thao/pages/{poster.pk}/edit/").status_code == 403
