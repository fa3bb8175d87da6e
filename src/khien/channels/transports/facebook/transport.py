"""The wire to a Facebook page."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from khien.base.clock import now
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
from khien.channels.transports.web_api import Answer, NoAnswer, NotSent, WebApi

GRAPH = "https://graph.facebook.com"
VERSION = "v23.0"
LONGEST = 63_206
LARGEST_PHOTO = 10 * 1024 * 1024
SOONEST, LATEST = dt.timedelta(minutes=10), dt.timedelta(days=30)
LATELY = dt.timedelta(minutes=15)  # a post found on the page that young is ours, of this attempt

BUSY = frozenset({4, 17, 32, 341, 613, 80001, 80002, 80006})
SIGNED_OUT = frozenset({102, 190, 463, 467})
BROKEN = frozenset({1, 2})  # "an unknown error": it may stand there
DUPLICATE, POLICY = 506, 368
REACH = "post_total_media_view_unique"


class Facebook:
    """One page. Secrets: page_token, app_secret. Settings: page_id, version; `graph` only where a stand-in answers."""

    limits: ClassVar[Limits] = Limits(
        rate_per_second=1 / 60, longest=LONGEST, media=("image", "link"), chunk=1
    )

    def __init__(self, account: AccountData) -> None:
        self._account = account

    @contextmanager
    def open(self) -> Iterator[PageLine]:
        """Signs in by asking the page's name: a token that ended is found before anything is taken."""
        base = str(self._account.settings.get("graph") or GRAPH)
        headers = {"Authorization": f"Bearer {self._account.secrets.get('page_token', '')}"}
        with WebApi(base, headers=headers, seconds=60) as api:
            line = PageLine(self._account, api)
            line.read(str(self._account.settings.get("page_id", "")), fields="name")
            yield line

    def check(self) -> str:
        with self.open() as line:
            name = line.read(str(self._account.settings["page_id"]), fields="name").part("name")
        return _("Facebook lets us in to the page “%(name)s”.") % {"name": str(name)[:80]}

    def parts(self, text: str) -> int:
        return 1

    def counts(self, provider_id: str) -> dict[str, int]:
        with self.open() as line:
            return line.counts(provider_id)

    def withdraw(self, provider_id: str) -> None:
        with self.open() as line:
            line.withdraw(provider_id)


class PageLine:
    def __init__(self, account: AccountData, api: WebApi) -> None:
        self._api = api
        self._page = str(account.settings.get("page_id", ""))
        self._version = str(account.settings.get("version") or VERSION)
        proof = (account.secrets.get("app_secret", ""), account.secrets.get("page_token", ""))
        self._proof = {"appsecret_proof": _proof(*proof)} if proof[0] else {}

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        for parcel in parcels:
            outcome, goes_on = self._post(parcel)
            yield outcome
            if not goes_on:
                return

    def _post(self, parcel: Parcel) -> tuple[Outcome, bool]:
        """(what became of it, whether another may follow)"""
        wrong = _wrong(parcel)
        if wrong:
            return Outcome(parcel.ref, Fate.REFUSED, reason=wrong), True
        photo = next((file for file in parcel.files if file[1] in ("image/jpeg", "image/png")), None)
        fields = _fields(parcel, photo=photo is not None)
        try:
            if photo:
                name, media_type, data = photo
                files = {"source": (name, data, media_type)}
                answer = self._ask("POST", f"{self._page}/photos", form=fields, files=files)
            else:
                answer = self._ask("POST", f"{self._page}/feed", form=fields)
        except NotSent:
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="no-line"), False
        except NoAnswer:
            return self._look_for(parcel, fields), False
        number = answer.part("post_id") or answer.part("id")
        if answer.well and number:
            return _taken(parcel, str(number)), True
        return self._refused(parcel, answer, fields)

    def _refused(self, parcel: Parcel, answer: Answer, fields: Mapping[str, str]) -> tuple[Outcome, bool]:
        code = answer.part("error", "code")
        if code in BROKEN or (not isinstance(code, int) and answer.status >= 500):
            return self._look_for(parcel, fields), False
        if code in BUSY or answer.status == 429:
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="quota"), False
        if code in SIGNED_OUT or _is_permission(code):
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="account"), False
        reason = {DUPLICATE: "duplicate", POLICY: "policy"}.get(_number(code), f"facebook{_number(code)}")
        return Outcome(parcel.ref, Fate.REFUSED, reason=reason), True

    def _look_for(self, parcel: Parcel, fields: Mapping[str, str]) -> Outcome:
        """After a broken line: does the text stand on the page, written just now? Not seen is not proof of absence."""
        place = "scheduled_posts" if "scheduled_publish_time" in fields else "feed"
        try:
            answer = self._ask(
                "GET",
                f"{self._page}/{place}",
                params={"fields": "id,message,created_time", "limit": "10"},
            )
        except (NotSent, NoAnswer):
            answer = None
        said = fields.get("message") or fields.get("caption") or ""
        for post in (answer.part("data") if answer else None) or []:
            if isinstance(post, dict) and post.get("message") == said and _young(post.get("created_time")):
                return _taken(parcel, str(post.get("id", "")))
        return Outcome(parcel.ref, Fate.UNCERTAIN, reason=Reason.BROKEN)

    def read(self, path: str, **params: str) -> Answer:
        """Raises TransportDown, PostGone."""
        try:
            answer = self._ask("GET", path, params=params)
        except (NotSent, NoAnswer):
            raise TransportDown(_("Facebook does not answer.")) from None
        if answer.well and isinstance(answer.data, dict):
            return answer
        raise _trouble(answer)

    def counts(self, post: str) -> dict[str, int]:
        """What the interface gives; reach only where the page is large enough for Facebook to say it."""
        totals = "reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count),shares"
        answer = self.read(post, fields=totals)
        found = {
            "reactions": answer.part("reactions", "summary", "total_count"),
            "comments": answer.part("comments", "summary", "total_count"),
            "shares": answer.part("shares", "count"),
            "reach": self._reach(post),
        }
        return {name: value for name, value in found.items() if isinstance(value, int)}

    def _reach(self, post: str) -> object:
        """Facebook renames these figures from time to time; a name it does not know is no trouble."""
        try:
            answer = self.read(f"{post}/insights", metric=REACH, period="lifetime")
        except (TransportDown, PostGone):
            return None
        for row in answer.part("data") or []:
            values = row.get("values") if isinstance(row, dict) else None
            if values and isinstance(values[0], dict):
                return values[0].get("value")
        return None

    def withdraw(self, post: str) -> None:
        """Deletes; where the page may not delete, hides."""
        try:
            answer = self._ask("DELETE", post)
            if not answer.well and _is_permission(answer.part("error", "code")):
                answer = self._ask("POST", post, form={"is_hidden": "true"})
        except (NotSent, NoAnswer):
            raise TransportDown(_("Facebook does not answer.")) from None
        if not answer.well:
            trouble = _trouble(answer)
            if not isinstance(trouble, PostGone):
                raise trouble

    def _ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        files: Any = None,
    ) -> Answer:
        query = {**(params or {}), **self._proof} if method != "POST" else None
        body = {**(form or {}), **self._proof} if method == "POST" else None
        return self._api.ask(method, f"/{self._version}/{path}", params=query, form=body, files=files)


