"""The wire to Zalo: which question a parcel becomes, and what the answer means."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from khien.channels.rules.reasons import Reason
from khien.channels.transports.contract import (
    AccountData,
    Fate,
    Limits,
    Outcome,
    Parcel,
    PostGone,
    TransportDown,
)
from khien.channels.transports.tokens import Tokens, keeper
from khien.channels.transports.web_api import Answer, LineEnds, NoAnswer, NotSent, WebApi, in_flight
from khien.channels.transports.zalo import messages
from khien.channels.transports.zalo.errors import TEMPLATE, Meaning, meaning

OPENAPI = "https://openapi.zalo.me"
BUSINESS = "https://business.openapi.zalo.me"
OAUTH = "https://oauth.zaloapp.com"
PAGE = 50  # followers a question
ARTICLE_TRIES = 5  # Zalo makes an article in the background
WIDTH = 8


class Zalo:
    """One Official Account. Secrets: app_secret, refresh_token (first one), webhook_secret. Settings: app_id, oa_id,
    message_kind, cover_url, author; `openapi`, `business`, `oauth` only where a stand-in answers."""

    limits: ClassVar[Limits] = Limits(
        rate_per_second=20,
        longest=messages.LONGEST,
        media=("image", "link"),
        hours="6:00–22:00",
        chunk=50,
    )

    def __init__(self, account: AccountData) -> None:
        self._account = account
        self._settings = account.settings

    @contextmanager
    def open(self) -> Iterator[ZaloLine]:
        token = self._token()
        with (
            WebApi(self._address("openapi", OPENAPI), headers={"access_token": token}) as oa,
            WebApi(self._address("business", BUSINESS), headers={"access_token": token}) as business,
        ):
            line = ZaloLine(self._account, oa, business)
            try:
                yield line
            finally:
                if line.token_refused:  # here and not on the line: its threads have no database
                    keeper().access_token(self._account, self._renew, refused=token)

    def check(self) -> str:
        with self.open() as line:
            name = line.name()
        return _("Zalo lets us in as “%(name)s”.") % {"name": name}

    def parts(self, text: str) -> int:
        return 1

    def counts(self, provider_id: str) -> dict[str, int]:
        with self.open() as line:
            return line.article_counts(provider_id)

    def withdraw(self, provider_id: str) -> None:
        """Removes the article. What Zalo has put into followers' boxes stays there as a title that opens nothing."""
        with self.open() as line:
            line.remove_article(provider_id)

    def follower_pages(self, start: int = 0) -> Iterator[tuple[int, int, list[str]]]:
        """(where to go on, how many there are, numbers of followers), from `start` on. Can be taken up anywhere."""
        offset = start
        while True:
            with self.open() as line:
                total, ids = line.followers(offset)
            offset += len(ids)
            yield offset, total, ids
            if not ids or offset >= total:
                return

    def _address(self, name: str, usual: str) -> str:
        return str(self._settings.get(name) or usual)

    def _token(self) -> str:
        return keeper().access_token(self._account, self._renew)

    def _renew(self, refresh_token: str) -> Tokens:
        """Spends the refresh token: it is good once, and the answer holds the next."""
        form = {
            "app_id": str(self._settings.get("app_id", "")),
            "refresh_token": refresh_token,
            "grant_type": "refresh_token",
        }
        secret = {"secret_key": self._account.secrets.get("app_secret", "")}
        with WebApi(self._address("oauth", OAUTH)) as api:
            try:
                answer = api.ask("POST", "/v4/oa/access_token", form=form, headers=secret)
            except NotSent:
                raise TransportDown(_("There is no connection to Zalo.")) from None
            except NoAnswer:
                raise TransportDown(_("Zalo's sign-in did not finish.")) from None
        access, refresh = answer.part("access_token"), answer.part("refresh_token")
        if answer.well and isinstance(access, str) and isinstance(refresh, str) and access and refresh:
            return Tokens(access, refresh, _whole(answer.part("expires_in"), 3600))
        if answer.status >= 500:
            raise TransportDown(_("Zalo's sign-in is out of order."))
        raise TransportDown(
            _("Zalo does not take the kept refresh token. Please get a new one from Zalo."), permanent=True
        )


