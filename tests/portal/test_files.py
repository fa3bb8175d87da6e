"""Files of a published text are there for everybody; a unit's own file, an old one and a draft's are not."""

from __future__ import annotations

import io

import pytest
from django.test import Client

from khien.base.files import keep
from khien.library.errors import NotYours
from khien.library.models import Edition, Material, RenditionFile
from khien.library.rules.content import Brand
from khien.library.rules.starter import starter_texts
from khien.library.services.renditions import wanted_key
from khien.library.services.starter import load_starter
from tests.people import AT, Cast

pytestmark = pytest.mark.django_db
SLUG = "cong-an-gia-goi-dien"


@pytest.fixture
def edition(cast: Cast) -> Edition:
    texts = [text for text in starter_texts() if text.slug == SLUG]
    load_starter(
        cast.actor("editor"),
        cast.units.department,
        at=AT,
        approver=cast.actor("approver"),
        basis="Kế hoạch 05/KH-UBND",
        texts=texts,
    )
    return Edition.objects.get(material__web_slug=SLUG)


def _file(edition: Edition, form: str, *, unit_id: int | None = None) -> RenditionFile:
    stored = keep(
        io.BytesIO(b"%PDF-1.7 " + form.encode()), name="a.pdf", limit_bytes=99, at=AT, made_here=True
    )
    return RenditionFile.objects.create(
        edition=edition,
        unit_id=unit_id,
        form=form,
        wanted_key=wanted_key(form, {"unit": str(unit_id)}, Brand("x")),
        state="ready",
        stored=stored,
        filename="cong-an-gia.pdf",
        facts={"pages": 1},
        asked_at=AT,
    )


def test_mr_ba_finds_the_poster_on_the_page_and_takes_it(edition: Edition, client: Client) -> None:
    file = _file(edition, "poster")
    page = client.get(f"/tai-lieu/{SLUG}/").content.decode()
    address = f"/tep-tai-lieu/{file.uuid}/cong-an-gia.pdf"
    assert address in page
    taken = client.get(address)
    assert taken.status_code == 200
    assert b"".join(taken.streaming_content).startswith(b"%PDF")


def test_a_units_own_file_is_not_for_everybody(edition: Edition, client: Client, cast: Cast) -> None:
    file = _file(edition, "poster", unit_id=cast.units.commune)
    assert str(file.uuid) not in client.get(f"/tai-lieu/{SLUG}/").content.decode()
    assert client.get(f"/tep-tai-lieu/{file.uuid}/x.pdf").status_code == 404


def test_what_was_taken_down_or_replaced_is_no_longer_handed_out(edition: Edition, client: Client) -> None:
    file = _file(edition, "document")
    Material.objects.filter(pk=edition.material_id).update(version=2)
    assert client.get(f"/tep-tai-lieu/{file.uuid}/x.pdf").status_code == 404
    Material.objects.filter(pk=edition.material_id).update(version=1, live=False)
    assert client.get(f"/tep-tai-lieu/{file.uuid}/x.pdf").status_code == 404


def test_the_writer_cannot_be_her_own_approver_even_in_the_starter(cast: Cast) -> None:
    texts = [text for text in starter_texts() if text.slug == "boi-toan-cung-giai-han-qua-mang"]
    with pytest.raises(NotYours):
        load_starter(
            cast.actor("editor"),
            cast.units.department,
            at=AT,
            approver=cast.actor("editor"),
            basis="x",
            texts=texts,
        )
