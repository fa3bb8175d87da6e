"""What the leader's page and the public page say in words."""

from __future__ import annotations

import datetime as dt

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khien.base.money import vnd
from khien.insight.rules.changes import Changes
from khien.insight.rules.figures import Figures
from khien.web.figures import count

LETTERS = 70


def sentences(now: Figures, changed: Changes) -> list[str]:
    """Three: targets, work, reports and money."""
    if not changed.since:
        return _first_time(now)
    since = dt.date.fromisoformat(changed.since).strftime("%d/%m/%Y")
    return [_targets(now, changed, since), _work(now, changed, since), _reports(now, changed)]


def _first_time(now: Figures) -> list[str]:
    return [
        _("There are no earlier figures to compare with yet; from today on they are kept."),
        _("So far %(activities)s activities stand in the ledger.") % {"activities": count(now.activities)},
        _("Reports handed in: %(given)s of %(asked)s; spent: %(money)s.")
        % {
            "given": count(now.reports_submitted),
            "asked": count(now.reports_expected),
            "money": vnd(now.money_spent),
        },
    ]


def _targets(now: Figures, changed: Changes, since: str) -> str:
    state = {"since": since, "met": now.targets_met, "all": len(now.targets)}
    if changed.newly_met:
        named = Truncator(changed.newly_met[0]).chars(LETTERS)
        return _("Since %(since)s newly met: %(text)s (%(met)s of %(all)s targets).") % {
            **state,
            "text": named,
        }
    if changed.no_longer_met:
        named = Truncator(changed.no_longer_met[0]).chars(LETTERS)
        return _("Since %(since)s no longer met: %(text)s (%(met)s of %(all)s targets).") % {
            **state,
            "text": named,
        }
    return _("Since %(since)s the targets met stayed the same: %(met)s of %(all)s.") % state


def _work(now: Figures, changed: Changes, since: str) -> str:
    more = ngettext(
        "%(n)s more activity stands in the ledger",
        "%(n)s more activities stand in the ledger",
        changed.activities,
    )
    begun = more % {"n": count(changed.activities)}
    return _("%(begun)s; tasks overdue: %(overdue)s (%(move)s).") % {
        "begun": begun,
        "overdue": count(now.tasks_overdue),
        "move": _move(changed.overdue),
    }


def _reports(now: Figures, changed: Changes) -> str:
    return _("Reports handed in: %(given)s of %(asked)s (%(move)s); spent %(money)s more.") % {
        "given": count(now.reports_submitted),
        "asked": count(now.reports_expected),
        "move": _move(changed.submitted),
        "money": vnd(max(changed.spent, 0)),
    }


def _move(difference: int) -> str:
    if difference > 0:
        return _("%(n)s more than before") % {"n": count(difference)}
    return _("%(n)s fewer than before") % {"n": count(-difference)} if difference else _("unchanged")
