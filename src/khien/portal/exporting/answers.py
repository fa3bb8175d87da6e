"""Asks this installation's own pages, in this process: no server runs, no socket is opened. Refuses cookies both ways."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    kind: str
    body: bytes
    location: str


class Asking:
    """`asking("/chu-de/x/")` is what an anonymous reader gets."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()
        base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        self._host, self._scheme = base.netloc, base.scheme or "http"
        if base.hostname and base.hostname not in settings.ALLOWED_HOSTS:
            # The command asks itself under the address people open, also where only a proxy knows that name.
            settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, base.hostname]

    def __call__(self, address: str) -> Answer:
        path, _mark, query = address.partition("?")
        if path.startswith(settings.STATIC_URL):
            return _static(path)
        said: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
            said["status"], said["headers"] = (
                int(status.split(maxsplit=1)[0]),
                {k.lower(): v for k, v in headers},
            )

        response = self._handler(self._environment(path, query), start)  # type: ignore[arg-type]  # nobody writes to it
        try:
            body = b"".join(response)
        finally:
            response.close()
        headers = said["headers"]
        return Answer(said["status"], headers.get("content-type", ""), body, headers.get("location", ""))

    def _environment(self, path: str, query: str) -> dict[str, Any]:
        name, _colon, port = self._host.partition(":")
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path.encode().decode("latin-1"),
            "RAW_URI": quote(path),
            "QUERY_STRING": query,
            "SERVER_NAME": name,
            "SERVER_PORT": port or ("443" if self._scheme == "https" else "80"),
            "HTTP_HOST": self._host,
            "HTTP_X_FORWARDED_PROTO": self._scheme,
            "REMOTE_ADDR": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": True,
        }


def _static(path: str) -> Answer:
    """A file of the shell: as collected for serving, else as it lies in its app."""
    name = path.removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT) / name
    place = collected if collected.is_file() else finders.find(name)
    if not place:
        return Answer(404, "", b"", "")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Answer(200, kind, Path(str(place)).read_bytes(), "")
