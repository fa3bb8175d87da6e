"""A real browser for stories: Chromium of this machine against a live server, at desk and at phone width.

Every page that a story opens is watched: a breach of the content policy, an error in a script or a request to
another host fails the story. `axe(page)` holds WCAG 2.2 AA. KHIEN_SCREENSHOTS names a folder that `shot` fills.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tools import foreign_messages, messages

CHROMIUM = Path(os.environ.get("KHIEN_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NO_BROWSER = "Chromium is not on this machine: tools/install_system_packages.sh installs it"
NO_ASSETS = "the front end is not built: make setup builds it"
POLICY = re.compile("Content Security Policy|Refused to", re.IGNORECASE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)


@dataclass
class Watch:
    """What went wrong on the pages of one story."""

    host: str
    breaches: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        if POLICY.search(message.text):
            self.breaches.append(message.text)

    def on_error(self, error: Exception) -> None:
        self.breaches.append(f"script: {error}")

    def on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.breaches.append(f"another host: {request.url}")

    def follow(self, page: Page) -> None:
        page.on("console", self.on_console)
        page.on("pageerror", self.on_error)
        page.on("request", self.on_request)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; playwright keeps an event loop in this thread, so Django is told not to mind."""
    missing = "" if CHROMIUM.is_file() else NO_BROWSER
    missing = missing or ("" if (Path(settings.ASSETS) / "web" / "khien.css").is_file() else NO_ASSETS)
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    messages.compile_all()
    foreign_messages.compile_all()
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()
    patch.undo()


@pytest.fixture
def open_context(browser: Browser, live_server: Any) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser windows with nothing remembered; fails the story at its end if a page misbehaved."""
    watch = Watch(host=urlsplit(live_server.url).netloc)
    made: list[BrowserContext] = []

    def make(viewport: dict[str, int], **more: Any) -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=viewport,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(15_000)
        context.on("page", watch.follow)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert watch.breaches == []


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A window on a desk, 1280 px."""
    return open_context(DESK).new_page()


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    """A window on a phone, 390 px, with a finger."""
    return open_context(PHONE, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that a page has no violation of WCAG 2.2 AA nor of axe's good practice."""

    def check(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": AA}})
        told = [
            f"{violation['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert told == []

    return check


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keeps a picture of the page when KHIEN_SCREENSHOTS names a folder."""

    def take(page: Page, name: str) -> None:
        folder = os.environ.get("KHIEN_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True, caret="initial")

    return take


@pytest.fixture
def choose(live_server: Any) -> Callable[..., None]:
    """Sets what the appearance form would: choose(page, theme="dark", language="en")."""

    def apply(page: Page, **choices: str) -> None:
        names = {"language": settings.LANGUAGE_COOKIE_NAME}
        for key, value in choices.items():
            name = names.get(key, f"khien_{key}")
            page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])

    return apply


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], None]:
    """Lets a page act as a user without the sign-in form; stories about signing in use the form instead."""

    def apply(page: Page, user: Any) -> None:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}]
        )

    return apply
