"""KHIEN_S3_URL as people write it; half a configuration stops the start with a sentence that shows no secret."""

from __future__ import annotations

import pytest

from khien.project.environment import Misconfigured
from khien.project.object_store import object_store


def read(url: str, key: str = "", secret: str = "") -> dict[str, str]:
    return object_store(url, key=key, secret=secret)


def test_without_an_address_files_stay_in_the_folder() -> None:
    assert read("") == {}


def test_an_address_with_everything_in_it() -> None:
    assert read("s3://khoa:b%C3%AD%2Fm%E1%BA%ADt@kho.anbinh.gov.vn:9000/khien/2026?region=vn-1&https=0") == {
        "endpoint_url": "http://kho.anbinh.gov.vn:9000",
        "bucket": "khien",
        "prefix": "2026/",
        "region": "vn-1",
        "key": "khoa",
        "secret": "bí/mật",
    }


def test_the_secret_may_stand_apart_and_tls_is_the_rule() -> None:
    place = read("s3://kho.anbinh.gov.vn/khien", "khoa", "bi-mat")
    assert (place["endpoint_url"], place["key"], place["secret"]) == (
        "https://kho.anbinh.gov.vn",
        "khoa",
        "bi-mat",
    )
    assert (place["prefix"], place["region"]) == ("", "us-east-1")
    assert read("s3://[::1]:9000/khien", "a", "b")["endpoint_url"] == "https://[::1]:9000"


def test_amazon_itself_has_no_host_and_may_give_the_key_by_its_own_ways() -> None:
    place = read("s3:///khien?region=ap-southeast-1")
    assert (place["endpoint_url"], place["region"], place["key"]) == ("", "ap-southeast-1", "")


@pytest.mark.parametrize(
    "url",
    [
        "https://kho/khien", "s3://a:b@kho", "s3://a:b@kho/", "s3://a:b@kho/khien?https=yes", "s3://a:b@kho/khien?ssl=1",
        "s3://kho/khien", "s3://a@kho/khien", "s3://a:bi-mat@kho:cong/khien",
    ],
)  # fmt: skip
def test_half_an_address_stops_the_start_and_shows_no_secret(url: str) -> None:
    with pytest.raises(Misconfigured, match="KHIEN_S3_URL") as refused:
        read(url)
    assert "bi-mat" not in refused.value.sentence
