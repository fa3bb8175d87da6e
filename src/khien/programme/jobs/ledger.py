"""What the ledger does by itself: makes albums, records uploaded tables, forgets what lies on the desk too long.

Killed and run again, each does what is left: an album is made anew, a table's rows are recorded once by their keys.
"""

from __future__ import annotations

import datetime as dt

from khien.base.clock import now
from khien.base.jobs import enqueue_on_commit, every, task
from khien.programme.services import activity_imports, albums, drafts
from khien.programme.services.words import write_missing_words


@task()
def make_album(album_id: int) -> None:
    albums.make_album(album_id, at=now())


def ask_to_make_album(album_id: int) -> object:
    return enqueue_on_commit(make_album, album_id=album_id)


@task()
def record_table(table_id: int) -> None:
    activity_imports.record_rows(table_id, at=now())


def ask_to_record(table_id: int) -> object:
    return enqueue_on_commit(record_table, table_id=table_id)


@task()
def clear_the_desk() -> None:
    """Once a day. Run twice, the second run finds nothing."""
    drafts.forget_old_drafts(at=now())
    albums.forget_old_albums(at=now())
    activity_imports.forget_old_tables(at=now())
    write_missing_words()


every(dt.timedelta(days=1), clear_the_desk, code="programme.clear_the_desk")
