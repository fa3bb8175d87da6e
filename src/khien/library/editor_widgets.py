"""Widgets of the editor that start without an inline script. Refuses nothing else of Wagtail's."""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.widgets import AdminImageChooser


class PictureChooser(AdminImageChooser):
    """Wagtail's chooser; what its inline script would do is left as data for `library/editor.js`."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        data = self.get_value_data(value)
        start = [attrs["id"], self.get_js_init_options(attrs["id"], name, data)]
        return format_html(
            '{}<span hidden data-start="{}" data-with="{}"></span>',
            self.render_html(name, data, attrs),
            self.js_constructor,
            json.dumps(start),
        )
