"""Writes official documents in the layout of Decree 30/2020/NĐ-CP, as .docx and as PDF/A.

    write_report(document, "bao-cao.docx")
    write_report(document, buffer, format="pdf", fonts=Path("build/fonts"))

`OfficialDocument` is the whole input: no markup, no templates. The same document gives the same bytes.
Refuses to write what the layout forbids (`CannotWrite` names it in Vietnamese) and to decide contents.
"""

from vanban._decree30.document import (
    Annex,
    Column,
    Division,
    Grid,
    Node,
    OfficialDocument,
    Prose,
    Row,
    Signature,
    Span,
    Text,
)
from vanban._decree30.figures import date_short, money_text, number_text, percent_text
from vanban._decree30.write import write_report

__all__ = [
    "Annex",
    "Column",
    "Division",
    "Grid",
    "Node",
    "OfficialDocument",
    "Prose",
    "Row",
    "Signature",
    "Span",
    "Text",
    "date_short",
    "money_text",
    "number_text",
    "percent_text",
    "write_report",
]
