"""Settings of the test suite: the same, with fast hashing, memory mail and a folder of its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_folder = Path(tempfile.gettempdir()) / f"khien-test-{os.getpid()}"
_folder.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("KHIEN_DATA", str(_folder))
os.environ.setdefault("KHIEN_SECRET_KEY", "test-only-secret-" + "x" * 40)
if url := os.environ.get("KHIEN_TEST_POSTGRES_URL"):
    os.environ["KHIEN_DATABASE_URL"] = url

from khien.project.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "khien.base.store.media_folder.MediaFolder"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages")
}
