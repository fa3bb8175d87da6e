"""One careful HTTP client for services that carry our messages: time limits, a cap on answers, no redirects.

Says whether a question left this machine, because that decides between "again" and "uncertain". Refuses to put
addresses, tokens or answers' texts into exceptions and logs; httpx would log whole addresses, so its log is quiet.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import httpx

from khien.channels.transports.contract import Outcome, Parcel, TransportDown

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 12.0
LARGEST_ANSWER = 1024 * 1024

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class NotSent(Exception):
    """Nothing left this machine: no connection."""


class NoAnswer(Exception):
    """It was handed over, or may have been, and nothing that can be read came back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`data` is the JSON, or None when there is none."""

    status: int
    headers: Mapping[str, str]
    data: Any

    @property
    def well(self) -> bool:
        return 200 <= self.status < 300

    def part(self, *names: str) -> Any:
        """A value inside the JSON by its path; None where something is missing or of another shape."""
        found = self.data
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found


class WebApi:
    """`base` is the service's address; tests put a stand-in there. Used from several threads at once."""

    def __init__(
        self, base: str, *, headers: Mapping[str, str] | None = None, seconds: float = ANSWER_SECONDS
    ) -> None:
        self._client = httpx.Client(
            base_url=base,
            headers=dict(headers or {}),
            timeout=httpx.Timeout(seconds, connect=CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=True,
            limits=httpx.Limits(max_connections=32, max_keepalive_connections=32),
        )

    def __enter__(self) -> WebApi:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        json_body: Any = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        content: bytes | Iterable[bytes] | None = None,
    ) -> Answer:
        """Raises NotSent, NoAnswer."""
        trouble: Exception
        try:
            request = self._client.build_request(
                method,
                path,
                params=params,
                headers=headers,
                json=json_body,
                data=form,
                files=files,
                content=content,
            )
            response = self._client.send(request, stream=True)
            try:
                return _read(response)
            finally:
                response.close()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            trouble = NotSent(type(error).__name__)
        except (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL) as error:
            trouble = NotSent(type(error).__name__)
        except httpx.HTTPError as error:
            trouble = NoAnswer(type(error).__name__)
        raise trouble  # out here: the client's own exception holds the request with its token


def _read(response: httpx.Response) -> Answer:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise NoAnswer("too long")
    try:
        data = json.loads(body) if body else None
    except (ValueError, RecursionError):
        data = None
    return Answer(response.status_code, dict(response.headers), data)


def in_flight(
    parcels: Iterator[Parcel], deliver: Callable[[Parcel], Outcome], *, width: int
) -> Iterator[Outcome]:
    """Hands over up to `width` parcels at once; takes the next one only when there is room on the wire.

    A TransportDown of one lets those that are out come home first, and then ends the line.
    """
    down: TransportDown | None = None
    with ThreadPoolExecutor(width, thread_name_prefix="line") as pool:
        out: set[Future[Outcome]] = set()
        more = True
        while more or out:
            while more and len(out) < width:
                parcel = next(parcels, None)
                if parcel is None:
                    more = False
                else:
                    out.add(pool.submit(deliver, parcel))
                    if any(future.done() for future in out):
                        break
            done, out = wait(out, return_when=FIRST_COMPLETED) if out else (set(), set())
            for future in done:
                try:
                    outcome = future.result()
                except LineEnds as end:
                    outcome, down, more = end.outcome, end.down, False
                yield outcome
    if down:
        raise down


class LineEnds(Exception):
    """What a delivery raises when its parcel has an outcome and no other parcel may follow."""

    def __init__(self, outcome: Outcome, down: TransportDown) -> None:
        super().__init__(down.words)
        self.outcome = outcome
        self.down = down
