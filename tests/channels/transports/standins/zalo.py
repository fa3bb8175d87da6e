"""Zalo's Official Account, ZNS and sign-in, as developers.zalo.me describes them."""

from __future__ import annotations

import itertools
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.channels.transports.standins.server import Asked, HangUp, Refuse, Said

APP, OA = "1234567890123", "4567890123456789012"
TEMPLATE, FIELDS = "287654", {"loai", "huong_dan"}
GONE, BUSY, MUTE, SILENT_FOR_A_WEEK = (
    "8000000000000000404",
    "8000000000000000429",
    "8000000000000000500",
    "8000000000000000230",
)
NO_ZALO, AT_NIGHT, MUTE_PHONE, POOR = "84900000118", "84900000133", "84900000500", "84900000115"


@dataclass
class Zalo:
    secret: str
    refresh: str
    followers: list[str] = field(default_factory=list)
    access: str = ""
    spent: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    notices: list[dict[str, Any]] = field(default_factory=list)
    articles: dict[str, dict[str, Any]] = field(default_factory=dict)
    broadcasts: list[str] = field(default_factory=list)
    mute_token: bool = False
    slow: float = 0  # seconds of the sign-in
    ended: bool = False  # the access token ran out early
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _waiting: dict[str, str] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def __call__(self, asked: Asked) -> Said:
        if asked.path == "/v4/oa/access_token":
            return self._token(asked)
        if asked.headers.get("access_token") != self.access or not self.access or self.ended:
            code = -124 if asked.path.startswith("/message") else -216
            return Said({"error": code, "message": "Access token is invalid"})
        if "access_token" in asked.query:
            raise Refuse(400, {"error": -201, "message": "tokens stand in the header"})
        found = {
            ("GET", "/v2.0/oa/getoa"): self._name,
            ("GET", "/v3.0/oa/user/getlist"): self._list,
            ("POST", "/v3.0/oa/message/cs"): self._message,
            ("POST", "/v3.0/oa/message/promotion"): self._message,
            ("POST", "/v3.0/oa/message/transaction"): self._message,
            ("POST", "/message/template"): self._zns,
            ("POST", "/v2.0/article/create"): self._create,
            ("POST", "/v2.0/article/verify"): self._verify,
            ("POST", "/v2.0/article/remove"): self._remove,
            ("GET", "/v2.0/article/getslice"): self._slice,
            ("POST", "/v2.0/oa/message"): self._broadcast,
        }.get((asked.method, asked.path))
        return found(asked) if found else Said({"error": 404, "message": "Empty api"}, 404)

    def _token(self, asked: Asked) -> Said:
        time.sleep(self.slow)
        words = asked.form()
        if asked.method != "POST" or set(words) != {"app_id", "refresh_token", "grant_type"}:
            return Said({"error": -14003, "error_name": "Invalid parameters"})
        if words["app_id"] != APP or words["grant_type"] != "refresh_token":
            return Said({"error": -14002, "error_name": "Invalid app"})
        if asked.headers.get("secret_key") != self.secret:
            return Said({"error": -14004, "error_name": "Invalid secret key"})
        if words["refresh_token"] != self.refresh:
            return Said({"error": -14014, "error_name": "Invalid refresh token"})
        self.spent.append(self.refresh)
        number = len(self.spent)
        self.access, self.refresh, self.ended = f"truy-cap-{number}-kin", f"lam-moi-{number}-kin", False
        if self.mute_token:
            raise HangUp
        return Said({"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"})

    def _name(self, asked: Asked) -> Said:
        return _well({"name": "Sở KHCN An Bình", "oa_id": OA})

    def _list(self, asked: Asked) -> Said:
        words = json.loads(asked.query["data"])
        start, count = words["offset"], words["count"]
        if (
            set(words) - {"offset", "count", "is_follower", "tag_name"}
            or not 0 < count <= 50
            or start > 10_000
        ):
            return Said({"error": -201, "message": "Params is invalid"})
        users = [{"user_id": number} for number in self.followers[start : start + count]]
        return _well({"total": len(self.followers), "count": len(users), "offset": start, "users": users})

    def _message(self, asked: Asked) -> Said:
        body = asked.json()
        user = body["recipient"]["user_id"]
        if set(body) != {"recipient", "message"} or set(body["recipient"]) != {"user_id"}:
            return Said({"error": -201, "message": "Params is invalid"})
        codes = {GONE: -213, BUSY: -32, SILENT_FOR_A_WEEK: -230}
        if user in codes:
            return Said({"error": codes[user], "message": f"refused for {user}"})
        if asked.path.endswith("/cs"):
            text = body["message"]["text"]
            if set(body["message"]) != {"text"} or not 0 < len(text) <= 2000:
                return Said({"error": -210, "message": "Param exceed allowable maximum value"})
        else:
            text = self._template(body["message"], promotion=asked.path.endswith("/promotion"))
        self.texts.append(text)
        if user == MUTE:
            raise HangUp
        return _well({"message_id": f"tin-{next(self._numbers)}", "user_id": user})

    @staticmethod
    def _template(message: dict[str, Any], *, promotion: bool) -> str:
        payload = message["attachment"]["payload"]
        kinds = [part["type"] for part in payload["elements"]]
        if message["attachment"]["type"] != "template" or kinds[:1] != ["header"]:
            raise Refuse(200, {"error": -201, "message": "header first"})
        if (payload["template_type"] == "promotion") != promotion or payload["language"] not in ("VI", "EN"):
            raise Refuse(200, {"error": -201, "message": "template"})
        if any(
            len(part["content"]) > (100 if part["type"] == "header" else 1000) for part in payload["elements"]
        ):
            raise Refuse(200, {"error": -210, "message": "too long"})
        return "".join(part["content"] for part in payload["elements"] if part["type"] == "text")

    def _zns(self, asked: Asked) -> Said:
        body = asked.json()
        if set(body) != {"phone", "template_id", "template_data", "tracking_id"}:
            return Said({"error": -112, "message": "Template data invalid"})
        if not re.fullmatch(r"84[0-9]{9}", body["phone"]):
            return Said({"error": -108, "message": "Phone number invalid"})
        if body["template_id"] != TEMPLATE:
            return Said({"error": -109, "message": "Template ID invalid"})
        data = body["template_data"]
        if set(data) != FIELDS or not all(isinstance(value, str) for value in data.values()):
            return Said({"error": -132, "message": "Parameter invalid"})
        codes = {NO_ZALO: -118, AT_NIGHT: -133, POOR: -115}
        if body["phone"] in codes:
            return Said({"error": codes[body["phone"]], "message": "no"})
        self.notices.append(body)
        if body["phone"] == MUTE_PHONE:
            raise HangUp
        quota = {"dailyQuota": "500", "remainingQuota": "499"}
        return _well({"msg_id": f"zns{next(self._numbers)}", "sent_time": "1626926349402", "quota": quota})

    def _create(self, asked: Asked) -> Said:
        body = asked.json()
        wanted = {"type", "title", "author", "cover", "description", "body", "status", "comment"}
        cover = body["cover"]
        right = set(body) == wanted and 0 < len(body["title"]) <= 150 and len(body["description"]) <= 300
        right = right and set(cover) == {"cover_type", "photo_url", "status"}
        if not right or not cover["photo_url"].startswith("https://") or not body["body"]:
            return Said({"error": -201, "message": "Params is invalid"})
        token, number = f"cho-{next(self._numbers)}", f"bai{next(self._numbers)}"
        self._waiting[token] = number
        self.articles[number] = body
        return _well({"token": token, "message_id": token})

    def _verify(self, asked: Asked) -> Said:
        """The first question comes too early: Zalo makes articles in the background."""
        token = asked.json()["token"]
        if token not in self._waiting:
            return Said({"error": -201, "message": "Params is invalid"})
        if token not in self._asked:
            self._asked.add(token)
            return Said({"error": -1, "message": "processing"})
        return _well({"id": self._waiting[token]})

    def _remove(self, asked: Asked) -> Said:
        number = asked.json()["id"]
        if self.articles.pop(number, None) is None:
            return Said({"error": -1003, "message": "no such article"})
        return _well({})

    def _slice(self, asked: Asked) -> Said:
        start, limit = int(asked.query["offset"]), int(asked.query["limit"])
        if limit > 10 or asked.query["type"] != "normal":
            return Said({"error": -201, "message": "Params is invalid"})
        rows = [{"id": number, "total_view": 120, "total_share": "3"} for number in self.articles]
        return _well({"medias": rows[start : start + limit], "total": len(rows)})

    def _broadcast(self, asked: Asked) -> Said:
        body = asked.json()
        payload = body["message"]["attachment"]["payload"]
        (element,) = payload["elements"]
        known = element.get("attachment_id") in self.articles and element.get("media_type") == "article"
        if "target" not in body["recipient"] or payload["template_type"] != "media" or not known:
            return Said({"error": -201, "message": "Params is invalid"})
        self.broadcasts.append(element["attachment_id"])
        return _well({"message_id": f"phat-{next(self._numbers)}"})


def _well(data: Any) -> Said:
    return Said({"error": 0, "message": "Success", "data": data})
