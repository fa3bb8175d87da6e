"""What is to be communicated: the items of a section headed "Nội dung tuyên truyền".

Refuses the work of communicating (forms, channels, tasks): those sections are tasks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban._language.text import collapse
from vanban._outline import Node
from vanban._plan import Theme
from vanban._sections import Section


def read_themes(parts: Sequence[Section]) -> tuple[Theme, ...]:
    """Themes in document order; `path` is that of the heading or numbered item, `ordinal` counts within it."""
    found: list[Theme] = []
    counts: dict[str, int] = {}
    for section in parts:
        if section.role != "themes":
            continue
        for node in _items(section.node):
            ordinal = counts[node.path] = counts.get(node.path, 0) + 1
            found.append(Theme(node.path, ordinal, collapse(node.text), node.place))
    return tuple(found)


def _items(node: Node) -> Iterator[Node]:
    """The leaves; a heading's own words only where nothing stands under it; no lead-in that ends in a colon."""
    leaves = [each for each in node.walk() if each.is_leaf and each.text and each.kind != "table"]
    for leaf in leaves:
        if leaf is node and len(leaf.text) < 60:
            continue
        if leaf.kind == "text" and leaf.text.rstrip().endswith(":") and len(leaves) > 1:
            continue
        yield leaf
