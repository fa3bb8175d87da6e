"""Reads that join. Return frozen values; change nothing, decide nothing.

content    the rows as other apps receive them     review     the rows as the review screen shows them
document   the document side                       listing    lists of plans, versions, history
twins      tasks told in the body and the annex   waiting    plans that wait for a person, as the first page names them
"""

from khien.plans.selectors.content import head_of, rows_of, stands_of

__all__ = ["head_of", "rows_of", "stands_of"]
