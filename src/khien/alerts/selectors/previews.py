"""What each way out will say, before anybody approves: our own pages and texts first, then what channels answer.

A channel that fails to answer is named with its trouble; it never stops an approval.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from khien.alerts.outlets import Outlet, OutletPreview, OutletState, outlets_for
from khien.alerts.rules.issued import IssuedAlert
from khien.library.api import SmsCount, sms_count

log = logging.getLogger(__name__)
SYLLABLES_A_MINUTE = 180  # a calm speaker; library.rules.radio counts the same way


@dataclass(frozen=True, slots=True)
class Shown:
    """One card. `count` for messages; `kind` names the look: banner, message, words, poster."""

    code: str
    label: object
    icon: str
    kind: str
    text: str
    title: str = ""
    count: SmsCount | None = None
    html: str = ""
    parts: int = 0
    recipients: int | None = None
    cost_vnd: int | None = None
    note: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletLine:
    label: object
    icon: str
    state: OutletState


def own_previews(value: IssuedAlert) -> list[Shown]:
    """What this house itself makes of the texts."""
    found = [
        Shown(
            "site", _("Line on every page of the site"), "world", "banner", value.short, title=value.headline
        ),
        Shown("sms", _("Text message"), "message", "message", value.short, count=sms_count(value.short)),
    ]
    english = value.texts.get("en")
    if english is not None and english.short:
        found.append(
            Shown(
                "sms-en",
                _("Text message in English"),
                "message",
                "message",
                english.short,
                count=sms_count(english.short),
            )
        )
    vi = value.texts.get("vi")
    radio = vi.radio if vi is not None else ""
    found += [
        Shown("push", _("Pop-up on telephones, Zalo"), "bell", "words", value.short, title=value.headline),
        Shown("radio", _("Loudspeaker"), "speakerphone", "words", radio, note=_spoken(radio)),
        Shown(
            "poster",
            _("Poster"),
            "photo",
            "poster",
            value.short,
            title=value.headline,
            lines=tuple(line for line in value.instruction.splitlines() if line.strip())[:4],
        ),
    ]
    return found


def _spoken(text: str) -> str:
    seconds = round(len(text.split()) / SYLLABLES_A_MINUTE * 60)
    return _("About %(seconds)s seconds when read aloud.") % {"seconds": seconds} if text else ""


def outlet_previews(value: IssuedAlert) -> list[Shown]:
    """What channels will say; none for a drill."""
    found = []
    for outlet in outlets_for(drill=value.drill):
        said = _asked(outlet, outlet.preview, value)
        if isinstance(said, OutletPreview):
            found.append(
                Shown(
                    outlet.code,
                    outlet.label,
                    outlet.icon,
                    "words",
                    said.text,
                    html=said.html,
                    parts=said.parts,
                    recipients=said.recipients,
                    cost_vnd=said.cost_vnd,
                    note=said.note,
                )
            )
        elif said is not None:
            note = _("This channel does not answer now. The warning can be sent all the same.")
            found.append(Shown(outlet.code, outlet.label, outlet.icon, "words", "", note=note))
    return found


def outlet_states(value: IssuedAlert) -> list[OutletLine]:
    """What became of it on each channel; none for a drill."""
    found = []
    asked: dict[Callable[..., object], object] = {}
    for outlet in outlets_for(drill=value.drill):
        if outlet.states not in asked:
            asked[outlet.states] = _asked(outlet, outlet.states, value.uuid)
        states = asked[outlet.states]
        if isinstance(states, Mapping):
            if (said := states.get(outlet.code)) is not None:
                found.append(OutletLine(outlet.label, outlet.icon, said))
        else:
            trouble = _("This channel does not answer now.")
            found.append(OutletLine(outlet.label, outlet.icon, OutletState("", trouble=trouble)))
    return found


def _asked(outlet: Outlet, ask: Callable[..., object], about: object) -> object:
    """The answer; None = has nothing to say; an exception as the value when it fails."""
    try:
        return ask(about)
    except Exception as error:
        log.exception("outlet %s does not answer", outlet.code)
        return error
