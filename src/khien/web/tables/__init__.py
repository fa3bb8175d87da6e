"""Tables, declared once: sort, filter, search and paging kept in the address, column choice, density, cards on a
phone, rows by keyboard, export of what is seen. On a QuerySet, on `Paged` rows of a large table, or on a list of
frozen dataclasses.

    TASKS = Table(code="nhiem-vu", caption=_("Tasks"), columns=[
        Column(code="ma", label=_("Code"), value=lambda t: t.code, sort="code", head=True, link=lambda t: t.url),
        Column(code="han", label=_("Due"), value=lambda t: t.due_on, kind="date", sort="due_on"),
    ], sort="han")

    def tasks(request):
        rows = selectors.tasks_of(request.actor)
        return respond(request, "programme/tasks.html", TASKS, rows, {"plan": plan})     # {% table table %} in it

Works without script; with htmx only the table is exchanged. Fetches nothing by itself and decides nothing
about who may see a row: it shows the rows it is given.
"""

from khien.web.tables.address import Address
from khien.web.tables.declare import Column, Empty, Filter, Rows, Table
from khien.web.tables.respond import respond, streamed
from khien.web.tables.source import ByRank, Paged
from khien.web.tables.view import TableView, view_of

__all__ = [
    "Address",
    "ByRank",
    "Column",
    "Empty",
    "Filter",
    "Paged",
    "Rows",
    "Table",
    "TableView",
    "respond",
    "streamed",
    "view_of",
]
