"""Filling an office's own Word template, in a process of its own that can take neither long nor much.

Refuses a template that was not tried: it is filled once with a real report before it is kept.
"""

from __future__ import annotations

import base64
import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from khien.base.errors import KhienError
from khien.reports.rules.template_faults import TemplateFault
from khien.reports.services.packages import fixed_package

SECONDS = 30
MEMORY_BYTES = 1536 * 1024 * 1024
LARGEST_ANSWER = 200 * 1024 * 1024


class WrongTemplate(KhienError):
    """`faults`: what is wrong with it, and where."""

    def __init__(self, faults: list[TemplateFault]) -> None:
        self.faults = faults
        super().__init__(_("This Word template cannot be used yet."), code="wrong-template")


def fill(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The filled Word file; the same template and values give the same bytes. Raises WrongTemplate."""
    asked = json.dumps({"template": base64.b64encode(template).decode(), "values": values}, sort_keys=True)
    told = _child("khien.reports.rules.word_template", asked.encode())
    if told is None:
        raise WrongTemplate([TemplateFault("too_long")])
    answer = json.loads(told)
    faults = [TemplateFault(**fault) for fault in answer["faults"]]
    if faults:
        raise WrongTemplate(faults)
    return fixed_package(base64.b64decode(answer["word"]))


def sample() -> bytes:
    """A template to start from. Raises WrongTemplate when it cannot be made in time."""
    done = _child("khien.reports.rules.word_sample", b"")
    if done is None:
        raise WrongTemplate([TemplateFault("too_long")])
    return done


def _child(module: str, asked: bytes) -> bytes | None:
    """What a module answers, run in a process of its own: its libraries are loaded nowhere else. None: too long, or
    too much."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=asked,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            preexec_fn=_limits,
            env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0", "PYTHONPATH": ":".join(sys.path)},
        )
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode or len(done.stdout) > LARGEST_ANSWER else done.stdout


def _limits() -> None:
    """In the child, before it runs: so much time and memory and no more, no files of any size."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
