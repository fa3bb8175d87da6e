"""What the library announces, for the pages that are kept. Each handler only translates."""

from __future__ import annotations

from typing import Any

from khien.web.kept_pages import forget_pages


def edition_made(_edition: Any, _again: bool) -> None:
    forget_pages()


def taken_down(_material_id: int) -> None:
    forget_pages()