def _proof(app_secret: str, token: str) -> str:
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def _wrong(parcel: Parcel) -> str:
    if not parcel.text.strip() and not parcel.files:
        return "empty"
    if len(parcel.text) > LONGEST:
        return "too-long"
    if any(len(data) > LARGEST_PHOTO for _name, media_type, data in parcel.files if "image" in media_type):
        return "too-large"
    try:
        when = _when(parcel)
    except ValueError:
        return "time"
    if when and not SOONEST <= when - now() <= LATEST:
        return "time"
    return ""


def _when(parcel: Parcel) -> dt.datetime | None:
    """The set time; None = at once. Raises ValueError for what is no time with its zone."""
    text = parcel.extra.get("publish_at")
    if not text:
        return None
    when = dt.datetime.fromisoformat(str(text))
    if when.tzinfo is None:
        raise ValueError("no zone")
    return when


def _fields(parcel: Parcel, *, photo: bool) -> dict[str, str]:
    fields = {"caption" if photo else "message": parcel.text}
    if parcel.link and not photo:
        fields["link"] = parcel.link
    when = _when(parcel)
    if when:
        fields |= {"published": "false", "scheduled_publish_time": str(int(when.timestamp()))}
    return fields


def _taken(parcel: Parcel, number: str) -> Outcome:
    return Outcome(parcel.ref, Fate.TAKEN, provider_id=number, address=f"https://www.facebook.com/{number}")


def _trouble(answer: Answer) -> TransportDown | PostGone:
    """Only numbers go into words: the service's own sentences may repeat what we sent."""
    code = answer.part("error", "code")
    if code == 100 and answer.part("error", "error_subcode") == 33:
        return PostGone()
    if code in SIGNED_OUT:
        return TransportDown(
            _("Facebook does not take the page's token any more. Please enter a new one."), permanent=True
        )
    if _is_permission(code):
        return TransportDown(_("The page's token does not allow this at Facebook."), permanent=True)
    if code in BUSY:
        return TransportDown(_("Facebook asks us to wait: too much was asked this hour."))
    if answer.status >= 500 or code in BROKEN or code is None:
        return TransportDown(_("Facebook is out of order."))
    return TransportDown(_("Facebook refuses (number %(code)s).") % {"code": _number(code)}, permanent=True)


def _is_permission(code: object) -> bool:
    return isinstance(code, int) and (code in (3, 10) or 200 <= code <= 299)


def _number(code: object) -> int:
    return code if isinstance(code, int) else 0


def _young(created: object) -> bool:
    try:
        made = dt.datetime.strptime(str(created), "%Y-%m-%dT%H:%M:%S%z")
    except ValueError:
        return False
    return abs(now() - made) <= LATELY
