"""The wire to YouTube: sign in, upload, captions, counts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
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
from khien.channels.transports.tokens import Tokens, keeper
from khien.channels.transports.web_api import Answer, NoAnswer, NotSent, WebApi
from khien.channels.transports.youtube.upload import Film, film_of, send_pieces, session_path

GOOGLE = "https://www.googleapis.com"
OAUTH = "https://oauth2.googleapis.com"
LONGEST_TITLE, LONGEST_DESCRIPTION = 100, 5000
LARGEST = 2 * 1024 * 1024 * 1024
CATEGORY = "27"  # education
UNITS = {"videos.insert": 1600, "captions.insert": 400, "videos.update": 50, "videos.list": 1}
PRIVACY = ("public", "unlisted", "private")
BUSY = frozenset({"quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded", "uploadLimitExceeded"})
CAPTIONS = ("text/vtt", "application/x-subrip")


class YouTube:
    """One channel. Secrets: client_secret, refresh_token. Settings: client_id, privacy; `google`, `oauth` only where a
    stand-in answers."""

    limits: ClassVar[Limits] = Limits(
        rate_per_second=1 / 600, longest=LONGEST_DESCRIPTION, media=("video", "link"), chunk=1
    )

    def __init__(self, account: AccountData) -> None:
        self._account = account
        self._base = str(account.settings.get("google") or GOOGLE)

    @contextmanager
    def open(self) -> Iterator[ChannelLine]:
        """A token is asked for and tried before anything is taken."""
        token = keeper().access_token(self._account, self._renew)
        with WebApi(self._base, headers={"Authorization": f"Bearer {token}"}, seconds=120) as api:
            line = ChannelLine(self._account, api, self._base)
            try:
                line.name()
                yield line
            finally:
                if line.token_refused:
                    keeper().access_token(self._account, self._renew, refused=token)

    def check(self) -> str:
        with self.open() as line:
            name = line.name()
        return _("YouTube lets us in to the channel “%(name)s”.") % {"name": name}

    def parts(self, text: str) -> int:
        return 1

    def counts(self, provider_id: str) -> dict[str, int]:
        with self.open() as line:
            return line.counts(provider_id)

    def withdraw(self, provider_id: str) -> None:
        """Nobody can see it any more; the film stays with the channel's owners."""
        with self.open() as line:
            line.hide(provider_id)

    def _renew(self, refresh_token: str) -> Tokens:
        form = {
            "client_id": str(self._account.settings.get("client_id", "")),
            "client_secret": self._account.secrets.get("client_secret", ""),
            "refresh_token": refresh_token,
            "grant_type": "refresh_token",
        }
        with WebApi(str(self._account.settings.get("oauth") or OAUTH)) as api:
            try:
                answer = api.ask("POST", "/token", form=form)
            except (NotSent, NoAnswer):
                raise TransportDown(_("There is no connection to Google.")) from None
        access, seconds = answer.part("access_token"), answer.part("expires_in")
        if answer.well and isinstance(access, str) and access:
            refresh = answer.part("refresh_token")
            return Tokens(access, refresh if isinstance(refresh, str) else "", _whole(seconds) or 3600)
        if answer.status >= 500 or answer.status == 429:
            raise TransportDown(_("Google's sign-in is out of order."))
        raise TransportDown(
            _("Google does not take the kept refresh token. Please let the channel in again."), permanent=True
        )


