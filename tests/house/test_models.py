"""What every table must say of itself."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

OURS = [model for model in apps.get_models() if model.__module__.startswith("khien.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_model_says_which_personal_data_it_holds(model: type[models.Model]) -> None:
    said = " ".join((model.__doc__ or "").split()).lower()
    assert "personal data" in said, "say which personal data it holds until when, or 'No personal data'"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_model_says_what_it_is_not_for(model: type[models.Model]) -> None:
    said = " ".join((model.__doc__ or "").split()).lower()
    assert " not " in f" {said} " or "never" in said, "say what this table must not be used for"
