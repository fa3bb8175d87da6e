"""Pure rules of work: states, periods, quotas. No database, no Django, no clock."""

from khien.work.rules.states import ItemRole, RequestState, State

__all__ = ["ItemRole", "RequestState", "State"]
