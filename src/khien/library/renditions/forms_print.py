"""Forms on paper and on screens: posters, leaflets, notices, social cards, documents, slides, books."""

from __future__ import annotations

from khien.library.renditions.made import Form, FormOption, Group
from khien.library.rules.kinds import MaterialKind

COLOURS = FormOption("colour", ("unit", "red", "amber", "paper"))
BLEED = FormOption("bleed", ("none", "3mm"))  # 3mm: with bleed and crop marks, for a print shop
_SPOKEN = frozenset({MaterialKind.SMS})
_PRINTED = frozenset(MaterialKind) - _SPOKEN

PRINT_FORMS: tuple[Form, ...] = (
    Form(
        "poster",
        Group.PRINT,
        "posters:poster",
        (
            FormOption("template", ("bold", "signs", "talk", "plain", "picture")),
            FormOption("size", ("a4", "a3")),
            COLOURS,
            BLEED,
        ),
        _PRINTED,
    ),
    Form(
        "leaflet",
        Group.PRINT,
        "posters:leaflet",
        (FormOption("template", ("a5", "trifold")), COLOURS, BLEED),
        _PRINTED,
    ),
    Form(
        "notice",
        Group.PRINT,
        "posters:notice",
        (FormOption("template", ("board", "tent")), COLOURS, BLEED),
        _PRINTED,
    ),
    Form(
        "card",
        Group.PICTURE,
        "cards:card",
        (FormOption("shape", ("square", "tall", "wide")), COLOURS),
    ),
    Form("document", Group.PRINT, "documents:document", (COLOURS,)),
    Form("slides", Group.SLIDES, "slides:slides", (FormOption("colour", ("unit", "red", "paper")),)),
    Form("epub", Group.BOOK, "epub:epub"),
)
