"""Contents in an S3-compatible store: `files/ab/abcd…` under the bucket's prefix. Loaded only with KHIEN_S3_URL (ADR 7).

Every content is sent in one request with its MD5, so the store itself refuses what was damaged on its way; every
content that is read is checked by its SHA-256. Readers get a copy from a bounded folder on this machine.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.translation import gettext as _

from khien.base.errors import Unavailable
from khien.base.store.cache import FileCache, NotTheContent
from khien.base.store.shape import Lying, StoreUnreachable

CHUNK = 1 << 20
GONE = {"404", "NoSuchKey", "NotFound"}
# What stores answer when their own disk or the bucket's allowance is full (AWS has no such answer; MinIO, Ceph do).
FULL = {"XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "InsufficientCapacity", "507"}


class S3Store:
    name = "s3"

    def __init__(self) -> None:
        place = settings.KHIEN_S3
        self.client = client_of(tuple(sorted(place.items())))
        self.bucket, self.prefix = place["bucket"], place["prefix"]
        self.cache = FileCache(
            Path(settings.KHIEN_FILE_CACHE), most_bytes=settings.KHIEN_FILE_CACHE_MB * (1 << 20)
        )

    def make_ready(self, temporary: Path, sha256: str) -> None:
        self._send(temporary, sha256)

    def settle(self, temporary: Path, sha256: str) -> None:
        # A sweep may have taken it away since it was sent; the row now held keeps the next one out.
        if self.size(sha256) is None:
            self._send(temporary, sha256)
        self.cache.adopt(temporary, sha256)

    def path(self, sha256: str) -> Path:
        return self.cache.found(sha256) or self._fetched(sha256)

    def open(self, sha256: str) -> BinaryIO:
        try:
            return self.path(sha256).open("rb")
        except (
            FileNotFoundError
        ):  # trimmed between the look and the opening; or lost, and then this raises again
            return self._fetched(sha256).open("rb")

    def size(self, sha256: str) -> int | None:
        with _told():
            try:
                return int(
                    self.client.head_object(Bucket=self.bucket, Key=self._key(sha256))["ContentLength"]
                )
            except ClientError as error:
                if code_of(error) in GONE:
                    return None
                raise

    def digest(self, sha256: str) -> str | None:
        digest = hashlib.sha256()
        try:
            for chunk in self._chunks(sha256):
                digest.update(chunk)
        except FileNotFoundError:
            return None
        return digest.hexdigest()

    def remove(self, sha256: str) -> None:
        with _told():
            self.client.delete_object(Bucket=self.bucket, Key=self._key(sha256))
        self.cache.forget(sha256)

    def each(self) -> Iterator[Lying]:
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=f"{self.prefix}files/"
        )
        with _told():
            for page in pages:
                for item in page.get("Contents", ()):
                    sha256 = item["Key"].rsplit("/", 1)[-1]
                    if len(sha256) == 64:
                        yield Lying(sha256, item["Size"], item["LastModified"])

    def probe(self) -> str:
        with _told():
            self.client.list_objects_v2(Bucket=self.bucket, MaxKeys=1)
        return f"{settings.KHIEN_S3['endpoint_url'] or 'AWS S3'}, {self.bucket}/{self.prefix}"

    def _key(self, sha256: str) -> str:
        return f"{self.prefix}files/{sha256[:2]}/{sha256}"

    def _send(self, temporary: Path, sha256: str) -> None:
        with _told(), temporary.open("rb") as content:
            md5 = hashlib.file_digest(content, _md5).digest()
            content.seek(0)
            self.client.put_object(
                Bucket=self.bucket,
                Key=self._key(sha256),
                Body=content,
                ContentMD5=base64.b64encode(md5).decode(),
                ContentType="application/octet-stream",  # never shown from there, whatever it is
            )

    def _fetched(self, sha256: str) -> Path:
        with _told():
            return self.cache.fill(sha256, self._chunks(sha256))

    def _chunks(self, sha256: str) -> Iterator[bytes]:
        """Raises FileNotFoundError when the store has lost it."""
        with _told():
            try:
                body = self.client.get_object(Bucket=self.bucket, Key=self._key(sha256))["Body"]
            except ClientError as error:
                if code_of(error) in GONE:
                    raise FileNotFoundError(self._key(sha256)) from error
                raise
            with contextlib.closing(body):
                yield from body.iter_chunks(CHUNK)


@lru_cache(maxsize=4)
def client_of(place: tuple[tuple[str, str], ...]) -> Any:
    """A client for a place as settings.KHIEN_S3 says it; one per process, safe among threads."""
    at = dict(place)
    return boto3.session.Session().client(
        "s3",
        endpoint_url=at["endpoint_url"] or None,
        region_name=at["region"] or None,
        aws_access_key_id=at["key"] or None,
        aws_secret_access_key=at["secret"] or None,
        config=client_config(at),
    )


def client_config(place: dict[str, str]) -> Config:
    """Short waits, three tries; checksums only where asked for, because not every compatible store knows the new ones."""
    return Config(
        connect_timeout=5,
        read_timeout=60,
        retries={"max_attempts": 3, "mode": "standard"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": "path" if place["endpoint_url"] else "auto"},
    )


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """The store's own errors as ours. Its words may hold keys and addresses, so they go to the log of the cause only."""
    try:
        yield
    except NotTheContent as error:
        raise Unavailable(
            _("The file in the store is damaged. Restore it from the backup; tell the administrator."),
            code="damaged-content",
        ) from error
    except ClientError as error:
        if code_of(error) in FULL:
            raise Unavailable(
                _("The disk is full. Nothing was kept; free some space, then send the file again."),
                code="disk-full",
                status=507,
            ) from error
        raise StoreUnreachable from error
    except BotoCoreError as error:
        raise StoreUnreachable from error


def code_of(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _md5() -> Any:
    return hashlib.md5(usedforsecurity=False)
