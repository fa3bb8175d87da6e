"""Where files lie in tests: a folder of the test's own, and an S3-compatible server on this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from moto.server import ThreadedMotoServer
from pytest_django.fixtures import Settings

from khien.base.store.s3 import client_of


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """host:port of a stand-in for an S3-compatible store."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


def s3_place(server: str, bucket: str, **changed: str) -> dict[str, str]:
    place = {
        "endpoint_url": f"http://{server}",
        "bucket": bucket,
        "prefix": "khien/",
        "region": "us-east-1",
        "key": "khoa",
        "secret": "bi-mat",
    }
    return place | changed


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.KHIEN_FILES = tmp_path / "files"
    settings.KHIEN_FILE_CACHE = tmp_path / "cache"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.KHIEN_S3 = {}
    return tmp_path / "files"


@pytest.fixture
def bucket(s3_server: str, settings: Settings, folder: Path) -> dict[str, str]:
    """A bucket of the test's own, which is the store in use."""
    place = s3_place(s3_server, f"anbinh-{uuid4().hex[:12]}")
    client_of(tuple(sorted(place.items()))).create_bucket(Bucket=place["bucket"])
    settings.KHIEN_S3 = place
    return place


@pytest.fixture(params=["folder", "s3"])
def anywhere(request: pytest.FixtureRequest, folder: Path) -> str:
    """The same promises hold wherever files lie: a test that asks for this runs on each store."""
    if request.param == "s3":
        request.getfixturevalue("bucket")
    return str(request.param)
