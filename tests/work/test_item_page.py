"""One item's page: what is typed wrongly comes back as typed, two tabs meet, a named unit finds the remark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from khien.programme.models import Programme
from khien.work.models import Comment, HandOver, Mention, WorkItem
from tests.people import Units
from tests.work.conftest import item

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


@pytest.fixture
def news(opened: Programme, units: Units) -> WorkItem:
    return item(opened, "IV.1", units.commune, "2026-03")


def _at(name: str, found: WorkItem) -> str:
    return reverse(f"work:{name}", args=[found.uuid])


def test_two_tabs_meet_and_the_second_sends_again_what_it_typed(news: WorkItem, as_person: Browser) -> None:
    browser = as_person("standing_office")
    old = {"stop-reason": "Tạm dừng vì bão", "stop-seen": str(news.revision)}
    WorkItem.objects.filter(pk=news.pk).update(revision=news.revision + 1)
    answer = browser.post(_at("stop", news), old)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tạm dừng vì bão" in page
    assert f'name="stop-seen" value="{news.revision + 1}"' in page
    again = browser.post(_at("stop", news), old | {"stop-seen": str(news.revision + 1)})
    assert again.status_code == 302
    news.refresh_from_db()
    assert news.stopped_at is not None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("SKHCN · Sở Khoa học và Công nghệ", True),
        ("skhcn", True),
        ("khoa học", True),
        ("Ủy ban nhân dân", False),  # three are called so
        ("không có đâu", False),
    ],
)
def test_a_unit_is_meant_by_its_code_or_by_words_that_fit_one(
    typed: str, found: bool, news: WorkItem, as_person: Browser
) -> None:
    answer = as_person("commune_officer").post(
        _at("hand_over", news), {"offer-unit": typed, "offer-reason": "Nhờ làm giúp"}
    )
    assert HandOver.objects.exists() is found
    if not found:
        assert answer.status_code == 422
        assert "Nhờ làm giúp" in answer.content.decode()


def test_mai_is_named_by_code_finds_it_in_her_inbox_and_opening_it_is_seeing_it(
    news: WorkItem, units: Units, as_person: Browser
) -> None:
    words = {"remark-text": "Nhờ @SKHCN gửi tài liệu", "remark-key": "k1"}
    for _twice in range(2):
        assert as_person("commune_officer").post(_at("remark", news), words).status_code == 302
    assert Comment.objects.count() == 1
    mai = as_person("focal_officer")
    assert "gửi tài liệu" in mai.get(reverse("work:inbox")).content.decode()
    mai.get(_at("item", news))
    assert Mention.objects.get().seen_at is not None
    assert "gửi tài liệu" not in mai.get(reverse("work:inbox")).content.decode()
    assert mai.post(_at("remark", news), {"remark-text": "Đã gửi", "remark-key": "k2"}).status_code == 302


def test_the_neighbouring_ward_cannot_be_named_for_it_could_not_open_it(
    news: WorkItem, as_person: Browser
) -> None:
    browser = as_person("commune_officer")
    answer = browser.post(_at("remark", news), {"remark-text": "Hỏi @PBM", "remark-key": "k1"}, follow=True)
    assert "@PBM không được nhắc" in answer.content.decode()
    assert Comment.objects.count() == 1
    assert not Mention.objects.exists()
    listed = browser.get(_at("mention_choices", news), {"tim-don-vi": "khoa hoc"}).content.decode()
    assert "Sở Khoa học và Công nghệ" in listed


def test_a_grant_from_the_page_moves_the_day(news: WorkItem, as_person: Browser) -> None:
    as_person("commune_officer").post(
        _at("more_time", news), {"time-until": "31/12/2027", "time-reason": "Chờ tài liệu"}
    )
    asked = news.extensions.get()
    office = as_person("standing_office")
    assert office.post(reverse("work:decide_time", args=[asked.uuid]), {"act": "refuse"}).status_code == 422
    office.post(reverse("work:decide_time", args=[asked.uuid]), {"act": "grant"})
    news.refresh_from_db()
    assert f"{news.due_on:%d/%m/%Y}" == "31/12/2027"
