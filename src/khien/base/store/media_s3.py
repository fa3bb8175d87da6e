"""Django's default storage in the S3-compatible store, under `media/`. Loaded only with KHIEN_S3_URL (ADR 7).

Addresses stay our own (MEDIA_URL): browsers never see the store, whose bucket needs no public reading.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from khien.base.store.media_shape import MediaStat
from khien.base.store.s3 import CHUNK, GONE, client_config, code_of
from khien.base.store.shape import StoreUnreachable

SPOOLED = 8 << 20  # a file being read lies in memory up to here, then on the disk


class MediaOnS3(S3Storage):  # type: ignore[misc]  # the library has no types
    def __init__(self, **options: Any) -> None:
        place = settings.KHIEN_S3
        super().__init__(
            **{
                "bucket_name": place["bucket"],
                "location": f"{place['prefix']}media",
                "endpoint_url": place["endpoint_url"] or None,
                "region_name": place["region"] or None,
                "access_key": place["key"] or None,
                "secret_key": place["secret"] or None,
                "client_config": client_config(place),
                "file_overwrite": False,
                "max_memory_size": SPOOLED,
            }
            | options
        )

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return f"{settings.MEDIA_URL}{(filepath_to_uri(name) or '').lstrip('/')}"

    def stat(self, name: str) -> MediaStat:
        """Raises FileNotFoundError, StoreUnreachable; SuspiciousFileOperation for a name that leads outside."""
        with _told(name):
            head = self._client().head_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
        return MediaStat(int(head["ContentLength"]), head["LastModified"], head["ETag"].strip('"'))

    def part(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """`length` bytes from `start`, in pieces; asked of the store as a range, never whole."""
        if length <= 0:
            return
        with _told(name):
            body = self._client().get_object(
                Bucket=self.bucket_name,
                Key=self._normalize_name(name),
                Range=f"bytes={start}-{start + length - 1}",
            )["Body"]
            with contextlib.closing(body):
                yield from body.iter_chunks(CHUNK)

    def each_name(self) -> Iterator[str]:
        """Every file, by its name."""
        prefix = f"{self.location}/"
        pages = self._client().get_paginator("list_objects_v2")
        with _told(prefix):
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
                yield from (item["Key"].removeprefix(prefix) for item in page.get("Contents", ()))

    def _save(self, name: str, content: Any) -> str:
        with _told(name):
            saved: str = super()._save(name, content)
        return saved

    def exists(self, name: str) -> bool:
        with _told(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _told(name):
            super().delete(name)

    def _client(self) -> Any:
        return self.connection.meta.client


@contextlib.contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if code_of(error) in GONE:
            raise FileNotFoundError(name) from error
        raise StoreUnreachable from error
    except (BotoCoreError, Boto3Error) as error:
        raise StoreUnreachable from error
