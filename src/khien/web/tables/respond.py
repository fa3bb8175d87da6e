"""One answer for the three ways a table is asked for: the page, the part htmx exchanges, the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.context_processors import csrf
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string

from khien.web.context import shell
from khien.web.tables.declare import Rows, Table
from khien.web.tables.view import view_of

EXPORT = "khien.web.tables.export.export"  # by name: a spreadsheet library costs half a second (ADR 7)
STREAM = "khien.web.tables.export.stream"


def respond(
    request: HttpRequest,
    template: str,
    table: Table[Any],
    rows: Rows,
    context: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Renders `template` with `context` and the view as `table`; or only the table; or its export."""
    view = view_of(table, request, rows)
    if view.address.export:
        export = import_string(EXPORT)
        answer: HttpResponse = export(view)
        return answer
    headers = request.headers
    part = headers.get("HX-Target") == view.id and headers.get("HX-History-Restore-Request") != "true"
    if part:
        response = HttpResponse(view.render(shell(request) | csrf(request)))
        response["HX-Push-Url"] = view.address.url(page=view.page.number)
    else:
        response = render(request, template, {**(context or {}), "table": view})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def streamed(request: HttpRequest, table: Table[Any], rows: Rows) -> StreamingHttpResponse | None:
    """The .csv of a table without a limit of rows, sent while it is written; None when that was not asked for."""
    view = view_of(table, request, rows)
    if view.address.export != "csv":
        return None
    stream = import_string(STREAM)
    answer: StreamingHttpResponse = stream(view)
    return answer
