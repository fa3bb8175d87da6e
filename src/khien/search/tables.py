"""The tables of search: synonyms, and what was looked for in vain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khien.base.text import fold
from khien.search.models import SynonymSet
from khien.search.selectors.pages import EmptyLine
from khien.web.tables import Column, Empty, Table

MOST_LOOKED_THROUGH = 5000


def _holding(rows: QuerySet[SynonymSet], text: str) -> Any:
    """Sets with the text in any of their phrases, marks or not."""
    wanted = fold(text)
    ids = [pk for pk, words in rows.values_list("pk", "words")[:MOST_LOOKED_THROUGH] if wanted in fold(words)]
    return rows.filter(pk__in=ids)


def synonym_table(*, writes: bool) -> Table[SynonymSet]:
    return Table(
        code="tu-dong-nghia",
        caption=_("Sets of synonyms"),
        columns=[
            Column(
                code="ten", label=_("Set"), value=str, sort="words", head=True, fixed=True,
                link=lambda s: reverse("search:change", args=[s.uuid]) if writes else None,
            ),
            Column(code="tu", label=_("Words that mean the same"), value=lambda s: ", ".join(s.phrases[1:]), css="wide"),
            Column(code="vi-sao", label=_("Why"), value=lambda s: s.note, shown=False),
            Column(code="nguoi", label=_("Changed by"), value=lambda s: s.changed_by, shown=False),
            Column(code="ngay", label=_("Changed on"), value=lambda s: s.changed_at, kind="date", sort="changed_at"),
        ],
        search=_holding,
        search_label=_("Any of the words, with or without marks"),
        empty=Empty(
            title=_("No synonyms yet"),
            text=_("Without them, people find only the words an editor wrote."),
            href=reverse("search:add") if writes else "",
            action=_("Add a set") if writes else "",
        ),
        sort="ten",
    )  # fmt: skip


def empty_table(writing: Callable[[str], Iterable[tuple[object, str]]]) -> Table[EmptyLine]:
    """`writing`: what can be done about a text, as (words, address) pairs."""

    def acts(line: EmptyLine) -> SafeString:
        links = [(address, gettext(str(words))) for words, address in writing(line.text)]
        return format_html(
            '<div class="line">{}</div>',
            format_html_join(" ", '<a class="btn btn-sm" href="{}">{}</a>', links),
        )

    return Table(
        code="tim-khong-thay",
        caption=_("Searches that found nothing"),
        columns=[
            Column(
                code="tu", label=_("What was looked for"), value=lambda e: e.text, sort=lambda e: e.text, head=True,
                fixed=True, link=lambda e: f"{reverse('search:try')}?{urlencode({'q': e.text})}",
            ),
            Column(code="lan", label=_("Times"), value=lambda e: e.times, kind="number", sort=lambda e: e.times),
            Column(code="ngay", label=_("Days with it"), value=lambda e: e.days, kind="number", sort=lambda e: e.days, shown=False),
            Column(code="gan-nhat", label=_("Last"), value=lambda e: e.last, kind="date", sort=lambda e: e.last),
            Column(code="viec", label=_("What to do"), value=lambda _line: "", html=acts),
        ],
        search=lambda rows, text: [row for row in rows if fold(text) in row.text],
        search_label=_("Words of the search"),
        empty=Empty(
            title=_("Nothing was looked for in vain"),
            text=_("What people look for and do not find will stand here, without who they are."),
        ),
        sort="-lan",
    )  # fmt: skip
