"""Words of bulk edits. Translated where they are shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from khien.work.rules.batches import DECIDING, Act

ACT_WORDS: dict[Act, object] = {
    Act.PERSON: _("Name who does them"),
    Act.HAND_OVER: _("Offer them to another unit"),
    Act.PUT_OFF: _("Put off the due day"),
    Act.STOP: _("Stop them"),
    Act.RESUME: _("Resume them"),
    Act.GRANT: _("Grant the requests for more time"),
    Act.REFUSE: _("Refuse the requests for more time"),
}


def act_choices(*, decides: bool) -> list[tuple[str, object]]:
    return [(act.value, word) for act, word in ACT_WORDS.items() if decides or act not in DECIDING]
