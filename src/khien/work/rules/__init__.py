"""Pure rules of work: states, periods, quotas, progress. No database, no Django, no clock."""

from khien.work.rules.states import CLOSED, SAYABLE, ItemRole, RequestState, State, derived_state, differs

__all__ = ["CLOSED", "SAYABLE", "ItemRole", "RequestState", "State", "derived_state", "differs"]
