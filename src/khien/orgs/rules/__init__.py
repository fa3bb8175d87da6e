"""What orgs decides without a database: roles, periods, kinds of unit, names and their likeness.

Knows no model, no query and no Django.
"""

from khien.orgs.rules.kinds import Kind, Level
from khien.orgs.rules.periods import Period, holds_on
from khien.orgs.rules.roles import EVERYWHERE, NEED_SECOND_FACTOR, Role

__all__ = ["EVERYWHERE", "NEED_SECOND_FACTOR", "Kind", "Level", "Period", "Role", "holds_on"]
