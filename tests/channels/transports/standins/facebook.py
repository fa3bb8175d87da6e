"""A Facebook page in the Graph API, as developers.facebook.com describes it."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.channels.transports.standins.server import Asked, HangUp, Refuse, Said

PAGE = "102030405060708"
BUSY, MUTE, FORBIDDEN, STRANGE = "#bận", "#im", "#cấm", "#lạ"


@dataclass
class Page:
    token: str
    app_secret: str
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    ended: bool = False
    may_delete: bool = True
    mute_writes: bool = True  # a silent answer comes after the post was made
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def __call__(self, asked: Asked) -> Said:
        self._signed_in(asked)
        version, _slash, rest = asked.path.lstrip("/").partition("/")
        if not version.startswith("v"):
            raise _refuse(2500, "version")
        if rest == PAGE and asked.method == "GET":
            return Said({"name": "Sở KHCN An Bình", "id": PAGE})
        if rest in (f"{PAGE}/feed", f"{PAGE}/scheduled_posts") and asked.method == "GET":
            return self._wall(scheduled=rest.endswith("scheduled_posts"))
        if rest == f"{PAGE}/feed" and asked.method == "POST":
            return self._write(asked.form())
        if rest == f"{PAGE}/photos" and asked.method == "POST":
            return self._photo(asked)
        number, _slash, part = rest.partition("/")
        if number not in self.posts:
            raise _refuse(100, "does not exist", subcode=33, status=400)
        if part == "insights":
            return self._insights(asked)
        return {"GET": self._counts, "DELETE": self._delete, "POST": self._hide}[asked.method](number, asked)

    def _signed_in(self, asked: Asked) -> None:
        if asked.headers.get("authorization") != f"Bearer {self.token}" or self.ended:
            raise _refuse(190, "Error validating access token: Session has expired", status=401)
        if "access_token" in asked.query:
            raise _refuse(100, "tokens stand in the header")
        kind = asked.headers.get("content-type", "")
        given = asked.query.get("appsecret_proof")
        if kind.startswith("application/x-www-form"):
            given = asked.form().get("appsecret_proof")
        elif kind.startswith("multipart/"):
            given = asked.multipart()["appsecret_proof"][1].decode()
        proof = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()
        if given != proof:
            raise _refuse(100, "Invalid appsecret_proof provided in the API argument")

    def _wall(self, *, scheduled: bool) -> Said:
        found = [
            {"id": number, "message": post["message"], "created_time": post["created_time"]}
            for number, post in reversed(self.posts.items())
            if post["published"] != scheduled
        ]
        return Said({"data": found[:10]})

    def _write(self, words: dict[str, str]) -> Said:
        allowed = {"message", "link", "published", "scheduled_publish_time", "appsecret_proof"}
        if set(words) - allowed:
            raise _refuse(100, "unknown field")
        return self._made(words, words.get("message", ""))

    def _photo(self, asked: Asked) -> Said:
        parts = asked.multipart()
        if set(parts) - {"source", "caption", "published", "scheduled_publish_time", "appsecret_proof"}:
            raise _refuse(100, "unknown field")
        kind, data = parts["source"]
        if kind not in ("image/png", "image/jpeg") or not 0 < len(data) <= 10 * 1024 * 1024:
            raise _refuse(324, "Requires upload file")
        words = {name: data.decode() for name, (_kind, data) in parts.items() if name != "source"}
        return self._made(words, words.get("caption", ""), photo=True)

    def _made(self, words: dict[str, str], text: str, *, photo: bool = False) -> Said:
        if not text and not words.get("link") and not photo:
            raise _refuse(100, "empty")
        published = words.get("published", "true") == "true"
        if not published and not self._in_time(words.get("scheduled_publish_time", "")):
            raise _refuse(100, "The specified scheduled publish time is invalid.")
        for sign, code in ((BUSY, 32), (FORBIDDEN, 368), (STRANGE, 7777)):
            if sign in text:
                raise _refuse(code, f"no: {text}")
        if any(post["message"] == text for post in self.posts.values()):
            raise _refuse(506, "Duplicate status message")
        number = f"{PAGE}_{next(self._numbers)}"
        stamp = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
        post = {
            "message": text,
            "published": published,
            "created_time": stamp,
            "hidden": False,
            "photo": photo,
        }
        if MUTE not in text or self.mute_writes:
            self.posts[number] = post | {"link": words.get("link", "")}
        if MUTE in text:
            raise HangUp
        return Said({"id": "photo-1", "post_id": number} if photo else {"id": number})

    @staticmethod
    def _in_time(text: str) -> bool:
        ahead = int(text or 0) - dt.datetime.now(dt.UTC).timestamp()
        return 10 * 60 - 5 <= ahead <= 30 * 86400 + 5

    def _counts(self, number: str, asked: Asked) -> Said:
        return Said(
            {
                "id": number,
                "reactions": {"data": [], "summary": {"total_count": 41}},
                "comments": {"data": [], "summary": {"total_count": 7}},
                "shares": {"count": 12},
            }
        )

    @staticmethod
    def _insights(asked: Asked) -> Said:
        if asked.query.get("metric") != "post_total_media_view_unique":
            raise _refuse(100, "The value must be a valid insights metric")
        return Said({"data": [{"name": asked.query["metric"], "values": [{"value": 3456}]}]})

    def _delete(self, number: str, asked: Asked) -> Said:
        if not self.may_delete:
            raise _refuse(200, "Permissions error", status=403)
        del self.posts[number]
        return Said({"success": True})

    def _hide(self, number: str, asked: Asked) -> Said:
        self.posts[number]["hidden"] = asked.form()["is_hidden"] == "true"
        return Said({"success": True})


def _refuse(code: int, words: str, *, subcode: int | None = None, status: int = 400) -> Refuse:
    error = {"message": words, "type": "OAuthException", "code": code, "fbtrace_id": "A1"}
    return Refuse(status, {"error": error | ({"error_subcode": subcode} if subcode else {})})
