"""The public site as plain files: `write_site(folder, base_url=…)`. See `site`."""

from __future__ import annotations

from khien.portal.exporting.site import Outcome, write_site

__all__ = ["Outcome", "write_site"]
