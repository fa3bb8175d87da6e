"""Background work: declare a job with `@task`, ask for it with `enqueue_on_commit`, run it with a worker.

Every job is a row in the database (django-tasks-db), written in the caller's transaction: it exists if and only
if the change that asked for it does. With RabbitMQ the row is also announced to the workers there. A job may run
twice (its worker was killed), so jobs are idempotent: they look at what is there before they do anything.
Results are not for data; a job writes its own rows.
"""

from khien.base.jobs.declare import Job, enqueue_on_commit, task
from khien.base.jobs.naming import name_job
from khien.base.jobs.rhythm import every

__all__ = ["Job", "enqueue_on_commit", "every", "name_job", "task"]
