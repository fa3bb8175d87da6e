"""What every kind of channel must keep, with a real or independent peer on the other side. One class for all kinds.

A kind adds `tests/channels/transports/test_<kind>.py` with

    class TestZalo(TransportContract):
        @pytest.fixture
        def peer(self) -> Iterator[ZaloPeer]: …      # something with the methods of `Peer`

A peer answers None where its protocol knows no such case; that test is then skipped with these words. The Console
twins of all kinds are held by `test_consoles.py` without further ado.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

import pytest

from khien.channels.transports.contract import AccountData, Fate, Outcome, Parcel, Transport, TransportDown
from khien.channels.transports.registry import SLICES, transport_for

SECRET = "b1-Mat-Canh-Cong"  # what a peer's accounts use wherever the kind lets one choose; printable ASCII
Found = TypeVar("Found")
TEXT = "Công an không bao giờ yêu cầu chuyển tiền qua điện thoại. Hãy gác máy ngay. Số {number}."


def a_parcel(number: int, to: str, **changes: object) -> Parcel:
    """With marks, long enough to be several text messages, different from every other."""
    parcel = Parcel(
        ref=f"thu-{number:04}", to=to, subject=f"Cảnh báo số {number}", text=TEXT.format(number=number)
    )
    return replace(parcel, **changes)  # type: ignore[arg-type]


class Peer(Protocol):
    """The other side of one kind, running on this machine."""

    def account(self) -> AccountData:
        """Lets us in. Holds SECRET (or another secret) in `secrets` when the kind signs in at all."""

    def parcel(self, number: int) -> Parcel:
        """Will be taken."""

    def received(self) -> list[str]:
        """Texts the other side has taken, put together again, in the order they came."""

    def stranger(self) -> AccountData | None:
        """The same with a wrong password."""

    def nobody_there(self) -> AccountData | None:
        """The same where nobody listens."""

    def gone(self, number: int) -> Parcel | None:
        """The other side says: there is no such address."""

    def busy(self, number: int) -> Parcel | None:
        """The other side says: later."""

    def mute(self, number: int) -> Parcel | None:
        """The other side gets the whole message and hangs up, or keeps silent, without a word about it."""


def sent_over(transport: Transport, parcels: list[Parcel]) -> tuple[list[Outcome], TransportDown | None]:
    """Every outcome, and the break at the end when there was one."""
    outcomes: list[Outcome] = []
    try:
        with transport.open() as line:
            for outcome in line.send(iter(parcels)):
                outcomes.append(outcome)  # noqa: PERF402 - those before a break count
    except TransportDown as down:
        return outcomes, down
    return outcomes, None


def tells(error: BaseException, account: AccountData) -> list[str]:
    """Secrets that the error, or anything that led to it, shows."""
    shown = "".join(traceback.format_exception(error)) + repr(error) + getattr(error, "words", "")
    return [name for name, secret in account.secrets.items() if secret and secret in shown]


class TransportContract:
    @pytest.fixture
    def account(self, peer: Peer) -> AccountData:
        return peer.account()

    @pytest.fixture
    def transport(self, account: AccountData) -> Transport:
        return transport_for(account, console=False)

    def test_each_is_taken_once_and_arrives_whole(self, peer: Peer, transport: Transport) -> None:
        parcels = [peer.parcel(number) for number in range(1, 8)]
        outcomes, down = sent_over(transport, parcels)
        assert down is None
        assert sorted((o.ref, o.fate) for o in outcomes) == [(p.ref, Fate.TAKEN) for p in parcels]
        texts = peer.received()
        assert len(texts) == len(parcels)
        for parcel in parcels:
            assert sum(parcel.text.strip() in text for text in texts) == 1

    def test_what_was_taken_has_a_sign_to_know_it_by(self, peer: Peer, transport: Transport) -> None:
        outcomes, _down = sent_over(transport, [peer.parcel(1), peer.parcel(2)])
        signs = [outcome.provider_id for outcome in outcomes]
        assert all(signs)
        assert len(set(signs)) == 2
        assert all(len(sign) <= 80 for sign in signs)

    def test_asks_for_a_parcel_only_when_it_is_to_go_out(self, peer: Peer, transport: Transport) -> None:
        asked: list[str] = []

        def parcels() -> Iterator[Parcel]:
            for number in range(1, 200):
                asked.append(f"thu-{number:04}")
                yield peer.parcel(number)

        with transport.open() as line:
            outcomes = line.send(parcels())
            next(outcomes)
            outcomes.close()  # type: ignore[attr-defined]
        assert len(asked) <= transport.limits.chunk

    def test_nothing_to_send_sends_nothing(self, peer: Peer, transport: Transport) -> None:
        assert sent_over(transport, []) == ([], None)
        assert peer.received() == []

    def test_a_line_sends_one_batch_after_another(self, peer: Peer, transport: Transport) -> None:
        with transport.open() as line:
            first = list(line.send(iter([peer.parcel(1)])))
            second = list(line.send(iter([peer.parcel(2), peer.parcel(3)])))
        assert [o.fate for o in first + second] == [Fate.TAKEN] * 3
        assert len(peer.received()) == 3

    def test_who_is_gone_is_refused_for_good_and_the_others_get_theirs(
        self, peer: Peer, transport: Transport
    ) -> None:
        gone = _or_skip(peer.gone(2))
        outcomes, down = sent_over(transport, [peer.parcel(1), gone, peer.parcel(3)])
        fates = {outcome.ref: outcome for outcome in outcomes}
        assert down is None
        assert fates[gone.ref].fate is Fate.REFUSED
        assert fates[gone.ref].hard
        assert fates[gone.ref].reason
        assert not gone.to or gone.to not in fates[gone.ref].reason
        assert [fates[ref].fate for ref in ("thu-0001", "thu-0003")] == [Fate.TAKEN, Fate.TAKEN]
        assert len(peer.received()) == 2

    def test_who_is_busy_is_tried_again_later(self, peer: Peer, transport: Transport) -> None:
        busy = _or_skip(peer.busy(1))
        outcomes, _down = sent_over(transport, [busy])
        assert [(o.ref, o.fate, o.hard) for o in outcomes] == [(busy.ref, Fate.TRY_AGAIN, False)]
        assert peer.received() == []

    def test_silence_after_handing_over_is_doubt_not_a_second_try(
        self, peer: Peer, transport: Transport
    ) -> None:
        mute = _or_skip(peer.mute(2))
        taken: list[str] = []
        parcels = [peer.parcel(1), mute, peer.parcel(3)]

        def asked() -> Iterator[Parcel]:
            for parcel in parcels:
                taken.append(parcel.ref)
                yield parcel

        fates: dict[str, Fate] = {}
        try:
            with transport.open() as line:
                for outcome in line.send(asked()):
                    fates[outcome.ref] = outcome.fate
        except TransportDown:
            pass
        doubtful = {ref for ref in taken if fates.get(ref, Fate.UNCERTAIN) is Fate.UNCERTAIN}
        assert mute.ref in doubtful
        assert fates.get("thu-0001", Fate.UNCERTAIN) in (Fate.TAKEN, Fate.UNCERTAIN)

    def test_nobody_there_means_that_nothing_happened(self, peer: Peer) -> None:
        account = _or_skip(peer.nobody_there())
        outcomes, down = sent_over(transport_for(account, console=False), [peer.parcel(1)])
        assert down is not None
        assert not down.permanent
        assert down.words
        assert all(outcome.fate is Fate.TRY_AGAIN for outcome in outcomes)
        assert tells(down, account) == []

    def test_a_wrong_password_is_for_people_to_mend(self, peer: Peer) -> None:
        account = _or_skip(peer.stranger())
        transport = transport_for(account, console=False)
        outcomes, down = sent_over(transport, [peer.parcel(1)])
        assert down is not None
        assert down.permanent
        assert down.words
        assert not any(outcome.fate in (Fate.TAKEN, Fate.UNCERTAIN) for outcome in outcomes)
        assert tells(down, account) == []
        with pytest.raises(TransportDown) as caught:
            transport.check()
        assert tells(caught.value, account) == []

    def test_the_test_button_sends_nothing(self, peer: Peer, transport: Transport) -> None:
        assert transport.check()
        assert peer.received() == []

    def test_secrets_show_nowhere(
        self, peer: Peer, account: AccountData, transport: Transport, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("DEBUG")
        outcomes, _down = sent_over(transport, [peer.parcel(1)])
        shown = caplog.text + repr(account) + repr(transport) + repr(outcomes) + transport.check()
        assert [name for name, secret in account.secrets.items() if secret and secret in shown] == []

    def test_says_how_many_parts_a_text_costs(self, peer: Peer, transport: Transport) -> None:
        short, long = transport.parts("Gác máy."), transport.parts("Gác máy ngay. " * 60)
        assert 1 <= short <= long
        assert transport.limits.parts == (long > short)

    def test_its_form_takes_these_settings(self, account: AccountData) -> None:
        made = SLICES[account.kind]
        form = made.form({**account.settings, **account.secrets})
        assert form.is_valid(), form.errors
        assert set(made.secret_fields) <= set(form.fields)
        kept = {name: v for name, v in form.cleaned_data.items() if name not in made.secret_fields}
        assert json.loads(json.dumps(kept)) == kept

    def test_its_form_shows_no_secret_again(self, account: AccountData) -> None:
        made = SLICES[account.kind]
        for form in (made.form({**account.settings, **account.secrets}), made.form(initial=account.secrets)):
            shown = form.as_p()
            names = made.secret_fields
            assert [n for n in names if account.secrets.get(n) and account.secrets[n] in shown] == []

    def test_its_form_calls_nothing_but_services(self, account: AccountData) -> None:
        """`file:///etc/passwd` typed into every field that holds an address or a machine."""
        made = SLICES[account.kind]
        where = [n for n, v in account.settings.items() if n.endswith(("url", "host", "address"))]
        for name in where:
            for bad in ("file:///etc/passwd", "gopher://x/", "http://user:word@example.vn/", "a b"):
                form = made.form({**account.settings, **account.secrets, name: bad})
                assert name in form.errors, (name, bad)


def _or_skip(found: Found | None) -> Found:
    if found is None:
        pytest.skip("this kind knows no such case")
    return found