class ChannelLine:
    def __init__(self, account: AccountData, api: WebApi, base: str) -> None:
        self._settings = account.settings
        self._api = api
        self._base = base
        self.token_refused = False

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        for parcel in parcels:
            outcome, goes_on = self._publish(parcel)
            yield outcome
            if not goes_on:
                return

    def _publish(self, parcel: Parcel) -> tuple[Outcome, bool]:
        film = film_of(parcel)
        wrong = _wrong(parcel, film)
        if wrong or film is None:
            return Outcome(parcel.ref, Fate.REFUSED, reason=wrong or "no-film"), True
        headers = {
            "X-Upload-Content-Length": str(film.size),
            "X-Upload-Content-Type": film.media_type,
        }
        params = {"uploadType": "resumable", "part": "snippet,status"}
        try:
            begun = self._api.ask(
                "POST",
                "/upload/youtube/v3/videos",
                params=params,
                json_body=_about(parcel, self._settings),
                headers=headers,
            )
        except (NotSent, NoAnswer):
            return Outcome(
                parcel.ref, Fate.TRY_AGAIN, reason="no-line"
            ), False  # a session alone shows no film
        session = session_path(begun, self._base) if begun.well else None
        if session is None:
            return self._refused(parcel, begun)
        return self._upload(parcel, film, session)

    def _upload(self, parcel: Parcel, film: Film, session: str) -> tuple[Outcome, bool]:
        patience = float(self._settings.get("patience", 1))
        try:
            answer = send_pieces(self._api, session, film, patience=patience)
        except NoAnswer:
            return Outcome(parcel.ref, Fate.UNCERTAIN, reason=Reason.BROKEN), False
        number = answer.part("id")
        if not (answer.well and isinstance(number, str) and number):
            if answer.well:
                return Outcome(parcel.ref, Fate.UNCERTAIN, reason=Reason.BROKEN), False
            return self._refused(parcel, answer)
        without = "" if self._caption(parcel, number) else "no-captions"
        return Outcome(
            parcel.ref,
            Fate.TAKEN,
            provider_id=number,
            address=f"https://youtu.be/{number}",
            reason=without,
        ), True

    def _refused(self, parcel: Parcel, answer: Answer) -> tuple[Outcome, bool]:
        """A refused upload leaves no film, so it may be tried again when the trouble is over."""
        reason = _reason(answer)
        if answer.status == 401:
            self.token_refused = True
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="token"), False
        if answer.status == 404:  # the session is over
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="later"), False
        if reason in BUSY or answer.status == 429:
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="quota"), False
        if answer.status == 403:
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="account"), False
        if answer.status >= 500:
            return Outcome(parcel.ref, Fate.TRY_AGAIN, reason="later"), False
        return Outcome(parcel.ref, Fate.REFUSED, reason=f"youtube{answer.status}"), True

    def _caption(self, parcel: Parcel, video: str) -> bool:
        """The film stands without them too; that they lack is said in the outcome."""
        found = next((file for file in parcel.files if file[1] in CAPTIONS), None)
        if found is None:
            return True
        snippet = {"videoId": video, "language": parcel.language, "name": "", "isDraft": False}
        about = json.dumps({"snippet": snippet}).encode()
        edge = b"khien-captions-" + video.encode()
        body = b"\r\n".join(
            (
                b"--" + edge,
                b"Content-Type: application/json; charset=UTF-8\r\n",
                about,
                b"--" + edge,
                b"Content-Type: " + found[1].encode() + b"\r\n",
                found[2],
                b"--" + edge + b"--",
                b"",
            )
        )
        headers = {"Content-Type": f"multipart/related; boundary={edge.decode()}"}
        params = {"uploadType": "multipart", "part": "snippet"}
        try:
            answer = self._api.ask(
                "POST", "/upload/youtube/v3/captions", params=params, content=body, headers=headers
            )
        except (NotSent, NoAnswer):
            return False
        return answer.well

    def name(self) -> str:
        answer = self._read("GET", "/youtube/v3/channels", params={"part": "snippet", "mine": "true"})
        items = answer.part("items")
        if not items:
            raise TransportDown(_("This Google account has no YouTube channel."), permanent=True)
        title = items[0].get("snippet", {}).get("title", "") if isinstance(items[0], dict) else ""
        return str(title)[:80]

    def counts(self, video: str) -> dict[str, int]:
        answer = self._read("GET", "/youtube/v3/videos", params={"part": "statistics", "id": video})
        items = answer.part("items")
        if not items or not isinstance(items[0], dict):
            raise PostGone
        said = items[0].get("statistics", {})
        names = (("views", "viewCount"), ("likes", "likeCount"), ("comments", "commentCount"))
        found = {ours: _whole(said.get(theirs)) for ours, theirs in names}
        return {name: value for name, value in found.items() if value is not None}

    def hide(self, video: str) -> None:
        body = {"id": video, "status": {"privacyStatus": "private"}}
        try:
            self._read("PUT", "/youtube/v3/videos", params={"part": "status"}, json_body=body)
        except PostGone:
            return

    def _read(self, method: str, path: str, **words: Any) -> Answer:
        """Raises TransportDown, PostGone."""
        try:
            answer = self._api.ask(method, path, **words)
        except (NotSent, NoAnswer):
            raise TransportDown(_("YouTube does not answer.")) from None
        if answer.well:
            return answer
        if answer.status == 404:
            raise PostGone
        if answer.status == 401:
            self.token_refused = True
            raise TransportDown(_("YouTube does not take the access token any more; a new one is asked for."))
        if _reason(answer) in BUSY or answer.status == 429:
            raise TransportDown(_("The day's allowance at YouTube is used up."))
        raise TransportDown(
            _("YouTube refuses (number %(code)s).") % {"code": answer.status},
            permanent=400 <= answer.status < 500,
        )


def _about(parcel: Parcel, settings: Any) -> dict[str, Any]:
    status: dict[str, Any] = {
        "privacyStatus": str(parcel.extra.get("privacy") or settings.get("privacy") or "public"),
        "selfDeclaredMadeForKids": bool(parcel.extra.get("for_kids", False)),
    }
    if when := parcel.extra.get("publish_at"):
        status |= {"privacyStatus": "private", "publishAt": _utc(str(when))}
    snippet = {
        "title": parcel.subject.strip(),
        "description": _about_text(parcel),
        "categoryId": CATEGORY,
        "defaultLanguage": parcel.language,
    }
    return {"snippet": snippet, "status": status}


def _wrong(parcel: Parcel, film: Film | None) -> str:
    about = _about_text(parcel)
    if film is None:
        return "no-film"
    if not 0 < film.size <= LARGEST:
        return "too-large"
    if not parcel.subject.strip() or len(parcel.subject.strip()) > LONGEST_TITLE:
        return "title"
    if len(about.encode()) > LONGEST_DESCRIPTION:
        return "too-long"
    if set("<>") & set(parcel.subject + about):
        return "signs"
    if parcel.extra.get("privacy", "public") not in PRIVACY:
        return "privacy"
    if when := parcel.extra.get("publish_at"):
        try:
            moment = dt.datetime.fromisoformat(str(when))
        except ValueError:
            return "time"
        if moment.tzinfo is None or moment <= now():
            return "time"
    return ""


def _about_text(parcel: Parcel) -> str:
    return parcel.text + (f"\n\n{parcel.link}" if parcel.link and parcel.link not in parcel.text else "")


def _utc(when: str) -> str:
    return dt.datetime.fromisoformat(when).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reason(answer: Answer) -> str:
    errors = answer.part("error", "errors")
    first = errors[0] if isinstance(errors, list) and errors else {}
    return str(first.get("reason", "")) if isinstance(first, dict) else ""


def _whole(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() else None
