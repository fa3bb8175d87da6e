"""The rows of a page as HTML, put together in Python: in a template they cost more than all questions to the database.

What a cell holds is escaped unless it says that it is safe, exactly as a template does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from khien.web.tables.declare import Column

if TYPE_CHECKING:
    from khien.web.tables.view import TableView

NUMERIC = ("number", "money", "percent")
DATES = ("date", "datetime")


def body_of(view: TableView) -> SafeString:
    """Every row of the page, cell by cell."""
    frames = [_frame(column) for column in view.chosen]
    rows = []
    for cells in view.lines():
        parts = []
        for (full, empty, end), cell in zip(frames, cells, strict=True):
            safe = isinstance(cell.content, SafeString)
            content = cell.content if safe else escape(str(cell.content))
            if cell.href:
                content = format_html('<a href="{}">{}</a>', cell.href, content)
            parts.append(f"{full if cell.content else empty}{content}{end}")
        rows.append(f'<tr role="row">{"".join(parts)}</tr>')
    return mark_safe("\n".join(rows))  # noqa: S308 - every part of it was escaped above


def _frame(column: Column[Any]) -> tuple[SafeString, SafeString, SafeString]:
    """Begin of a cell that holds something, begin of an empty one, end."""
    tag, role = ('th scope="row"', "rowheader") if column.head else ("td", "cell")
    if column.kind in NUMERIC:
        css = "num"
    elif column.kind in DATES and column.html is None:
        css = "tight figures"
    else:
        css = "" if column.css else "text"
    css = f"{css} {column.css}".strip()
    begin = f'<{tag} role="{role}" data-label="{{}}" class="{{}}"><div>'
    end = SafeString("</div></th>" if column.head else "</div></td>")
    return format_html(begin, column.label, css), format_html(begin, column.label, f"{css} is-empty"), end
