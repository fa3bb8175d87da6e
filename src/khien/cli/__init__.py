"""The `khien` command: one table of commands; each lives in a module that is imported only when asked for.

That keeps `khien read` free of Django and quick to start. Refuses to hold any logic of its own: a command
calls the library or a door. Exit codes are in `khien.cli.exits`.
"""

from khien.cli.main import main

__all__ = ["main"]
