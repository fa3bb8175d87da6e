"""Where the contents of kept files lie: a folder, or an S3-compatible store when KHIEN_S3_URL names one.

Knows contents by their SHA-256 and nothing else: no row, no owner, no name. Never alters what it holds.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.module_loading import import_string

from khien.base.store.shape import Lying, Store, StoreUnreachable

__all__ = ["FOLDER", "S3", "Lying", "Store", "StoreUnreachable", "current", "store_named"]

FOLDER, S3 = "folder", "s3"
# By name, so that the S3 libraries are loaded only where the setting asks for them (ADR 7).
_STORES = {FOLDER: "khien.base.store.folder.FolderStore", S3: "khien.base.store.s3.S3Store"}


def current() -> Store:
    """The store in use."""
    return store_named(S3 if settings.KHIEN_S3 else FOLDER)


def store_named(name: str) -> Store:
    """`FOLDER` or `S3`; the latter needs KHIEN_S3_URL."""
    found: Store = import_string(_STORES[name])()
    return found
