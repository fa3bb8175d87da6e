"""Django's `migrate`, with others' tables first: nothing else is changed.

Each operation renders anew every model that is tied to the one it touches, and everything is tied to the account.
Wagtail's two hundred operations before our hundred models instead of after them halve the first start.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor

FIRST = (
    "wagtailcore",
    "wagtailimages",
    "wagtaildocs",
    "wagtailadmin",
    "wagtailusers",
    "wagtailembeds",
    "wagtailsearch",
    "taggit",
    "account",
    "socialaccount",
    "mfa",
    "usersessions",
    "django_tasks_database",
)


class OthersFirst(MigrationExecutor):
    def migration_plan(self, targets: Any, clean_start: bool = False) -> Any:
        """What is applied is the same; only the order among apps that do not depend on each other changes."""
        place = {label: number for number, label in enumerate(FIRST)}
        ordered = sorted(targets, key=lambda target: (place.get(target[0], len(FIRST)), target[0]))
        return super().migration_plan(ordered, clean_start)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        plain = vars(migrate)["MigrationExecutor"]
        setattr(migrate, "MigrationExecutor", OthersFirst)  # noqa: B010 - the command offers no other place
        try:
            return super().handle(*args, **options)
        finally:
            setattr(migrate, "MigrationExecutor", plain)  # noqa: B010
