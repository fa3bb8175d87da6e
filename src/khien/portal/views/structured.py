"""What a page tells machines about itself: schema.org as JSON-LD. Data only; browsers run nothing of it."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from khien.library.api import content
from khien.portal.selectors.reading import Reading

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_json_ld(data: dict[str, Any]) -> SafeString:
    """Safe inside a data block: no tag can end it early."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))  # noqa: S308


def described(found: Reading, address: str) -> SafeString:
    """Article, with HowTo steps as its parts."""
    text = found.content
    data: dict[str, Any] = {
        "@type": "Article",
        "headline": text.title,
        "description": text.summary,
        "inLanguage": text.language,
        "url": address,
        "datePublished": found.material.card.published_at.date().isoformat(),
        "dateModified": found.material.card.changed_at.date().isoformat(),
        "publisher": {"@type": "GovernmentOrganization", "name": text.unit_name or settings.KHIEN_NAME},
        "isAccessibleForFree": True,
        "keywords": [name for _code, name in text.topics],
    }
    steps = [step for block in text.blocks if isinstance(block, content.Steps) for step in block.steps]
    if steps:
        data["hasPart"] = {
            "@type": "HowTo",
            "name": text.title,
            "step": [
                {"@type": "HowToStep", "name": step.title, "text": step.text or step.title} for step in steps
            ],
        }
    return as_json_ld(data)
