"""What channels refuses, in words for people.

KhienError
├── OwnCampaign (403)      nobody approves what she made herself
├── NotNow (409)           the campaign is not at that step any more
├── ChangedMeanwhile (409) somebody kept a newer plan after this page was opened
├── NotReady (400)         something is missing before it may be sent in; `lacks` names it
├── OutsideArea (403)      people of another unit's area
├── AccountChanged (409)   somebody changed a channel after this page was opened
├── NotTested (409)        a channel is switched on only after a test that went well
└── TooManyTests (429)     an officer's test messages of this hour are used up
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from khien.base.errors import Conflict, KhienError, Refused


class OwnCampaign(Refused):
    code = "own-campaign"

    def __init__(self) -> None:
        super().__init__(_("You had a hand in this campaign. Somebody else must approve it."))


class NotNow(Conflict):
    code = "not-at-this-step"

    def __init__(self) -> None:
        super().__init__(_("This campaign has moved on meanwhile. Look at it again; nothing was changed."))


class ChangedMeanwhile(Conflict):
    code = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this campaign after you opened the page. Look at it again; nothing was kept.")
        )


class NotReady(KhienError):
    code = "not-ready"

    def __init__(self, lacks: Sequence[object]) -> None:
        super().__init__(_("Still missing: %(list)s.") % {"list": "; ".join(str(one) for one in lacks)})
        self.lacks = tuple(lacks)


class OutsideArea(Refused):
    code = "outside-area"

    def __init__(self) -> None:
        super().__init__(_("Your unit writes to people of its own area only."))


class TooManyTests(KhienError):
    code = "too-many-tests"
    status = 429

    def __init__(self, most: int) -> None:
        super().__init__(
            _("You have sent %(most)s test messages in the last hour. Try again later.") % {"most": most}
        )


class AccountChanged(Conflict):
    code = "account-changed"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody changed this channel after you opened the page. Look again; nothing was kept.")
        )


class NotTested(Conflict):
    code = "not-tested-yet"

    def __init__(self) -> None:
        super().__init__(_("Test this channel first. It is switched on when the test went well."))
