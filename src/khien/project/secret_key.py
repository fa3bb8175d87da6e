"""The signing secret of a one-machine installation: made once, kept readable by its owner only.

Never printed, never in the repository. An installation of several machines sets KHIEN_SECRET_KEY instead.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from khien.project.environment import Misconfigured


def kept_secret(folder: Path, name: str = "secret-key") -> str:
    """The secret in `folder/name`, made when absent. Two first starts at once agree on one file."""
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = secrets.token_urlsafe(50)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Misconfigured(
            f"Không ghi được vào thư mục dữ liệu {folder} ({error.strerror}). "
            "Hãy chọn thư mục khác bằng KHIEN_DATA, hoặc cấp quyền ghi.",
            code=73,
        ) from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(fresh)
    return fresh
