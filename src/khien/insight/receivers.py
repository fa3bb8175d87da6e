"""What insight tells the rooms below when the house opens: the names of its audit actions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.base.audit import register_action

register_action("insight.published", _("put a programme's results on a public page"))
register_action("insight.scorecard_changed", _("changed a programme's public page"))
