"""Fields of the ledger's forms: a day as people write it, money, a unit by name, links, audiences and products in rows.

They check what was typed and nothing else. A value that cannot be read is kept as typed and told at its field.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from khien.base.errors import Missing
from khien.base.numbers import parse_count
from khien.base.typed import uuid_of
from khien.orgs import api as orgs
from khien.programme.rules.activity import MOST_PRODUCTS, Product, Reach
from khien.programme.rules.ledger import Audience, Basis

MOST_LINKS = 10
LONGEST_LINK = 1000


class LinksField(forms.CharField):
    """Addresses, one a line, http or https only. Cleans to a list."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": 2, "inputmode": "url", "placeholder": "https://"})
        super().__init__(max_length=MOST_LINKS * (LONGEST_LINK + 2), widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = list(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))
        if len(lines) > MOST_LINKS:
            raise forms.ValidationError(_("At most 10 links. Add the others later."))
        return [_address(line) for line in lines]


def _address(line: str) -> str:
    text = line if "://" in line else f"https://{line}"
    try:
        parts = urlsplit(text)
        sane = (
            parts.scheme in {"http", "https"}
            and "." in (parts.hostname or "")
            and not set(text) & set(' "<>')
        )
    except ValueError:
        sane = False
    if not sane or len(text) > LONGEST_LINK:
        raise forms.ValidationError(
            _("“%(line)s” is no web address. Copy it whole, beginning with https://."),
            params={"line": line[:80]},
        )
    return text


class UnitNameField(forms.CharField):
    """A unit by id, code or name. Cleans to a UnitCard, or None when empty. `on`: the day names mean units of."""

    on: dt.date

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return unit_named(text, on=self.on) if text else None


def unit_named(text: str, *, on: dt.date) -> orgs.UnitCard:
    """The one unit meant. Raises ValidationError with the likeliest ones."""
    try:
        return orgs.unit(orgs.unit_id_of(str(uuid_of(text))))
    except Missing:
        pass
    return orgs.unit_meant(text, on=on)


class Rows(forms.Widget):
    """A widget that gathers several controls: the template draws them by hand."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, list[str]]:
        listed = data.getlist if hasattr(data, "getlist") else lambda key: data.get(key, [])
        return {key: [str(value) for value in listed(key)] for key in self.names}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


def _number(text: str) -> int | None:
    try:
        return parse_count(text)
    except ValueError:
        raise forms.ValidationError(
            _("“%(text)s” cannot be read as a number. Write digits only, like 200 or 1.200."),
            params={"text": text[:40]},
        ) from None


class ReachField(forms.Field):
    """Audiences chosen by chips; of each: how many people, how that was come by, and for an estimate from – to."""

    PARTS = ("people", "basis", "low", "high")

    def __init__(self, **kwargs: Any) -> None:
        names = ["audience", *(f"{part}_{who.value}" for who in Audience for part in self.PARTS)]
        super().__init__(required=False, widget=Rows(names), **kwargs)

    def clean(self, value: Any) -> Any:
        chosen = [who for who in Audience if who.value in value.get("audience", [])]
        return tuple(self._line(who, value) for who in chosen)

    def _line(self, who: Audience, value: Mapping[str, list[str]]) -> Reach:
        def one(part: str) -> str:
            return (value.get(f"{part}_{who.value}") or [""])[0].strip()

        people = _number(one("people"))
        if people is None:
            raise forms.ValidationError(_("Say how many people of each audience you chose."))
        basis = Basis(one("basis")) if one("basis") in set(Basis) else Basis.COUNTED
        bounded = basis in (Basis.ESTIMATED, Basis.SURVEYED)
        low, high = (_number(one("low")), _number(one("high"))) if bounded else (None, None)
        return Reach(who, people, basis, low, high)


def reach_data(reach: Sequence[Reach]) -> dict[str, list[str]]:
    """The rows as the widget would send them: what a correction starts from."""
    data: dict[str, list[str]] = {"audience": [line.audience.value for line in reach]}
    for line in reach:
        who = line.audience.value
        data[f"people_{who}"] = [str(line.people)]
        data[f"basis_{who}"] = [line.basis.value]
        data[f"low_{who}"] = ["" if line.low is None else str(line.low)]
        data[f"high_{who}"] = ["" if line.high is None else str(line.high)]
    return data


class ProductsField(forms.Field):
    """Rows of a product's name and how many. Rows without a name are left out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=Rows(["product", "quantity"]), **kwargs)

    def clean(self, value: Any) -> Any:
        names, amounts = value.get("product", []), value.get("quantity", [])
        found = []
        for number, name in enumerate(names[: MOST_PRODUCTS + 1]):
            text = amounts[number].strip() if number < len(amounts) else ""
            amount = _number(text)
            if not name.strip():
                continue
            if len(name.strip()) > 200:
                raise forms.ValidationError(_("The name of a product is too long. Shorten it."))
            found.append(Product(name.strip(), 1 if amount is None else amount))
        return tuple(found)


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.Field):
    """Files as sent; what they are is found out by their content, later."""

    def __init__(self, *, accept: str, most: int, capture: bool = False, **kwargs: Any) -> None:
        attrs = {"accept": accept, "multiple": True}
        super().__init__(required=False, widget=ManyFiles(attrs), **kwargs)
        self.most = most

    def clean(self, value: Any) -> Any:
        if len(value) > self.most:
            raise forms.ValidationError(
                _("At most %(most)s at a time. Record first, then add the others."),
                params={"most": self.most},
            )
        return list(value)
