"""Browsers that ask for notes and browsers that leave. Their addresses are kept by audiences, sealed."""

from __future__ import annotations

from khien.base.errors import KhienError

__all__ = ["KhienError", "public_key", "subscribe", "unsubscribe"]
