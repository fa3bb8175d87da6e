"""Office packages (zip) with fixed times, so that the same content is the same bytes. Refuses to change contents but
the properties it is told to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def fixed_package(blob: bytes, *, core: Callable[[bytes], bytes] | None = None) -> bytes:
    """The same members in the same order with one time; `core` may rewrite the file's properties."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(blob)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if core is not None and name == "docProps/core.xml":
                content = core(content)
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            target.writestr(member, content)
    return out.getvalue()
