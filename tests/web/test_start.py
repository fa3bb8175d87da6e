"""The first page of the workspace, for every role."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.web import ROWS


@pytest.mark.parametrize("who", sorted(ROWS["workspace:start"]))
def test_the_start_page_opens_as_the_access_table_says(as_person: Callable[[str], Client], who: str) -> None:
    answer = as_person(who).get(reverse("workspace:start"))
    assert answer.status_code == ROWS["workspace:start"][who]


def test_a_focal_officer_reads_whose_desk_it_is(as_person: Callable[[str], Client]) -> None:
    html = as_person("focal_officer").get(reverse("workspace:start")).content.decode()
    assert "Xin chào Lê Thị Mai" in html
    assert "Sở Khoa học và Công nghệ" in html
