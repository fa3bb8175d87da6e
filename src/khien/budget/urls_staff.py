from __future__ import annotations

from django.urls import path

from khien.budget.views import allocations, budget, estimates

app_name = "budget"
urlpatterns = [
    path("", budget.budgets, name="budgets"),
    path("bang-chu/", budget.words, name="words"),
    path("du-toan/<uuid:uuid>/", estimates.estimate, name="estimate"),
    path("du-toan/<uuid:uuid>/sua/", estimates.change, name="change"),
    path("du-toan/<uuid:uuid>/nop/", estimates.submit, name="submit"),
    path("du-toan/<uuid:uuid>/rut/", estimates.withdraw, name="withdraw"),
    path("du-toan/<uuid:uuid>/tra-loi/", estimates.answer, name="answer"),
    path("quyet-dinh/<uuid:uuid>/", allocations.decision, name="decision"),
    path("quyet-dinh/<uuid:uuid>/van-ban/", allocations.document, name="document"),
    path("giao/<uuid:uuid>/", allocations.look_through, name="look_through"),
    path("dong/<uuid:uuid>/", allocations.correct, name="correct"),
    path("<uuid:uuid>/", budget.programme, name="programme"),
    path("<uuid:uuid>/don-vi/", budget.units, name="units"),
    path("<uuid:uuid>/don-vi/<uuid:unit_uuid>/", budget.unit, name="unit"),
    path("<uuid:uuid>/da-chi/", budget.spending, name="spending"),
    path("<uuid:uuid>/giai-trinh/", budget.explain, name="explain"),
    path("<uuid:uuid>/nguon/", budget.sources, name="sources"),
    path("<uuid:uuid>/bieu/", budget.sheet, name="sheet"),
    path("<uuid:uuid>/du-toan/", estimates.estimates, name="estimates"),
    path("<uuid:uuid>/du-toan/moi/", estimates.write, name="write"),
    path("<uuid:uuid>/quyet-dinh/", allocations.decisions, name="decisions"),
    path("<uuid:uuid>/quyet-dinh/moi/", allocations.allocate, name="allocate"),
    path("<uuid:uuid>/quyet-dinh/mau/", allocations.template, name="template"),
]
