"""From a programme and from a task the way leads on; no door is shown that would not open."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.programme.models import Programme
from khien.programme.next_pages import NextPage, register_next_page, ways_from_programme
from tests.people import Cast

WAYS = re.compile(r'<nav class="line" id="di-tiep"[^>]*>(.*?)</nav>', re.DOTALL)


def ways(client: Client, address: str) -> list[str]:
    found = WAYS.search(client.get(address).content.decode())
    return re.findall(r'<a [^>]*href="([^"]+)"', found[1]) if found else []


@pytest.mark.parametrize("who", ["standing_office", "leader", "focal_officer", "commune_officer", "auditor"])
def test_every_way_from_a_programme_opens_for_her(
    who: str, programme: Programme, as_person: Callable[[str], Client]
) -> None:
    client = as_person(who)
    found = ways(client, reverse("programme:programme", args=[programme.uuid]))
    assert f"{reverse('work:table')}?chuong-trinh={programme.uuid}" in found
    assert reverse("budget:programme", args=[programme.uuid]) in found
    assert {client.get(address).status_code for address in found} == {200}


def test_the_steering_page_is_offered_to_those_who_look_over_the_programme(
    programme: Programme, as_person: Callable[[str], Client]
) -> None:
    page = reverse("programme:programme", args=[programme.uuid])
    steering = reverse("insight:programme", args=[programme.uuid])
    assert steering in ways(as_person("standing_office"), page)
    assert steering not in ways(as_person("commune_officer"), page)


def test_a_task_leads_to_how_the_units_do_it(
    programme: Programme, as_person: Callable[[str], Client]
) -> None:
    task = programme.tasks.all()[0]
    found = ways(as_person("standing_office"), reverse("programme:task", args=[task.uuid]))
    assert found == [f"{reverse('work:table')}?nhiem-vu={task.uuid}"]


def test_a_page_without_an_address_for_her_is_left_out(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    monkeypatch.setattr("khien.programme.next_pages._pages", {})
    register_next_page(NextPage("later", "Sau", "eye", 20, lambda actor, uuid: f"/{uuid}/"))
    register_next_page(NextPage("none", "Không", "eye", 10, lambda actor, uuid: ""))
    assert [way.url for way in ways_from_programme(cast.actor("standing_office"), "a")] == ["/a/"]
    with pytest.raises(ValueError, match="later"):
        register_next_page(NextPage("later", "Sau", "eye", 20))
