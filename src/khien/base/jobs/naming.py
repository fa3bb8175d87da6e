"""What a job is called on the screen. An app names its jobs where it declares them; a job without a name shows its
path, which whoever keeps the installation can still send to whoever mends it."""

from __future__ import annotations

from khien.base.jobs.declare import Job

_names: dict[str, object] = {}


def name_job(job: Job, text: object) -> None:
    """`text` is a lazy translation: "Read a plan's file". A second, different name is an error."""
    path = job.module_path
    if path in _names and str(_names[path]) != str(text):
        raise ValueError(f"job {path!r} named twice")
    _names[path] = text


def job_name(path: str) -> object:
    return _names.get(path, path)
