"""What can go wrong with units and people.

KhienError
├── WrongDate (400)        a change dated before the last one, or in the future
├── WouldCircle (400)      a unit would stand below itself
├── UnitsBelow (409)       a unit with open units below cannot just close
├── CodeTaken (409)        another open unit has the code
├── UnitClosed (409)       the unit no longer holds on that day
├── Changed (409)          somebody else changed it since the page was opened
├── WrongRole (400)        a role that must be held in a unit was given everywhere
├── BadTable (400)         an uploaded table cannot be read at all
└── Missing
    └── UnknownProvince (404)  no province of today or before has that name or code
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict, KhienError, Missing


class WrongDate(KhienError):
    code = "wrong-date"


class WouldCircle(KhienError):
    code = "would-circle"

    def __init__(self) -> None:
        super().__init__(_("A unit cannot stand below itself. Choose another parent unit."))


class UnitsBelow(Conflict):
    code = "units-below"

    def __init__(self) -> None:
        super().__init__(_("There are still units below this one. Move them or name a successor first."))


class CodeTaken(Conflict):
    code = "code-taken"

    def __init__(self, code: str) -> None:
        super().__init__(_("Another unit has the code %(code)s. Choose another code.") % {"code": code})


class UnitClosed(Conflict):
    code = "unit-closed"

    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s does not exist on that day. Choose another date.") % {"name": name})


class Changed(Conflict):
    code = "changed"

    def __init__(self) -> None:
        super().__init__(_("Somebody else changed this meanwhile. Look at it again, then save."))


class WrongRole(KhienError):
    code = "wrong-role"

    def __init__(self) -> None:
        super().__init__(_("This role is held in a unit. Choose the unit."))


class BadTable(KhienError):
    code = "bad-table"


class UnknownProvince(Missing):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("No province has the name or code “%(name)s”. Write it like “Lào Cai” or “15”.")
            % {"name": name}
        )
