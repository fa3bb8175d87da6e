"""What a sent warning names that might be shared: for a person to tick. Refuses what the office itself uses."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from khien.alerts.models import Alert, Indicator
from khien.alerts.rules.indicators import Found, found_in


def suggested(alert: Alert) -> list[Found]:
    """Without what is shared already, this site, and the contact of the warning."""
    words = [
        part for row in alert.words.all() for part in (row.headline, row.short, row.long, row.instruction)
    ]
    own = {one.value for one in found_in(alert.contact)}
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or ""
    found = [
        one for one in found_in("\n".join(words)) if one.value not in own and not (host and host in one.value)
    ]
    shared = set(
        Indicator.objects.filter(
            value__in=[one.value for one in found], withdrawn_at__isnull=True
        ).values_list("kind", "value")
    )
    return [one for one in found if (one.kind.value, one.value) not in shared]
