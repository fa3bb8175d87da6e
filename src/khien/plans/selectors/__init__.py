"""Reads that join. Return frozen values; change nothing, decide nothing.

content    the rows as other apps receive them     review     the rows as the review screen shows them
document   the document side                       listing    lists of plans, versions, history
twins      tasks told in the body and the annex
"""

from khien.plans.selectors.content import head_of, rows_of, stands_of

__all__ = ["head_of", "rows_of", "stands_of"]
