"""Bodies of Zalo's messages. Pure."""

from __future__ import annotations

from typing import Any

from khien.channels.transports.contract import Parcel

LONGEST = 2000
LONGEST_HEADER = 100
LONGEST_PART = 1000
KINDS = ("cs", "transaction", "promotion")


def to_follower(parcel: Parcel, kind: str) -> dict[str, Any]:
    """`cs`: plain text. The others: a header, the text in parts, a button that leads to the link."""
    if kind == "cs":
        return {"recipient": {"user_id": parcel.to}, "message": {"text": parcel.text}}
    header = (parcel.subject or parcel.text.partition("\n")[0])[:LONGEST_HEADER]
    texts = [parcel.text[i : i + LONGEST_PART] for i in range(0, len(parcel.text), LONGEST_PART)]
    payload: dict[str, Any] = {
        "template_type": "promotion"
        if kind == "promotion"
        else parcel.extra.get("template_type", "transaction_event"),
        "language": "EN" if parcel.language == "en" else "VI",
        "elements": [
            {"type": "header", "content": header, "align": "left"},
            *({"type": "text", "content": text, "align": "left"} for text in texts),
        ],
    }
    if parcel.link:
        title = "Read on" if parcel.language == "en" else "Xem hướng dẫn"
        payload["buttons"] = [{"title": title, "type": "oa.open.url", "payload": {"url": parcel.link}}]
    return {
        "recipient": {"user_id": parcel.to},
        "message": {"attachment": {"type": "template", "payload": payload}},
    }


def zns(parcel: Parcel) -> dict[str, Any]:
    """By an approved template; `tracking_id` is our reference and comes back with the receipt."""
    return {
        "phone": parcel.to.removeprefix("+"),
        "template_id": str(parcel.extra.get("template_id", "")),
        "template_data": {str(k): str(v) for k, v in dict(parcel.extra.get("params", {})).items()},
        "tracking_id": parcel.ref,
    }


def article(parcel: Parcel, *, cover: str, author: str) -> dict[str, Any]:
    """An article of text paragraphs; the link stands last, as text that can be tapped."""
    paragraphs = [line.strip() for line in parcel.text.splitlines() if line.strip()]
    if parcel.link and parcel.link not in parcel.text:
        paragraphs.append(parcel.link)
    title = (parcel.subject or (paragraphs or [""])[0])[:150]
    return {
        "type": "normal",
        "title": title,
        "author": author[:50],
        "cover": {"cover_type": "photo", "photo_url": cover, "status": "show"},
        "description": (paragraphs or [title])[0][:300],
        "body": [{"type": "text", "content": text} for text in paragraphs],
        "status": "show",
        "comment": "hide",
    }


def broadcast(article_id: str) -> dict[str, Any]:
    element = {"media_type": "article", "attachment_id": article_id}
    payload = {"template_type": "media", "elements": [element]}
    return {
        "recipient": {"target": {}},
        "message": {"attachment": {"type": "template", "payload": payload}},
    }