class ZaloLine:
    def __init__(self, account: AccountData, oa: WebApi, business: WebApi) -> None:
        self._account = account
        self._oa = oa
        self._business = business
        self.token_refused = False

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        return in_flight(parcels, self._deliver, width=int(self._account.settings.get("width", WIDTH)))

    def _deliver(self, parcel: Parcel) -> Outcome:
        if not parcel.to:
            return self._broadcast(parcel)
        if parcel.to.startswith("+"):
            return self._zns(parcel)
        kind = str(parcel.extra.get("kind") or self._account.settings.get("message_kind") or "cs")
        if kind not in messages.KINDS or not parcel.to.isascii() or not parcel.to.isdigit():
            return Outcome(parcel.ref, Fate.REFUSED, reason=Reason.REFUSED)
        if len(parcel.text) > messages.LONGEST:
            return Outcome(parcel.ref, Fate.REFUSED, reason="too-long")
        body = messages.to_follower(parcel, kind)
        return self._hand_over(parcel, self._oa, f"/v3.0/oa/message/{kind}", body)

    def _zns(self, parcel: Parcel) -> Outcome:
        body = messages.zns(parcel)
        if not body["template_id"]:
            return Outcome(parcel.ref, Fate.REFUSED, reason=TEMPLATE)
        return self._hand_over(parcel, self._business, "/message/template", body, zns=True)

    def _hand_over(
        self, parcel: Parcel, api: WebApi, path: str, body: dict[str, Any], *, zns: bool = False
    ) -> Outcome:
        """ZNS is known by our own reference, which its receipt carries: so even an unanswered one can be settled."""
        ours = parcel.ref if zns else ""
        try:
            answer = api.ask("POST", path, json_body=body)
        except NotSent:
            raise _ends(
                Outcome(parcel.ref, Fate.TRY_AGAIN, reason="no-line"), _("There is no connection to Zalo.")
            ) from None
        except NoAnswer:
            return Outcome(parcel.ref, Fate.UNCERTAIN, provider_id=ours, reason=Reason.BROKEN)
        code = answer.part("error")
        if answer.well and code == 0:
            theirs = answer.part("data", "message_id") or answer.part("data", "msg_id") or ""
            return Outcome(parcel.ref, Fate.TAKEN, provider_id=ours or str(theirs))
        if isinstance(code, int) and code != 0:
            return self._refused(parcel, meaning(code, zns=zns))
        return _unclear(parcel, answer, ours)

    def _refused(self, parcel: Parcel, found: Meaning) -> Outcome:
        outcome = Outcome(parcel.ref, found.fate, reason=found.reason, hard=found.hard)
        if found.token:
            self.token_refused = True
            raise _ends(outcome, _("Zalo does not take the access token any more; a new one is asked for."))
        if found.account:
            raise LineEnds(outcome, TransportDown(str(found.account), permanent=True))
        return outcome

    def _broadcast(self, parcel: Parcel) -> Outcome:
        """First the article (an own one, or one the office wrote in Zalo's desk), then to all followers."""
        article_id = str(parcel.extra.get("article_id") or "")
        if not article_id:
            cover = str(parcel.extra.get("cover_url") or self._account.settings.get("cover_url") or "")
            author = str(self._account.settings.get("author") or self._account.name)
            made = self._make_article(parcel, messages.article(parcel, cover=cover, author=author))
            if isinstance(made, Outcome):
                return made
            article_id = made
        outcome = self._hand_over(parcel, self._oa, "/v2.0/oa/message", messages.broadcast(article_id))
        if outcome.fate in (Fate.TAKEN, Fate.UNCERTAIN):
            return Outcome(parcel.ref, outcome.fate, provider_id=article_id, reason=outcome.reason)
        return outcome

    def _make_article(self, parcel: Parcel, body: dict[str, Any]) -> str | Outcome:
        """Its number, or why there is none. Nobody has been told of it yet."""
        asked = self._hand_over(parcel, self._oa, "/v2.0/article/create", body)
        if asked.fate != Fate.TAKEN:
            return asked
        return self._article_number(parcel, asked.provider_id)

    def _article_number(self, parcel: Parcel, token: str) -> str | Outcome:
        for turn in range(ARTICLE_TRIES):
            try:
                answer = self._oa.ask("POST", "/v2.0/article/verify", json_body={"token": token})
            except (NotSent, NoAnswer):
                break
            number = answer.part("data", "id")
            if answer.part("error") == 0 and number:
                return str(number)
            time.sleep(min(0.2 * 2**turn, 2) * float(self._account.settings.get("patience", 1)))
        return Outcome(parcel.ref, Fate.UNCERTAIN, reason="article-not-ready")

    def name(self) -> str:
        answer = self._read("GET", "/v2.0/oa/getoa")
        return str(answer.part("data", "name") or "")[:80]

    def followers(self, offset: int) -> tuple[int, list[str]]:
        data = json.dumps({"offset": offset, "count": PAGE, "is_follower": "true"}, separators=(",", ":"))
        answer = self._read("GET", "/v3.0/oa/user/getlist", params={"data": data})
        users = answer.part("data", "users")
        ids = [str(user.get("user_id", "")) for user in users or [] if isinstance(user, dict)]
        return _whole(answer.part("data", "total"), 0), [number for number in ids if number.isdigit()]

    def article_counts(self, article_id: str) -> dict[str, int]:
        """Zalo counts articles in its list only; the newest hundred are looked through."""
        for offset in range(0, 100, 10):
            params = {"offset": str(offset), "limit": "10", "type": "normal"}
            answer = self._read("GET", "/v2.0/article/getslice", params=params)
            medias = answer.part("data", "medias") or []
            for media in medias:
                if isinstance(media, dict) and str(media.get("id")) == article_id:
                    return {
                        name: _whole(media.get(theirs), 0)
                        for name, theirs in (("views", "total_view"), ("shares", "total_share"))
                        if theirs in media
                    }
            if len(medias) < 10:
                break
        raise PostGone

    def remove_article(self, article_id: str) -> None:
        self._read("POST", "/v2.0/article/remove", json_body={"id": article_id}, gone_is_well=True)

    def _read(self, method: str, path: str, *, gone_is_well: bool = False, **words: Any) -> Answer:
        """Raises TransportDown. For questions that send nothing to anybody."""
        answer: Answer | None = None
        with suppress(NotSent, NoAnswer):
            answer = self._oa.ask(method, path, **words)
        if answer is None or answer.status >= 500 or not isinstance(answer.part("error"), int):
            raise TransportDown(_("Zalo does not answer."))
        code = answer.part("error")
        if code == 0 or (gone_is_well and code in ARTICLE_GONE):
            return answer
        found = meaning(code, zns=False)
        self.token_refused = self.token_refused or found.token
        raise TransportDown(
            str(found.account) or _("Zalo refuses (number %(code)s).") % {"code": code},
            permanent=not found.token,
        )


ARTICLE_GONE = (-1003, -201)  # no such article


def _ends(outcome: Outcome, words: str) -> LineEnds:
    return LineEnds(outcome, TransportDown(words))


def _unclear(parcel: Parcel, answer: Answer, ours: str) -> Outcome:
    """Neither yes nor no: a gateway's page, or half an answer."""
    if answer.status in (429, 503):
        return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="later")
    if 300 <= answer.status < 500:
        return Outcome(parcel.ref, Fate.REFUSED, reason=f"http{answer.status}")
    return Outcome(parcel.ref, Fate.UNCERTAIN, provider_id=ours, reason=f"http{answer.status}")


def _whole(value: object, otherwise: int) -> int:
    """Zalo gives numbers as text in places."""
    try:
        return int(str(value))
    except ValueError:
        return otherwise
