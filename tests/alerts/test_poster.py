"""The poster of a warning: one page in the house's design, with what to do and until when."""

from __future__ import annotations

import pypdfium2
import pytest

from khien.alerts.models import AlertPoster
from khien.alerts.services import posters
from khien.base import files
from tests.alerts.conftest import Writes
from tests.people import AT

pytestmark = pytest.mark.django_db


def test_it_says_what_to_do_and_until_when_and_is_made_once(send: Writes) -> None:
    alert = send()
    made = posters.make_poster(alert.pk, at=AT)
    assert made == posters.make_poster(alert.pk, at=AT)
    assert made is not None
    with files.open_kept(made.stored.sha256) as kept:
        pdf = pypdfium2.PdfDocument(kept.read())
    assert len(pdf) == 1
    text = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert "Cúp máy" in text
    assert "09:00 26/11/2026" in text
    assert str(alert.uuid) in text.replace(" ", "").replace("\u200b", "")


def test_a_drill_says_so_on_paper_and_a_draft_has_none(send: Writes, write: Writes) -> None:
    made = posters.make_poster(send(drill=True).pk, at=AT)
    assert made is not None
    with files.open_kept(made.stored.sha256) as kept:
        text = pypdfium2.PdfDocument(kept.read())[0].get_textpage().get_text_range()
    assert "DIỄN TẬP" in text
    assert posters.make_poster(write().pk, at=AT) is None
    assert AlertPoster.objects.count() == 1
