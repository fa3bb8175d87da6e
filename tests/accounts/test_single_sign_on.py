"""Single sign-on against a stand-in server on this machine: it opens accounts that exist and makes none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from khien.accounts.models import User
from khien.orgs.api import Role
from khien.project.environment import Misconfigured
from khien.project.single_sign_on import form_targets, single_sign_on
from tests.people import Units, officer

LOGIN = "/tai-khoan/sso/oidc/sso/login/"


class StandIn(HTTPServer):
    """An identity server that believes everybody and says `claims` about her."""

    claims: dict[str, object] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answers(BaseHTTPRequestHandler):
    server: StandIn

    def do_GET(self) -> None:
        url = self.server.url
        said: dict[str, object] = {
            "/.well-known/openid-configuration": {
                "issuer": url,
                "authorization_endpoint": f"{url}/authorize",
                "token_endpoint": f"{url}/token",
                "userinfo_endpoint": f"{url}/userinfo",
                "jwks_uri": f"{url}/jwks",
            },
            "/userinfo": self.server.claims,
        }
        self._send(said.get(urlsplit(self.path).path, {}))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._send({"access_token": "token", "token_type": "Bearer"})

    def _send(self, said: object) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def server(settings: Settings) -> Iterator[StandIn]:
    server = StandIn(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SOCIALACCOUNT_PROVIDERS = single_sign_on(
        name="SSO tỉnh An Bình", server_url=server.url, client_id="khien", secret="secret"
    )
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def mai(units: Units) -> User:
    user = officer("Lê Thị Mai", Role.FOCAL_OFFICER, units.commune, sign_in_name="mai.lt")
    user.email = "mai@anbinh.example"
    user.save()
    user.emailaddress_set.create(email=user.email, primary=True, verified=True)
    return user


def come_through(client: Client, server: StandIn, **claims: object) -> str:
    """Go to the server and come back; where one ends."""
    server.claims = {"sub": "77", "name": "Mai", **claims}
    away = client.post(LOGIN)
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    back = client.get(f"{LOGIN}callback/", {"code": "code", "state": state}, follow=True)
    return str(back.request["PATH_INFO"])


def test_the_sign_in_page_offers_it_only_when_it_is_there(db: None, client: Client, server: StandIn) -> None:
    assert "Đăng nhập bằng SSO tỉnh An Bình" in client.get("/tai-khoan/dang-nhap/").content.decode()


def test_the_commune_officer_comes_in_with_her_confirmed_address(
    mai: User, client: Client, server: StandIn
) -> None:
    ended = come_through(client, server, email="Mai@anbinh.example", email_verified=True)
    assert ended == "/lam-viec/viec/"
    assert client.session["_auth_user_id"] == str(mai.pk)
    again = Client()
    assert (
        come_through(again, server, email="moved@elsewhere.example", email_verified=True) == "/lam-viec/viec/"
    )


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@anbinh.example", "email_verified": True},
        {"email": "mai@anbinh.example", "email_verified": False},
        {},
    ],
)
def test_a_stranger_and_an_unconfirmed_address_open_nothing(
    mai: User, client: Client, server: StandIn, claims: dict[str, object]
) -> None:
    come_through(client, server, **claims)
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == 1


def test_the_content_policy_lets_the_form_go_there_and_nowhere_else() -> None:
    assert form_targets("https://sso.example:8443/realms/tinh") == ["https://sso.example:8443"]
    assert form_targets("") == []


def test_half_a_configuration_stops_the_start() -> None:
    assert single_sign_on(name="x", server_url="", client_id="", secret="") == {}
    with pytest.raises(Misconfigured) as stopped:
        single_sign_on(name="x", server_url="https://sso.example", client_id="khien", secret="")
    assert "KHIEN_OIDC_SECRET" in str(stopped.value)
