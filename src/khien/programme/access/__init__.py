"""The only way a view gets a programme, a task, an activity or a target."""

from khien.programme.access.programme import (
    may_open_plan,
    programme_for,
    programme_of_plan,
    programmes_for,
    task_for,
)

__all__ = ["may_open_plan", "programme_for", "programme_of_plan", "programmes_for", "task_for"]
