"""What a person wants to see of the work, as it stands in the address. Pure: no database, no Django, no clock.

Unknown values count as not given: an old link still opens. The same words serve the table, the board, the timeline
and the calendar, so that a filter is kept from one to the other.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from khien.work.rules.states import ItemRole, State

LONGEST = 200  # characters of a text in the address
OPEN = "chua-xong"
STATE_CODES: dict[str, tuple[State, ...]] = {
    OPEN: (State.OVERDUE, State.UNDER_WAY, State.NOT_STARTED),
    "qua-han": (State.OVERDUE,),
    "dang-lam": (State.UNDER_WAY,),
    "chua-bat-dau": (State.NOT_STARTED,),
    "chua-den-ky": (State.NOT_DUE,),
    "hoan-thanh": (State.DONE,),
    "hoan-thanh-muon": (State.LATE,),
    "dung": (State.STOPPED,),
    "chuyen": (State.PASSED_ON,),
}
CODE_OF_STATE = {states[0]: code for code, states in STATE_CODES.items() if len(states) == 1}
ROLE_CODES = {"chu-tri": ItemRole.LEAD, "phoi-hop": ItemRole.COORDINATING}
PERSON_CODES = ("toi", "chua-giao")
WINDOWS = ("tuan-nay", "7-ngay", "30-ngay", "thang-nay", "quy-nay", "nam-nay", "khong-han")
_PERIOD = re.compile(r"\d{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])))?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_GROUP = re.compile(r"[0-9a-f]{12}")
RANK = (  # what needs somebody first
    State.OVERDUE,
    State.UNDER_WAY,
    State.NOT_STARTED,
    State.NOT_DUE,
    State.LATE,
    State.DONE,
    State.STOPPED,
    State.PASSED_ON,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A filter. Empty text = not given. `unit`: a unit's uuid, or words of names. `group`: `group_code` of its
    title. `task`: a task's uuid."""

    text: str = ""
    state: str = ""
    programme: str = ""
    group: str = ""
    task: str = ""
    unit: str = ""
    role: str = ""
    period: str = ""
    window: str = ""
    person: str = ""
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def narrows(self) -> bool:
        return bool(self.pairs())

    @property
    def unit_uuid(self) -> str:
        return self.unit if _UUID.fullmatch(self.unit) else ""

    @property
    def unit_words(self) -> str:
        return "" if self.unit_uuid else self.unit

    def states(self) -> tuple[State, ...]:
        return STATE_CODES.get(self.state, ())

    def pairs(self) -> list[tuple[str, str]]:
        """As parameters of an address."""
        found = [(NAMES[part.name], getattr(self, part.name)) for part in fields(self)]
        texts = [(name, value.isoformat() if isinstance(value, dt.date) else value) for name, value in found]
        return [(name, value) for name, value in texts if value]

    def query(self) -> str:
        return urlencode(self.pairs())


NAMES = {  # of the parameters, in the order of the filter bar
    "text": "tim",
    "state": "trang-thai",
    "programme": "chuong-trinh",
    "group": "nhom",
    "task": "nhiem-vu",
    "unit": "don-vi",
    "role": "vai-tro",
    "period": "ky",
    "window": "han",
    "person": "nguoi",
    "first": "tu",
    "last": "den",
}


def wanted_of(given: Mapping[str, str]) -> Wanted:
    """Reads parameters of an address."""
    text = {field: " ".join(str(given.get(name, "")).split())[:LONGEST] for field, name in NAMES.items()}
    return Wanted(
        text=text["text"],
        state=text["state"] if text["state"] in STATE_CODES else "",
        programme=_fitting(_UUID, text["programme"]),
        group=_fitting(_GROUP, text["group"]),
        task=_fitting(_UUID, text["task"]),
        unit=text["unit"],
        role=text["role"] if text["role"] in ROLE_CODES else "",
        period=_fitting(_PERIOD, text["period"]),
        window=text["window"] if text["window"] in WINDOWS else "",
        person=text["person"] if text["person"] in PERSON_CODES else "",
        first=_day(text["first"]),
        last=_day(text["last"]),
    )


def _fitting(pattern: re.Pattern[str], text: str) -> str:
    return text if pattern.fullmatch(text) else ""


def _day(text: str) -> dt.date | None:
    """ISO, or as people write it: 24/11/2026."""
    parts = text.split("/")
    try:
        return dt.date.fromisoformat("-".join(reversed([part.zfill(2) for part in parts])))
    except ValueError:
        return None


def group_code(title: str) -> str:
    """A group's place in an address: the same title in a newer version of the plan keeps its code."""
    return hashlib.sha256(" ".join(title.split()).casefold().encode()).hexdigest()[:12]


def due_window(code: str, on: dt.date) -> tuple[dt.date, dt.date]:
    """First and last due day of a window. Raises KeyError for "khong-han" and what is none."""
    month_end = calendar.monthrange(on.year, on.month)[1]
    monday = on - dt.timedelta(days=on.weekday())
    quarter = (on.month - 1) // 3 * 3 + 1
    quarter_end = calendar.monthrange(on.year, quarter + 2)[1]
    return {
        "tuan-nay": (monday, monday + dt.timedelta(days=6)),
        "7-ngay": (on, on + dt.timedelta(days=7)),
        "30-ngay": (on, on + dt.timedelta(days=30)),
        "thang-nay": (on.replace(day=1), on.replace(day=month_end)),
        "quy-nay": (dt.date(on.year, quarter, 1), dt.date(on.year, quarter + 2, quarter_end)),
        "nam-nay": (dt.date(on.year, 1, 1), dt.date(on.year, 12, 31)),
    }[code]


def due_between(wanted: Wanted, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The due days asked for: the window and the days given, both at once."""
    first, last = wanted.first, wanted.last
    if wanted.window and wanted.window != "khong-han":
        begin, end = due_window(wanted.window, on)
        first = max(first, begin) if first else begin
        last = min(last, end) if last else end
    return first, last
