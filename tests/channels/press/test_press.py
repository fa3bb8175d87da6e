"""Pieces in the ledger with their proof, kits for editors, the access table; notices on the public site."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from khien.base.access import Actor
from khien.base.errors import KhienError
from khien.channels import api as channels
from khien.channels.models import ChannelAccount, KitSending, Notice, PressKit, PressOutlet
from khien.channels.rules.kinds import ChannelKind
from khien.channels.rules.press import KitState, OutletKind, PieceForm
from khien.channels.selectors import press as reads
from khien.channels.services import notices
from khien.channels.services import press as services
from khien.channels.services.press import OutletWords, PieceWords
from khien.channels.transports.contract import AccountData, Fate, Parcel
from khien.library.models import Material
from khien.programme import api as programme
from tests.access.press import ROWS
from tests.library.conftest import anh, chau, edition_of, published, write
from tests.people import AT, Cast

__all__ = ["anh", "chau", "published", "write"]
pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def hoa(cast: Cast) -> Actor:
    return cast.actor("standing_office")


@pytest.fixture
def paper(hoa: Actor, cast: Cast) -> PressOutlet:
    words = OutletWords(
        name="Báo An Bình", kind=OutletKind.NEWSPAPER, quota_text="01 bài viết và 02 tin/tháng"
    )
    return services.keep_outlet(hoa, None, cast.units.department, words, at=AT)


def _piece(link: str = "https://bao.example.vn/1", form: PieceForm = PieceForm.NEWS) -> PieceWords:
    return PieceWords(form=form, title="Cảnh giác lừa đảo", on=TODAY, link=link)


def test_a_piece_goes_to_the_ledger_once_with_its_link(cast: Cast, paper: PressOutlet) -> None:
    mai, key = cast.actor("focal_officer"), uuid4()
    made = services.record_piece(mai, paper, _piece(), key=key, at=AT)
    assert services.record_piece(mai, paper, _piece(), key=key, at=AT) == made
    with pytest.raises(KhienError) as refused:
        services.record_piece(mai, paper, _piece(), key=uuid4(), at=AT)
    assert refused.value.code == "twice"
    lines = programme.activities(unit_ids=[cast.units.department])
    pressed = [line for line in lines if line.kind == programme.ActivityKind.PRESS]
    assert [line.chain for line in pressed] == [made.activity_uuid]
    assert len(programme.evidence_of([made.activity_uuid])[made.activity_uuid]) == 1


def test_without_proof_or_before_its_day_nothing_is_recorded(cast: Cast, paper: PressOutlet) -> None:
    mai = cast.actor("focal_officer")
    for words, code in (
        (_piece(link=""), "no-proof"),
        (
            PieceWords(form=PieceForm.NEWS, title="x", on=TODAY + dt.timedelta(days=1), link="https://a.vn"),
            "not-yet",
        ),
    ):
        with pytest.raises(KhienError) as refused:
            services.record_piece(mai, paper, words, key=uuid4(), at=AT)
        assert refused.value.code == code
    assert not paper.pieces.exists()


def test_the_month_shows_what_is_missing_and_a_letter_names_it(cast: Cast, paper: PressOutlet) -> None:
    services.record_piece(cast.actor("focal_officer"), paper, _piece(), key=uuid4(), at=AT)
    (line,) = reads.outlet_lines(PressOutlet.objects.select_related("unit"), month=TODAY)
    assert (line.missing, line.pieces) == (2, 1)
    letter = reads.reminder(line, month=TODAY)
    assert "tháng 11/2026 còn thiếu: 01" in letter


def test_a_kit_holds_the_word_file_and_the_licence_and_is_sent_once(
    hoa: Actor, paper: PressOutlet, published: Material, client: Client
) -> None:
    kit = services.make_kit(
        hoa,
        edition_of(published).pk,
        unit_id=paper.unit_id,
        note="Kính nhờ đăng",
        contact="0210 000 000",
        at=AT,
    )
    answer = client.get(f"/kenh/bao-chi/{kit.token}/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    names = packed.namelist()
    assert any(name.endswith(".docx") for name in names), names
    assert any("txt" in name for name in names)
    assert client.get("/kenh/bao-chi/khong-co/").status_code == 404
    assert (
        services.send_kit(hoa, kit, [paper], at=AT) == 0
    )  # no e-mail channel: the office passes the link on
    assert KitSending.objects.get().state == KitState.LINK_ONLY
    assert services.kit_address(kit) in services.kit_letter(kit)


def test_a_campaign_makes_one_kit(hoa: Actor, paper: PressOutlet, published: Material) -> None:
    account = ChannelAccount.objects.get(kind=ChannelKind.PRESS)
    data = AccountData(str(account.uuid), ChannelKind.PRESS, account.name, {}, {})
    parcel = Parcel(ref="p3", to="", text="Kính gửi", extra={"edition_id": edition_of(published).pk})
    assert [services.put_kit(data, parcel, at=AT).fate for _ in range(2)] == [Fate.TAKEN] * 2
    assert PressKit.objects.count() == 1
    assert services.put_kit(data, Parcel(ref="p4", to="", text="x"), at=AT).fate is Fate.REFUSED


def test_a_notice_stands_for_its_time_and_its_link_stays_safe(cast: Cast) -> None:
    account = ChannelAccount.objects.create(
        kind=ChannelKind.PORTAL, name="Cổng", unit_id=cast.units.province, token="t", changed_at=AT
    )
    data = AccountData(str(account.uuid), ChannelKind.PORTAL, account.name, {}, {})
    parcel = Parcel(
        ref="p1", to="", text="Ngày An ninh mạng", link="javascript:alert(1)",
        extra={"from": "2026-11-25T00:00:00+07:00", "until": "2026-11-26T00:00:00+07:00"},
    )  # fmt: skip
    assert [notices.put_notice(data, parcel, at=AT).fate for _ in range(2)] == [Fate.TAKEN] * 2
    assert Notice.objects.get().link == ""
    assert channels.current_notices(AT) == []
    within = AT + dt.timedelta(hours=20)
    assert [one.text for one in channels.current_notices(within)] == ["Ngày An ninh mạng"]
    assert channels.current_notices(within + dt.timedelta(days=1)) == []
    warning = Parcel(ref="p2", to="", text="Cảnh báo", link="/canh-bao/1/", extra={"alert": str(uuid4())})
    notices.put_notice(data, warning, at=AT)
    assert channels.current_notices(AT) == []  # alerts shows its own
    assert len(notices.current_notices(AT, warnings=True)) == 1
    notices.withdraw_alert([str(warning.extra["alert"])], at=AT)
    assert notices.current_notices(AT, warnings=True) == []
    assert notices.put_notice(data, Parcel(ref="p5", to="", text="x" * 201), at=AT).fate is Fate.REFUSED


@pytest.mark.parametrize("route", sorted(ROWS))
def test_each_role_gets_what_the_table_says(
    route: str, hoa: Actor, paper: PressOutlet, published: Material, as_person: Browser
) -> None:
    kit = services.make_kit(hoa, edition_of(published).pk, unit_id=paper.unit_id, note="", contact="", at=AT)
    arguments = {"press:kit": [kit.uuid], "press:outlet": [paper.uuid], "press:outlet_change": [paper.uuid]}
    seen = {}
    for who in ROWS[route]:
        with transaction.atomic():
            answer = as_person(who).get(reverse(route, args=arguments.get(route)))
            _close(answer)
            transaction.set_rollback(True)
        seen[who] = answer.status_code
    assert seen == ROWS[route]


def _close(answer: HttpResponseBase) -> None:
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def test_an_officer_records_on_the_page_and_others_may_not(
    paper: PressOutlet, as_person: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khien.channels.views.press.today", lambda: TODAY)
    monkeypatch.setattr("khien.channels.views.press.now", lambda: AT)
    address = reverse("press:outlet", args=[paper.uuid])
    sent = {
        "key": str(uuid4()),
        "form": "news",
        "title": "Tin mới",
        "on": "24/11/2026",
        "link": "bao.example.vn/2",
    }
    assert as_person("auditor").post(address, sent).status_code == 403
    assert as_person("commune_officer").post(address, sent).status_code == 404
    wrong = as_person("focal_officer").post(address, sent | {"link": "", "on": "24/11/2026"})
    assert wrong.status_code == 422
    assert "Tin mới" in wrong.content.decode()
    assert as_person("focal_officer").post(address, sent).status_code == 302
    assert [piece.link for piece in paper.pieces.all()] == ["https://bao.example.vn/2"]
