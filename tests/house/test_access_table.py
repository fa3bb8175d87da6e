"""One table: every staff route, who may open it. A route that is missing from it fails."""

from __future__ import annotations

import importlib
import pkgutil

from django.urls import URLPattern, URLResolver, get_resolver

import tests.access

STAFF = "lam-viec/"


def _routes(resolver: URLResolver, prefix: str = "", space: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found |= _routes(entry, route, inner)
        elif isinstance(entry, URLPattern):
            found[f"{space}{entry.name}"] = route
    return found


def test_every_staff_route_stands_in_the_access_table() -> None:
    staff = {name for name, route in _routes(get_resolver()).items() if route.startswith(STAFF)}
    listed: set[str] = set()
    for module in pkgutil.iter_modules(tests.access.__path__):
        rows = getattr(importlib.import_module(f"tests.access.{module.name}"), "ROWS", {})
        listed |= set(rows)
    assert staff - listed == set(), "add these routes to tests/access/<app>.py"
    assert listed - staff == set(), "these rows name no route any more"
