"""OpenID Connect, when KHIEN_OIDC_URL names a server; nothing otherwise. Refuses half a configuration."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from khien.project.environment import Misconfigured


def single_sign_on(*, name: str, server_url: str, client_id: str, secret: str) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS for one server; empty without one."""
    if not server_url:
        return {}
    if not client_id or not secret:
        raise Misconfigured(
            "KHIEN_OIDC_URL cần thêm KHIEN_OIDC_CLIENT_ID và KHIEN_OIDC_SECRET (hoặc KHIEN_OIDC_SECRET_FILE)."
        )
    app = {
        "provider_id": "sso",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": server_url, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}


def form_targets(server_url: str) -> list[str]:
    """Where a sign-in form may send the browser on to, for the content policy: the server's origin."""
    parts = urlsplit(server_url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
