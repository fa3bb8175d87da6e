"""Templates of requests and reading of answers. Pure: no network.

A template is JSON; every string in it may hold {to}, {text}, {ref}, {brand}, {user}, {secret}, {callback}. A place in
an answer is written with dots: "data.0.id".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

NAMES = frozenset({"to", "text", "ref", "brand", "user", "secret", "callback"})
_NAME = re.compile(r"\{(\w+)\}")
_DEEPEST = 6


def template(text: str) -> Any:
    """Raises ValueError for what is no JSON object or names something unknown."""
    made = json.loads(text)
    if not isinstance(made, dict) or not made:
        raise ValueError("not an object")
    unknown = set(_NAME.findall(text)) - NAMES
    if unknown:
        raise ValueError(", ".join(sorted(unknown)))
    return made


def filled(made: Any, values: Mapping[str, str]) -> Any:
    """Values go into strings only: no text of ours can change the shape of the request."""
    if isinstance(made, str):
        return _NAME.sub(lambda found: values.get(found.group(1), found.group(0)), made)
    if isinstance(made, dict):
        return {str(name): filled(value, values) for name, value in made.items()}
    if isinstance(made, list):
        return [filled(value, values) for value in made]
    return made


def flat(made: Any) -> dict[str, str]:
    """For a form or a query: names and texts."""
    return {str(name): value if isinstance(value, str) else json.dumps(value) for name, value in made.items()}


def parsed(body: bytes) -> Any:
    """JSON, else a form, else the plain text."""
    text = body.decode("utf-8", "replace").strip()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    pairs = (
        parse_qsl(text, keep_blank_values=True, max_num_fields=100)
        if "=" in text and "\n" not in text
        else []
    )
    return dict(pairs) if pairs else text


def at_place(answer: Any, place: str) -> str:
    """What stands there, as text; empty when nothing does. An empty place is the whole plain answer."""
    found = answer
    for step in place.split(".")[:_DEEPEST] if place else []:
        if isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        elif isinstance(found, dict) and step in found:
            found = found[step]
        else:
            return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    return str(found) if isinstance(found, str | int | float) else ""


def listed(text: object) -> frozenset[str]:
    """ "0, 100" """
    return frozenset(one.strip().lower() for one in str(text or "").split(",") if one.strip())


def among(value: str, listed_values: frozenset[str], *, begins: bool = False) -> bool:
    """`begins`: plain answers such as "0: Accepted for delivery"."""
    low = value.strip().lower()
    return low in listed_values or (begins and any(low.startswith(one) for one in listed_values))
