"""Blocks to outline: the document's own numbering, its closing and its annexes."""

from vanban._outline._build import outline
from vanban._outline._nodes import Annex, Node, NodeKind, Outline

__all__ = ["Annex", "Node", "NodeKind", "Outline", "outline"]
