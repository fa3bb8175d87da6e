"""The exported folder stands alone: served by the plainest server there is, every link inside leads to a file, nothing
names the old address, feeds parse; made again, what did not change is not touched."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from lxml import etree, html

from khien.portal.exporting.addresses import place_of
from khien.portal.exporting.site import NotASite, write_site
from khien.portal.services import microsites as sites
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
OLD = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Requests in the process do not close the test's own connection, as with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Nothing: the test says what went wrong."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "trang").mkdir()
    serving = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "trang")))
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()
    thread.join()


def get(address: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(address) as answer:  # our own server on loopback
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, b""


def crawl(base: str) -> tuple[dict[str, bytes], list[str]]:
    """(path → body of every page that links reach, broken links)."""
    waiting, bodies, broken = ["/"], dict[str, bytes](), []
    while waiting:
        path = waiting.pop()
        if path in bodies:
            continue
        status, body = get(f"{base}{path}")
        if status != 200:
            broken.append(path)
        bodies[path] = body
        if not path.endswith("/") or not body:
            continue
        tree = html.document_fromstring(body.decode())
        for node in tree.iter("a", "link", "script", "img", "iframe"):
            link = node.get("href") or node.get("src") or ""
            whole = urlsplit(urljoin(f"{base}{path}", link))
            if link and f"{whole.scheme}://{whole.netloc}" == base:
                waiting.append(whole.path)
    return bodies, broken


@pytest.mark.usefixtures("texts")
def test_the_folder_stands_alone(cast: Cast, tmp_path: Path, server: str) -> None:
    hoa = cast.actor("standing_office")
    row = sites.open_site(hoa, cast.units.commune, slug="xa-an-hoa", name="Xã An Hòa", at=AT)
    sites.switch_site(hoa, row, shown=True, host="", revision=row.revision, at=AT)
    folder = tmp_path / "trang"
    outcome = write_site(folder, base_url=server, progress=lambda *_told: None)
    # The starter's texts link to others that nobody has published here: their words stay, the links do not.
    assert [line for line in outcome.broken if "/tai-lieu/" not in line] == []

    bodies, broken = crawl(server)
    assert broken == []
    reached = {"/tai-lieu/cong-an-gia-goi-dien/", "/nguon-tin/tat-ca.rss", "/lich-su-kien/lich.ics", "/en/"}
    assert reached <= set(bodies)
    for name in ("404.html", "robots.txt", "sitemap.xml", "manifest.webmanifest", "sw.js", "don-vi/xa-an-hoa/index.html",
                 "nhung/cong-an-gia-goi-dien/index.html", "don-vi/xa-an-hoa/nguon-tin.rss"):  # fmt: skip
        assert (folder / name).is_file(), name

    texts = [
        path
        for path in folder.rglob("*")
        if path.suffix in {".html", ".xml", ".json", ".rss", ".atom", ".txt", ".ics", ".js"}
    ]
    naming = [str(path) for path in texts if OLD in path.read_text("utf-8")]
    assert naming == []
    forms = [
        path
        for path, body in bodies.items()
        if b'method="post"' in body or b"/huu-ich/" in body or b"/lam-viec/" in body
    ]
    assert [path for path in forms if not path.endswith(".txt")] == []


@pytest.mark.usefixtures("texts")
def test_feeds_maps_and_the_search_index_parse(tmp_path: Path) -> None:
    folder = tmp_path / "trang"
    write_site(folder, base_url="https://antoan.anbinh.example/vui", progress=lambda *_told: None)
    for name in ("nguon-tin/tat-ca.rss", "nguon-tin/tat-ca.atom", "sitemap.xml"):
        etree.fromstring((folder / name).read_bytes())
    items = json.loads((folder / "nguon-tin/tat-ca.json").read_bytes())["items"]
    assert items[0]["url"].startswith("https://antoan.anbinh.example/vui/tai-lieu/")
    rows = json.loads((folder / "tim-kiem/index.json").read_bytes())
    assert any(row["u"] == "/vui/tai-lieu/cong-an-gia-goi-dien/" and "cong an" in row["w"] for row in rows)
    page = (folder / "index.html").read_text("utf-8")
    assert 'href="/tai-lieu/' not in page
    assert 'href="/vui/' in page
    assert '"/static/' not in (folder / "sw.js").read_text("utf-8")
    assert json.loads((folder / "manifest.webmanifest").read_bytes())["start_url"] == "/vui/"

    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    again = write_site(folder, base_url="https://antoan.anbinh.example/vui", progress=lambda *_told: None)
    assert (again.written, again.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()} == times


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thu.txt").write_text("của tôi")
    with pytest.raises(NotASite):
        write_site(tmp_path, base_url="https://x.example", progress=lambda *_told: None)
    assert [path.name for path in tmp_path.iterdir()] == ["thu.txt"]


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/tai-lieu/?trang=2", "tai-lieu/_/trang-2/index.html"),
        ("/lich-su-kien/lich.ics", "lich-su-kien/lich.ics"),
        ("/en", "en/index.html"),
        ("/tim-kiem/?q=abc", "tim-kiem/index.html"),
        ("/tai-lieu/?trang=../../etc", "tai-lieu/_/trang--etc/index.html"),
    ],
)
def test_where_an_address_stands_in_the_folder(address: str, file: str) -> None:
    place = place_of(address)
    assert place is not None
    assert place.file == file


@pytest.mark.parametrize(
    "address",
    ["/lam-viec/", "/soan-thao/x/", "/../etc/passwd", "//evil.example/", "/tai-lieu/?x=1", "/en/tai-khoan/"],
)
def test_what_only_the_live_site_can_do_has_no_file(address: str) -> None:
    assert place_of(address) is None
