"""Wagtail's StreamField without a copy of its blocks in every migration: they say how a text is edited, the column holds
JSON whatever they are. Refuses data migrations that read blocks by their definition; none of ours does."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class TextStream(StreamField):
    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, named = super().deconstruct()
        named.pop("block_lookup", None)
        return name, path, [[]], named
