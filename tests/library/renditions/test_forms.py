"""Forms are cheap to list, clear about their choices, and every one of them can make its file."""

from __future__ import annotations

import subprocess
import sys

import pytest

from khien.library.renditions.book import BOOK_FORMS
from khien.library.renditions.errors import BadChoice, NotMade
from khien.library.renditions.forms import FORMS
from khien.library.renditions.made import loaded
from khien.library.rules.kinds import MaterialKind
from tests.library.renditions.samples import BRAND, ORDINARY, pictures


def test_listing_the_forms_loads_no_heavy_library() -> None:
    heavy = ("typst", "pptx", "PIL", "segno", "fontTools", "pypdfium2", "django")
    code = (
        "import sys; import khien.library.renditions.forms, khien.library.renditions.book;"
        f"print([n for n in {heavy} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("form", [*FORMS.values(), *BOOK_FORMS.values()], ids=lambda form: form.code)
def test_every_form_has_a_maker_and_choices_that_differ(form) -> None:
    assert callable(loaded(form.maker))
    for option in form.options:
        assert len(set(option.choices)) == len(option.choices) > 1


@pytest.mark.parametrize(
    "options", [{"template": "huge"}, {"paper": "a4"}, {"colour": "x" * 500}, {"bleed": "5mm"}]
)
def test_a_choice_that_is_not_offered_is_refused_clearly(options: dict[str, str]) -> None:
    with pytest.raises(BadChoice) as refused:
        FORMS["poster"].make(ORDINARY, BRAND, options, pictures)
    assert isinstance(refused.value, NotMade)
    assert isinstance(refused.value, ValueError)
    assert refused.value.code == "bad_choice"
    assert len(str(refused.value)) < 250


def test_an_empty_choice_means_the_first() -> None:
    assert FORMS["poster"].chosen({"size": ""})["size"] == "a4"


def test_a_text_message_is_no_poster_but_may_be_a_card() -> None:
    assert not FORMS["poster"].suits(MaterialKind.SMS)
    assert FORMS["card"].suits(MaterialKind.SMS)
