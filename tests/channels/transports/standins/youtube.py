"""YouTube's Data API v3 with resumable uploads and Google's sign-in, as developers.google.com describes them."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass, field
from typing import Any

from tests.channels.transports.standins.server import Asked, HangUp, Refuse, Said

CLIENT = "1234-anbinh.apps.example"
BUSY, MUTE, BREAKS = "#bận", "#im", "#đứt"
STEP = 256 * 1024


@dataclass
class Session:
    about: dict[str, Any]
    size: int
    data: bytearray = field(default_factory=bytearray)
    video: str = ""
    breaks: int = 0


@dataclass
class Channel:
    secret: str
    refresh: str
    films: dict[str, dict[str, Any]] = field(default_factory=dict)
    captions: dict[str, bytes] = field(default_factory=dict)
    access: str = ""
    ended: bool = False
    foreign_session: str = ""
    units: int = 0
    base: str = ""
    _sessions: dict[str, Session] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def __call__(self, asked: Asked) -> Said:
        if asked.path == "/token":
            return self._token(asked)
        if asked.headers.get("authorization") != f"Bearer {self.access}" or not self.access or self.ended:
            raise _refuse(401, "authError")
        found = {
            ("GET", "/youtube/v3/channels"): self._mine,
            ("POST", "/upload/youtube/v3/videos"): self._begin,
            ("PUT", "/upload/youtube/v3/videos"): self._piece,
            ("POST", "/upload/youtube/v3/captions"): self._caption,
            ("GET", "/youtube/v3/videos"): self._counts,
            ("PUT", "/youtube/v3/videos"): self._change,
        }.get((asked.method, asked.path))
        if found is None:
            raise _refuse(404, "notFound")
        return found(asked)

    def _token(self, asked: Asked) -> Said:
        words = asked.form()
        if set(words) != {"client_id", "client_secret", "refresh_token", "grant_type"}:
            raise Refuse(400, {"error": "invalid_request"})
        if (words["client_id"], words["client_secret"]) != (CLIENT, self.secret):
            raise Refuse(401, {"error": "invalid_client"})
        if words["refresh_token"] != self.refresh:
            raise Refuse(400, {"error": "invalid_grant"})
        self.access, self.ended = f"ya29-kin-{next(self._numbers)}", False
        return Said({"access_token": self.access, "expires_in": 3599, "token_type": "Bearer"})

    def _mine(self, asked: Asked) -> Said:
        if asked.query != {"part": "snippet", "mine": "true"}:
            raise _refuse(400, "badRequest")
        return Said({"items": [{"id": "UC1", "snippet": {"title": "Truyền hình An Bình"}}]})

    def _begin(self, asked: Asked) -> Said:
        about = asked.json()
        size = int(asked.headers["x-upload-content-length"])
        if asked.query != {"uploadType": "resumable", "part": "snippet,status"} or set(about) != {
            "snippet",
            "status",
        }:
            raise _refuse(400, "badRequest")
        if not asked.headers["x-upload-content-type"].startswith("video/"):
            raise _refuse(400, "mediaBodyRequired")
        title, text, status = about["snippet"]["title"], about["snippet"]["description"], about["status"]
        if not 0 < len(title) <= 100 or set("<>") & set(title):
            raise _refuse(400, "invalidTitle")
        if len(text.encode()) > 5000 or set("<>") & set(text):
            raise _refuse(400, "invalidDescription")
        if "publishAt" in status and (
            status["privacyStatus"] != "private"
            or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", status["publishAt"])
        ):
            raise _refuse(400, "invalidPublishAt")
        if BUSY in text:
            raise _refuse(403, "quotaExceeded")
        self.units += 1600
        number = f"phien-kin-{next(self._numbers)}"
        self._sessions[number] = Session(about, size, breaks=3 if BREAKS in text else 0)
        place = f"{self.foreign_session or self.base}/upload/youtube/v3/videos?upload_id={number}"
        return Said(None, headers={"Location": place})

    def _piece(self, asked: Asked) -> Said:
        session = self._sessions.get(asked.query.get("upload_id", ""))
        if session is None:
            raise _refuse(404, "notFound")
        if session.video:
            return Said(self._film(session))
        found = re.fullmatch(r"bytes (?:(\d+)-(\d+)|\*)/(\d+)", asked.headers["content-range"])
        assert found, asked.headers["content-range"]
        assert int(found[3]) == session.size
        if found[1] is not None:
            start, last = int(found[1]), int(found[2])
            if start != len(session.data) or last - start + 1 != len(asked.body):
                raise _refuse(400, "badRequest")
            if last + 1 != session.size and len(asked.body) % STEP:
                raise _refuse(400, "chunk")
            if MUTE in session.about["snippet"]["description"]:
                raise HangUp
            if session.breaks:
                session.breaks -= 1
                session.data += asked.body[:STEP]
                raise HangUp
            session.data += asked.body
        elif MUTE in session.about["snippet"]["description"]:
            raise HangUp
        if len(session.data) == session.size:
            session.video = f"phim{next(self._numbers):07}"
            self.films[session.video] = {**session.about, "data": bytes(session.data)}
            return Said(self._film(session), 201)
        headers = {"Range": f"bytes=0-{len(session.data) - 1}"} if session.data else {}
        return Said(None, 308, headers)

    @staticmethod
    def _film(session: Session) -> dict[str, Any]:
        return {"kind": "youtube#video", "id": session.video, "status": {"uploadStatus": "uploaded"}}

    def _caption(self, asked: Asked) -> Said:
        kind = asked.headers["content-type"]
        assert kind.startswith("multipart/related; boundary=")
        edge = kind.partition("boundary=")[2].encode()
        first, second = asked.body.split(b"--" + edge)[1:-1]
        snippet = json.loads(first.partition(b"\r\n\r\n")[2])["snippet"]
        if snippet["videoId"] not in self.films or not {"language", "name"} <= set(snippet):
            raise _refuse(404, "videoNotFound")
        self.units += 400
        self.captions[snippet["videoId"]] = second.partition(b"\r\n\r\n")[2].removesuffix(b"\r\n")
        return Said({"id": "cc1"})

    def _counts(self, asked: Asked) -> Said:
        self.units += 1
        if asked.query["part"] != "statistics":
            raise _refuse(400, "badRequest")
        if asked.query["id"] not in self.films:
            return Said({"items": []})
        said = {"viewCount": "1234", "likeCount": "56", "favoriteCount": "0", "commentCount": "7"}
        return Said({"items": [{"id": asked.query["id"], "statistics": said}]})

    def _change(self, asked: Asked) -> Said:
        body = asked.json()
        if body["id"] not in self.films:
            raise _refuse(404, "videoNotFound")
        self.units += 50
        self.films[body["id"]]["status"] = body["status"]
        return Said({"id": body["id"]})


def _refuse(status: int, reason: str) -> Refuse:
    errors = [{"message": reason, "domain": "youtube", "reason": reason}]
    return Refuse(status, {"error": {"code": status, "message": reason, "errors": errors}})
