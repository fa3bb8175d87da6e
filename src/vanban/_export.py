"""A read plan as data for other programs: the published JSON form, and back.

`clean_json` gives exactly the reading schema (one object per document): places, confidence, severity and
doubts stay inside `Plan`. `plan_from_json` reads that form again, for tests and for hand-made plans. Refuses
to repair: what `Plan` says is what is written. The forms for people (workbook, outline, findings) are written
in `vanban._sheets` and offered here too.
"""

from __future__ import annotations

from typing import Any

from vanban._plan import (
    Approval,
    Assignment,
    Budget,
    BudgetLine,
    DutyToReport,
    Finding,
    Head,
    LegalReference,
    Money,
    Plan,
    Schedule,
    Signer,
    Target,
    Task,
    Theme,
)
from vanban._sheets import findings_text, outline_text, to_xlsx

__all__ = ["clean_json", "findings_text", "outline_text", "plan_from_json", "to_xlsx"]

Json = dict[str, Any]

# The schema's kinds of findings; what we know beyond them is "other" there.
_SCHEMA_FINDINGS = frozenset({"sum_mismatch", "numbering", "date", "missing_lead", "blank_number", "typo"})


def clean_json(plan: Plan) -> Json:
    """The plan in the schema's form: None where the document says nothing, whole numbers as int."""
    return {
        "document": _head(plan.head),
        "references": [_reference(item) for item in plan.references],
        "targets": [_target(item) for item in plan.targets],
        "themes": [{"path": item.path, "ordinal": item.ordinal, "text": item.text} for item in plan.themes],
        "tasks": [_task(item) for item in plan.tasks],
        "assignments": [
            {"path": item.path, "agencies": list(item.agencies), "duties": list(item.duties)}
            for item in plan.assignments
        ],
        "reporting": [_duty(item) for item in plan.reporting],
        "budget": _budget(plan.budget),
        "findings": [
            {
                "kind": item.kind if item.kind in _SCHEMA_FINDINGS else "other",
                "where": item.where,
                "text": item.text,
            }
            for item in plan.findings
        ],
    }


def _number(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _head(head: Head) -> Json:
    signer, approval = head.signer, head.approved_by
    return {
        "kind": head.kind,
        "number": head.number,
        "symbol": head.symbol,
        "date": head.date,
        "issuer": head.issuer,
        "place": head.place,
        "title": head.title,
        "signer": None
        if signer is None
        else {"name": signer.name, "position": signer.position, "on_behalf": signer.on_behalf},
        "period": {"from": head.period_from, "to": head.period_to},
        "approved_by": None if approval is None else {"number": approval.number, "date": approval.date},
        "recipients": list(head.recipients),
    }


def _reference(item: LegalReference) -> Json:
    return {
        "kind": item.kind,
        "number": item.number,
        "date": item.date,
        "issuer": item.issuer,
        "title": item.title,
        "basis": item.basis,
    }


def _target(item: Target) -> Json:
    return {
        "path": item.path,
        "ordinal": item.ordinal,
        "text": item.text,
        "comparator": item.comparator,
        "value": _number(item.value),
        "unit": item.unit,
        "population": item.population,
        "deadline": item.deadline,
    }


def _task(item: Task) -> Json:
    schedule, money = item.schedule, item.budget
    return {
        "path": item.path,
        "source": item.source,
        "group": item.group,
        "text": item.text,
        "lead": list(item.lead),
        "coordinating": list(item.coordinating),
        "products": list(item.products),
        "schedule": {
            "text": schedule.text,
            "recurrence": schedule.recurrence,
            "start": schedule.start,
            "end": schedule.end,
        },
        "budget": None if money is None else {"amount_vnd": money.amount_vnd, "source": money.source},
        "note": item.note,
    }


def _duty(item: DutyToReport) -> Json:
    return {
        "path": item.path,
        "frequency": item.frequency,
        "due": item.due,
        "from": item.sender,
        "to": item.recipient,
        "text": item.text,
    }


def _budget(budget: Budget) -> Json:
    return {
        "stated_total_vnd": budget.stated_total_vnd,
        "lines": [
            {"path": line.path, "year": line.year, "source": line.source, "amount_vnd": line.amount_vnd}
            for line in budget.lines
        ],
        "sources": list(budget.sources),
    }


def plan_from_json(data: Json) -> Plan:
    """A plan from the schema's form. Raises `KeyError` where a required field is missing.

    Places are unknown; findings come as warnings, because the form carries no severity.
    """
    return Plan(
        source_kind="txt",
        head=_head_from(data["document"]),
        references=tuple(LegalReference(**item) for item in data["references"]),
        targets=tuple(Target(**{**item, "value": float(item["value"])}) for item in data["targets"]),
        themes=tuple(Theme(**item) for item in data["themes"]),
        tasks=tuple(_task_from(item) for item in data["tasks"]),
        assignments=tuple(
            Assignment(path=item["path"], agencies=tuple(item["agencies"]), duties=tuple(item["duties"]))
            for item in data["assignments"]
        ),
        reporting=tuple(_duty_from(item) for item in data["reporting"]),
        budget=_budget_from(data["budget"]),
        findings=tuple(
            Finding(kind=item["kind"], severity="warning", where=item["where"], text=item["text"])
            for item in data["findings"]
        ),
    )


def _head_from(data: Json) -> Head:
    signer, approval = data["signer"], data["approved_by"]
    period = data["period"] or {}
    plain = {key: data[key] for key in ("kind", "number", "symbol", "date", "issuer", "place", "title")}
    return Head(
        **plain,
        signer=None if signer is None else Signer(**signer),
        period_from=period.get("from"),
        period_to=period.get("to"),
        approved_by=None if approval is None else Approval(**approval),
        recipients=tuple(data["recipients"]),
    )


def _task_from(item: Json) -> Task:
    money = item["budget"]
    return Task(
        path=item["path"],
        source=item["source"],
        group=item["group"],
        text=item["text"],
        lead=tuple(item["lead"]),
        coordinating=tuple(item["coordinating"]),
        products=tuple(item["products"]),
        schedule=Schedule(**item["schedule"]),
        budget=None if money is None else Money(**money),
        note=item["note"],
    )


def _duty_from(item: Json) -> DutyToReport:
    return DutyToReport(
        path=item["path"],
        frequency=item["frequency"],
        due=item["due"],
        sender=item["from"],
        recipient=item["to"],
        text=item["text"],
    )


def _budget_from(data: Json) -> Budget:
    return Budget(
        stated_total_vnd=data["stated_total_vnd"],
        lines=tuple(BudgetLine(**line) for line in data["lines"]),
        sources=tuple(data["sources"]),
    )
