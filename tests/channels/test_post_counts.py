"""How often our posts were seen, asked once a day; a post that is taken back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest

from khien.base import sealing
from khien.channels.models import ChannelAccount, Post
from khien.channels.rules.kinds import ChannelKind, Delivery, Medium
from khien.channels.services import post_counts
from tests.channels.contract import SECRET
from tests.channels.sending import stage
from tests.channels.sending.stage import AT
from tests.channels.transports.standins import facebook as other
from tests.channels.transports.standins.server import serving
from tests.people import Units

pytestmark = pytest.mark.django_db
NUMBER = f"{other.PAGE}_1"
COUNTS = {"reactions": 41, "comments": 7, "shares": 12, "reach": 3456}


@pytest.fixture
def page() -> Iterator[tuple[other.Page, str]]:
    made = other.Page(SECRET, "khoa")
    made.posts[NUMBER] = {"message": "Gác máy", "hidden": False, "published": True}
    with serving(made) as address:
        yield made, address


@pytest.fixture
def post(units: Units, page: tuple[other.Page, str]) -> Post:
    account = stage.account(
        units.department,
        ChannelKind.FACEBOOK,
        settings={"page_id": other.PAGE, "graph": page[1]},
        sealed_secrets=sealing.seal(json.dumps({"page_token": SECRET, "app_secret": "khoa"})),
    )
    message = stage.message(stage.campaign(units.department), Medium.FACEBOOK)
    return Post.objects.create(
        message=message, account=account, state=Delivery.SENT, provider_id=NUMBER, sent_at=AT
    )


def test_counts_are_asked_once_a_day(post: Post) -> None:
    assert post_counts.read_counts(at=AT + dt.timedelta(hours=1)) == 1
    post.refresh_from_db()
    assert post.counts == COUNTS
    assert post_counts.read_counts(at=AT + dt.timedelta(hours=3)) == 0
    assert post_counts.read_counts(at=AT + dt.timedelta(hours=25)) == 1


def test_old_posts_and_trial_posts_are_left_in_peace(post: Post) -> None:
    assert post_counts.read_counts(at=AT + dt.timedelta(days=91)) == 0
    Post.objects.update(provider_id="console-p1")
    assert post_counts.read_counts(at=AT + dt.timedelta(hours=1)) == 0


def test_a_post_deleted_at_the_service_keeps_its_last_counts(
    post: Post, page: tuple[other.Page, str]
) -> None:
    post_counts.read_counts(at=AT + dt.timedelta(hours=1))
    page[0].posts.clear()
    post_counts.read_counts(at=AT + dt.timedelta(hours=25))
    post.refresh_from_db()
    assert post.counts == COUNTS | {"gone": 1}
    assert post_counts.read_counts(at=AT + dt.timedelta(hours=50)) == 0


def test_a_page_whose_token_ended_is_shown_to_the_office(post: Post, page: tuple[other.Page, str]) -> None:
    page[0].ended = True
    assert post_counts.read_counts(at=AT + dt.timedelta(hours=1)) == 0
    trouble = ChannelAccount.objects.get().trouble
    assert trouble
    assert SECRET not in trouble


def test_a_post_is_taken_back(post: Post, page: tuple[other.Page, str]) -> None:
    assert post_counts.withdraw_post(post, at=AT)
    assert page[0].posts == {}
    post.refresh_from_db()
    assert post.counts == {"gone": 1}


def test_a_trial_post_is_nowhere_to_be_taken_back(post: Post, page: tuple[other.Page, str]) -> None:
    post.provider_id = "console-p1"
    assert not post_counts.withdraw_post(post, at=AT)
    assert page[0].posts
