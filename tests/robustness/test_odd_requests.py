"""Whatever stands in an address or a form, nobody of any role meets a 500: a page, a sentence, or "not found"."""

from __future__ import annotations

import contextlib
import random
import re
import uuid
from collections.abc import Iterator
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from khien.orgs import api as orgs
from khien.plans.models import PlanFinding, PlanRow
from khien.plans.rules.kinds import RowKind
from khien.programme.models import Programme, Task
from tests.people import ROLE_IN, Cast, sign_in
from tests.plans.conftest import hoa, read, small_plan, uploaded
from tests.programme.conftest import programme, under_review

__all__ = ["hoa", "programme", "under_review"]

pytestmark = pytest.mark.django_db
ODD = (
    "", "0", "-1", "9" * 30, "1e309", "NaN", "\x00", "a\x00b", "\ud800", "\u202e\u0000", "' OR 1=1 --", "%s%n{{7*7}}",
    "9999-12-31", "0001-01-01", "31/12/9999", "2026-13-45", "not-a-uuid", str(uuid.UUID(int=0)), "x" * 20_000,
    "<script>", "on", "\r\nSet-Cookie: a=b", "/../../etc/passwd", "//evil.example", "[]", "٣", "²", "-" * 3,
)  # fmt: skip
ASKED = 40  # addresses for each person; together nearly all
NAMES = (
    "tim", "trang", "sap-xep", "cot", "xuat", "voi", "cua", "thuoc", "thay", "tu", "den", "nguoi", "viec", "so",
    "ngay", "next", "loc", "dong", "loai", "trang-thai", "don-vi", "nhom", "chu-tri", "han", "unit", "state", "goc", "seen", "sau", "tren", "restore",
    "remark", "accept", "drop", "restore", "keep", "merge", "revision", "text", "lead", "tep", "way", "once", "role",
    "name", "code", "email", "sign_in_name", "telephone", "on", "version", "title", "part", "count", "decision",
    "meaning", "set_rule", "everywhere", "rows", "reason", "parent", "replaces", "bang", "thuc-hien", "hien",
)  # fmt: skip


def _named(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _named(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}"


def _values(cast: Cast, made: Programme) -> dict[str, list[object]]:
    """Real things for the parameters of addresses, so that the views behind the doors are reached."""
    review = read(uploaded(cast.actor("standing_office"), b"Another plan"), small_plan())
    row = PlanRow.objects.get(plan=review, kind=RowKind.TASK, path="IV.2")
    person = orgs.person(cast["focal_officer"].person_id or 0)
    return {
        "plan_uuid": [review.uuid, made.plan.uuid, uuid.uuid4()],
        "row_uuid": [row.uuid, uuid.uuid4()],
        "finding_uuid": [PlanFinding.objects.get(plan=review).uuid],
        "uuid": [
            orgs.unit(cast.units.department).uuid, person.uuid, cast["editor"].uuid, made.uuid,
            Task.objects.filter(programme=made)[0].uuid, uuid.uuid4(),
        ],
        "unit_uuid": [orgs.unit(cast.units.department).uuid, uuid.uuid4()],
        "programme": [made.uuid, uuid.uuid4()],
        "chain": [uuid.uuid4()],
        "reading": [uuid.uuid4()],
        "ref": ["junk", "a\x00b"],
        "format": ["docx", "junk"],
        "version": [1, int("9" * 30)],
        "act": ["junk", "a\x00b"],
        "token": ["junk", "a\x00b"],
        "kind": ["task", "target", "junk", "a\x00b"],
        "role": ["lead", "a\x00b"],
        "ordinal": [1, int("9" * 30)],
        "place": ["toan-chuong-trinh", "junk", "a\x00b", orgs.unit(cast.units.commune).uuid],
        "what": ["doi-ten", "sua", "junk", "gop", "tach", "chuyen", "giai-the"],
        "membership_id": [1, int("9" * 30)],
        "session_id": [int("9" * 30)],
        "seq": [1, int("9" * 30)],
        "code": ["AAAA-BBBB-CCCC", "a\x00b"],
        "key": ["a\x00b"],
        "uidb36": ["zzzzzzzzzzzzzzzzzzzz"],
        "provider_id": ["junk"],
    }  # fmt: skip


OTHERWISE: list[object] = ["zzz", 999999]  # a parameter that no list above knows: a word and a number


def _addresses(values: dict[str, list[object]]) -> list[str]:
    """Every route with its parameters filled in; where there are several values, each once."""
    found: list[str] = []
    for route in sorted(set(_named(get_resolver()))):
        if route.startswith("wagtail"):  # its own addresses are its own tests' business
            continue
        wanted = _parameters(route)
        longest = max([len(values.get(name, OTHERWISE)) for name in wanted], default=1)
        for turn in range(longest):
            given = {name: (known := values.get(name, OTHERWISE))[turn % len(known)] for name in wanted}
            with contextlib.suppress(NoReverseMatch):
                found.append(reverse(route, kwargs=given))
    return found


def _parameters(route: str) -> list[str]:
    space, _colon, name = route.rpartition(":")
    resolver = get_resolver()
    prefix = ""
    if space:
        prefix, resolver = resolver.namespace_dict[space]
    _possibilities, pattern, _defaults, _converters = next(iter(resolver.reverse_dict.getlist(name)))
    return re.findall(r"\(\?P<(\w+)>", prefix + pattern)


def _odd(chance: random.Random) -> list[tuple[str, str]]:
    return [(name, chance.choice(ODD)) for name in chance.sample(NAMES, 24)]


def _encoded(pairs: list[tuple[str, str]]) -> str:
    return urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])


