"""An S3-compatible store for files, when KHIEN_S3_URL names one; nothing otherwise. Refuses half a configuration."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from khien.project.environment import Misconfigured

SHAPE = "s3://khóa:bí_mật@máy:cổng/tên_kho[/thư_mục]?region=…&https=1"


def object_store(url: str, *, key: str, secret: str) -> dict[str, str]:
    """endpoint_url (empty: Amazon's own), bucket, prefix (empty or ending in /), region, key, secret; {} without a store.

    `key` and `secret` are taken when the address holds none.
    """
    if not url:
        return {}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Misconfigured(f"KHIEN_S3_URL: cần dạng {SHAPE}") from None
    bucket, _slash, prefix = parts.path.strip("/").partition("/")
    asked = dict(parse_qsl(parts.query))
    https = asked.pop("https", "1")
    region = asked.pop("region", "")
    if parts.scheme != "s3" or not bucket or asked or https not in {"0", "1"}:
        raise Misconfigured(f"KHIEN_S3_URL: cần dạng {SHAPE}")
    key, secret = unquote(parts.username or "") or key, unquote(parts.password or "") or secret
    if bool(key) != bool(secret) or (parts.hostname and not key):
        raise Misconfigured(
            "KHIEN_S3_URL cần cả khóa và bí mật: ghi trong địa chỉ, hoặc đặt KHIEN_S3_KEY và KHIEN_S3_SECRET "
            "(hoặc KHIEN_S3_SECRET_FILE)."
        )
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else (parts.hostname or "")
    host += f":{port}" if port else ""
    return {
        "endpoint_url": f"{'https' if https == '1' else 'http'}://{host}" if host else "",
        "bucket": unquote(bucket),
        "prefix": f"{unquote(prefix)}/" if prefix else "",
        "region": region or ("us-east-1" if host else ""),
        "key": key,
        "secret": secret,
    }
