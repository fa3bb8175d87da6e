"""What a published edition says on each channel: proposals that campaigns start from, word for word as approved.

Refuses drafts, and to shorten in silence: `shortened` names the forms that leave something out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Max, QuerySet

from khien.base.errors import Missing
from khien.base.typed import uuid_of
from khien.library.models import Edition
from khien.library.renditions.mail import letter
from khien.library.rules.posts import LONG, SHORT, post
from khien.library.rules.radio import script
from khien.library.rules.sms import fitting
from khien.library.selectors.brands import brand_of
from khien.library.selectors.content import edition_content

RADIO_SECONDS = 60


@dataclass(frozen=True, slots=True)
class EditionTexts:
    """`sms_plain` is without marks; `newest`: whether no later edition is out; `address` of the page."""

    edition_id: int
    material_uuid: str
    title: str
    summary: str
    version: int
    newest: bool
    language: str
    address: str
    sms: str
    sms_plain: str
    short_post: str
    long_post: str
    mail_subject: str
    mail_text: str
    mail_html: str
    radio: str
    shortened: frozenset[str]


def texts_of(edition_id: int, *, unit_id: int | None) -> EditionTexts:
    """In the name of the unit. Raises Missing for an edition that is not out (any more)."""
    edition = _out().filter(pk=edition_id).first()
    if edition is None:
        raise Missing
    content = edition_content(edition)
    brand = replace(brand_of(unit_id), logo=b"")  # a campaign's mail carries no files
    messages = fitting(content)
    marked = next((one for one in messages if one.marked), None)
    plain = next((one for one in messages if not one.marked), None)
    short, long = post(content, brand, at_most=SHORT), post(content, brand, at_most=LONG)
    mail = letter(content, brand)
    cut = {"sms": bool(marked and marked.shortened), "short_post": short.shortened, "mail": mail.shortened}
    newest = Edition.objects.filter(material_id=edition.material_id).aggregate(top=Max("number"))["top"]
    return EditionTexts(
        edition.pk,
        str(edition.material.uuid),
        content.title,
        content.summary,
        edition.number,
        edition.number == newest,
        content.language,
        content.address,
        marked.text if marked else "",
        plain.text if plain else "",
        short.text,
        long.text,
        mail.subject,
        mail.text,
        mail.html,
        script(content, brand, slot=RADIO_SECONDS).text,
        frozenset(code for code, shortened in cut.items() if shortened),
    )


def newest_edition(material_uuid: str) -> int:
    """The id of what is out now. Raises Missing."""
    found = _out().filter(material__uuid=uuid_of(material_uuid)).order_by("-number").first()
    if found is None:
        raise Missing
    return int(found.pk)


def edition_titles(edition_ids: set[int]) -> dict[int, tuple[str, int]]:
    """Edition → (title of its material, number). One query; for lists."""
    rows = Edition.objects.filter(pk__in=edition_ids).values_list("pk", "material__title", "number")
    return {pk: (title, number) for pk, title, number in rows}


def _out() -> QuerySet[Edition]:
    return Edition.objects.select_related("material").filter(
        material__live=True, material__deleted_at__isnull=True
    )