def _asked(client: Client, address: str, pairs: list[tuple[str, str]], *, post: bool) -> str:
    """ "" when the answer is no 500; else the address and what broke."""
    headers = {"HX-Request": "true"} if len(pairs) % 2 else {}
    body = _encoded(pairs)
    try:
        with transaction.atomic():
            answer = (
                client.post(address, body, content_type="application/x-www-form-urlencoded", headers=headers)
                if post
                else client.get(f"{address}?{body}", headers=headers)
            )
            b"".join(answer)  # also closes a file that is sent
            transaction.set_rollback(True)
    except Exception as error:
        return f"{'POST' if post else 'GET'} {address} {type(error).__name__}: {str(error)[:200]}"
    return f"{address} {answer.status_code}" if answer.status_code >= 500 else ""


@pytest.mark.parametrize("who", ["anonymous", *ROLE_IN])
def test_odd_requests_break_no_page(who: str, cast: Cast, programme: Programme) -> None:
    client = Client()
    if who != "anonymous":
        sign_in(client, cast[who])
    chance = random.Random(who)
    addresses = _addresses(_values(cast, programme))
    told: set[str] = set()
    cookies = client.cookies.output(header="")
    for address in chance.sample(addresses, ASKED):
        for post in (False, True):
            client.cookies = SimpleCookie(cookies)  # some addresses sign out
            told.add(_asked(client, address, _odd(chance), post=post))
    assert "\n".join(sorted(told)) == ""


@pytest.mark.parametrize(
    ("who", "route", "query"),
    [
        ("standing_office", "orgs:tree", {"goc": "junk"}),
        ("standing_office", "plans:upload", {"thay": "junk"}),
        ("auditor", "accounts:audit", {"den": "31/12/9999"}),
        ("auditor", "accounts:audit", {"tu": "0001-01-01", "den": "9999-12-31"}),
        ("standing_office", "orgs:tree", {"tim": "a\x00b"}),
        ("standing_office", "accounts:choose_unit", {"tim": "a\x00b"}),
        ("auditor", "orgs:people", {"tim": "a\x00b"}),
        ("auditor", "accounts:audit", {"tim": "a\x00b", "nguoi": "a\x00b"}),
        ("auditor", "orgs:names", {"tim": "a\x00b"}),
        ("auditor", "plans:list", {"tim": "a\x00b"}),
    ],
)
def test_what_is_no_id_and_no_day_is_not_found(
    who: str, route: str, query: dict[str, str], cast: Cast, client: Client
) -> None:
    assert sign_in(client, cast[who]).get(reverse(route), query).status_code in {200, 400, 404, 422}


def test_a_revision_that_is_no_number_is_a_stale_one(
    programme: Programme, cast: Cast, client: Client
) -> None:
    review = read(uploaded(cast.actor("standing_office"), b"Another plan"), small_plan())
    row = PlanRow.objects.get(plan=review, kind=RowKind.TASK, path="IV.2")
    sign_in(client, cast["standing_office"])
    for revision in ("²", "9" * 5000, "-1"):
        answer = client.post(reverse("plans:act", args=[review.uuid]), {"accept": f"{row.uuid}:{revision}"})
        assert answer.status_code == 409
    person = reverse("orgs:person", args=[orgs.person(cast["editor"].person_id or 0).uuid])
    assert client.post(person, {"name": "Hoàng Minh Châu", "seen": "²"}).status_code == 422
