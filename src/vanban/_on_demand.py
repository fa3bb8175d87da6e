"""Functions whose module is loaded when they are first called (docs/adr/0007).

For the few modules that stand on a heavy library: a plan in Word must not wait until the PDF, Excel and typst
libraries are loaded. Refuses anything outside vanban.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def on_demand(target: str) -> Callable[..., Any]:
    """`on_demand("vanban._sources.pdf:read_pdf")` is that function, loaded at its first call."""
    module, _colon, name = target.partition(":")
    if not module.startswith("vanban.") or not name:
        raise ValueError(f"{target!r} is no function of vanban")

    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*args, **kwargs)

    call.__name__ = call.__qualname__ = name
    return call
