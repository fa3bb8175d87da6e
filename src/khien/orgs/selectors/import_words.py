"""What is wrong with a cell and what to do, in sentences. Decides nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khien.orgs.rules.table_rows import COLUMNS, Fault

_TEXTS = {
    "no-unit": gettext_noop("The row names no unit. Fill in its code or its name."),
    "no-person": gettext_noop("There are contacts but no name. Fill in the officer's name."),
    "unknown-kind": gettext_noop(
        "“%(value)s” is no kind of unit. Choose one from the sheet of instructions."
    ),
    "unknown-level": gettext_noop("“%(value)s” is no level. Choose one from the sheet of instructions."),
    "unknown-role": gettext_noop(
        "“%(value)s” is no role that a table can give. Choose one from the instructions."
    ),
    "telephone": gettext_noop("“%(value)s” is no telephone number. Write 10 digits, like 0905123456."),
    "email": gettext_noop("“%(value)s” is no e-mail address."),
    "date": gettext_noop("“%(value)s” is no date. Write day/month/year, like 01/07/2025."),
    "future": gettext_noop("The date lies in the future. Enter the unit on the day it begins."),
    "needed": gettext_noop("A new unit needs this. Fill it in."),
    "several": gettext_noop("Several units are called “%(value)s”. Write the code instead."),
    "unknown-parent": gettext_noop("No unit has the code or name “%(value)s”, here or in the table."),
    "circle": gettext_noop("“%(value)s” would stand below this very unit. Choose another parent unit."),
    "contradicts": gettext_noop(
        "This differs from row %(value)s, which is about the same unit. Make them agree."
    ),
    "code-used": gettext_noop("The code “%(value)s” belonged to a unit that ended. Choose another code."),
    "twice": gettext_noop("“%(value)s” stands twice with the same role in this unit. Delete one row."),
}


def sentence(fault: Fault) -> str:
    return _(_TEXTS[fault.code]) % {"value": fault.value}


def heading(column: str) -> str:
    """The column as the table calls it (Vietnamese in every language: it is a word of the file)."""
    return COLUMNS[column]
