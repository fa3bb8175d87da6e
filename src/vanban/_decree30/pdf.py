"""Sets a composed document as PDF/A-2 through typst. Text travels as JSON values, so it can never be markup.

Uses only fonts it is given or that come inside the engine: the same document looks the same on every machine.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from vanban._decree30 import layout
from vanban._decree30.compose import Composition, GridBlock, Leaf
from vanban._decree30.document import OfficialDocument, Span
from vanban._decree30.figures import clean
from vanban._decree30.glyphs import printable_in
from vanban._errors import CannotWrite

FONTS_VARIABLE = "VANBAN_FONTS"
_HEADING_RANK = {"title": 1, "annex_title": 1, "part": 2, "section": 3, "clause_title": 4}


def pdf_bytes(document: OfficialDocument, composition: Composition, *, fonts: Path | None = None) -> bytes:
    """The PDF; the same document and fonts always give the same bytes."""
    folder = fonts or _folder_of_environment()
    on = document.issued
    day = (on.year, on.month, on.day) if on else (document.year or 2000, 1, 1)
    template = resources.files("vanban._decree30").joinpath("report.typ").read_bytes()
    data = printable_in(_data(document, composition, day, faces=_faces(folder)))
    try:
        compiler = typst.Compiler(
            template, font_paths=typst.Fonts(False, True, [str(folder)] if folder else [])
        )
        blob = compiler.compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime(*day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise CannotWrite("Không dựng được bản PDF. Số liệu vẫn còn nguyên.") from error
    if not isinstance(blob, bytes):
        raise CannotWrite("Không dựng được bản PDF.")
    return blob


def _folder_of_environment() -> Path | None:
    value = os.environ.get(FONTS_VARIABLE, "")
    return Path(value) if value and Path(value).is_dir() else None


def _faces(folder: Path | None) -> list[str]:
    """The face to set in, and the engine's own one for signs it lacks."""
    there = folder is not None and any(folder.glob(f"{layout.PDF_FACE}-*.ttf"))
    return [layout.PDF_FACE, layout.PDF_FALLBACK_FACE] if there else [layout.PDF_FALLBACK_FACE]


def _data(
    document: OfficialDocument, composition: Composition, day: tuple[int, int, int], *, faces: list[str]
) -> dict[str, Any]:
    return {
        "title": f"{document.kind}: {clean(document.title)}",
        "author": clean(document.issuing_body),
        "kind": document.kind,
        "date": day,
        "faces": faces,
        "layout": _layout(),
        "head": {
            "superior": composition.head.superior_body,
            "issuing": composition.head.issuing_lines,
            "number": composition.head.number,
            "abstract": composition.head.letter_abstract,
            "place_date": composition.head.place_date,
        },
        "body": _items(composition.body),
        "authority": composition.authority,
        "position": composition.position,
        "signer": composition.signer,
        "recipients": composition.recipients,
        "annexes": [{"landscape": leaf.landscape, "items": _items(leaf)} for leaf in composition.annexes],
    }


def _layout() -> dict[str, Any]:
    """The layout's numbers under the names the template uses (mm and pt as plain numbers)."""
    return {
        "page_width": layout.PAGE_WIDTH_MM,
        "page_height": layout.PAGE_HEIGHT_MM,
        "margin_top": layout.MARGIN_TOP_MM,
        "margin_bottom": layout.MARGIN_BOTTOM_MM,
        "margin_left": layout.MARGIN_LEFT_MM,
        "margin_right": layout.MARGIN_RIGHT_MM,
        "page_number": layout.PAGE_NUMBER_PT,
        "national": layout.NATIONAL_TITLE_PT,
        "national_text": layout.NATIONAL_TITLE,
        "motto": layout.MOTTO_PT,
        "motto_text": layout.MOTTO,
        "superior": layout.SUPERIOR_BODY_PT,
        "issuing": layout.ISSUING_BODY_PT,
        "number": layout.NUMBER_PT,
        "letter_abstract": layout.LETTER_ABSTRACT_PT,
        "place_date": layout.PLACE_DATE_PT,
        "kind": layout.KIND_PT,
        "title": layout.TITLE_PT,
        "addressee": layout.ADDRESSEE_PT,
        "body": layout.BODY_PT,
        "authority": layout.AUTHORITY_PT,
        "signer": layout.SIGNER_PT,
        "recipients_title": layout.RECIPIENTS_TITLE_PT,
        "recipients": layout.RECIPIENTS_PT,
        "annex_label": layout.ANNEX_LABEL_PT,
        "annex_title": layout.ANNEX_TITLE_PT,
        "annex_origin": layout.ANNEX_ORIGIN_PT,
        "footnote": layout.FOOTNOTE_PT,
        "table": layout.TABLE_PT,
        "annex_table": layout.ANNEX_TABLE_PT,
        "first_line": layout.FIRST_LINE_MM,
        "gap": layout.PARAGRAPH_GAP_PT,
        "line_spacing": layout.LINE_SPACING,
        "rule": layout.RULE_PT,
        "rule_share": layout.RULE_SHARE,
        "head_left": layout.HEAD_LEFT_SHARE,
        "signature_left": layout.SIGNATURE_LEFT_SHARE,
        "signature_gap": layout.SIGNATURE_GAP_LINES,
    }


def _items(leaf: Leaf) -> list[dict[str, Any]]:
    """Items as data; headings get levels that never skip one, as PDF/UA asks."""
    items: list[dict[str, Any]] = []
    level = 0
    for item in leaf.items:
        if isinstance(item, GridBlock):
            items.append(_grid(item))
            continue
        rank = _HEADING_RANK.get(item.style)
        if rank is not None:
            level = min(rank, level + 1)
        items.append({"kind": item.style, "align": item.align, "level": level, "spans": _spans(item.spans)})
    return items


def _grid(block: GridBlock) -> dict[str, Any]:
    head = [
        {
            "text": c.text,
            "row": c.row,
            "column": c.column,
            "row_span": c.row_span,
            "column_span": c.column_span,
        }
        for c in block.head
    ]
    return {
        "kind": "grid",
        "columns": [{"weight": column.weight, "align": column.align} for column in block.columns],
        "head": head,
        "rows": [{"kind": kind, "cells": [_spans(cell) for cell in cells]} for kind, cells in block.rows],
    }


def _spans(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [
        {"text": span.text, "bold": span.bold, "italic": span.italic, "footnote": span.footnote}
        for span in spans
    ]
