"""What can be wrong with an office's own Word template. Apart from the check itself, which loads heavy libraries and
runs in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """`kind`: not_word, too_large, macros, outside, fields, syntax, forbidden, unknown, deep, empty. `what`: the tag or
    name; `line`: of the template's text."""

    kind: str
    what: str = ""
    line: int = 0
