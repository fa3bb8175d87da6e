"""What a material says, as plain values: the one source that every rendition, the web page included, is made from.

Refuses HTML, files and pictures' bytes: a picture is named here and fetched by who draws it. Everything is
immutable, so that two renditions of one version can never say different things.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from khien.library.rules.kinds import Licence, MaterialKind


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one look. `href` is an absolute http(s) address, a path of this site, tel: or mailto:."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2  # 2 or 3; 1 is the title


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Runs, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Things to do in this order."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A box that stands out. `tone`: "danger" (stop), "need" (mind this), "info", "done" (good to know)."""

    title: str
    text: str
    tone: str = "danger"


@dataclass(frozen=True, slots=True)
class DoDont:
    do: tuple[str, ...]
    dont: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of somebody; in a made-up conversation `who` says so ("Kẻ lừa đảo")."""

    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Quiz:
    """One question; at least one option is right."""

    question: str
    options: tuple[Option, ...]
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to tell. `number` as people dial it; `address` a web address."""

    name: str
    number: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """`key` names the picture in the store (library.Picture's uuid); `alt` says what it shows to who cannot see it."""

    key: str
    alt: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Two pictures beside each other: the false and the true, before and after."""

    before: Picture
    after: Picture


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Video:
    """`key` names the file in the store; captions are WebVTT; `transcript` is what is said, for who cannot hear."""

    key: str
    title: str
    captions_key: str = ""
    transcript: str = ""
    seconds: int = 0


Block = (
    Paragraph
    | Heading
    | Bullets
    | Steps
    | Notice
    | DoDont
    | Quote
    | Quiz
    | Contact
    | Picture
    | BeforeAfter
    | Table
    | Video
)


@dataclass(frozen=True, slots=True)
class Scam:
    """How a way of cheating works. Every list reads on its own; `first_seen` is the month it was first told of."""

    signs: tuple[str, ...] = ()
    how_it_goes: tuple[str, ...] = ()
    do_now: tuple[str, ...] = ()
    tell_whom: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    first_seen: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PosterText:
    """The few words of a poster, leaflet or card: read from three metres away in five seconds."""

    headline: str = ""
    points: tuple[str, ...] = ()
    call: str = ""  # what to do: "Cúp máy. Gọi 113."


@dataclass(frozen=True, slots=True)
class Source:
    """What a statement rests on. `legal`: an instrument of law, with its number."""

    title: str
    number: str = ""
    address: str = ""
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """Who answers for the text."""

    name: str
    role: str
    on: dt.date
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """One version of one material. Codes of topics and audiences with their names in `language`, in order."""

    uuid: str
    kind: MaterialKind
    title: str
    summary: str
    language: str
    blocks: tuple[Block, ...]
    address: str  # absolute address of its page; what a QR code points at
    topics: tuple[tuple[str, str], ...] = ()
    audiences: tuple[tuple[str, str], ...] = ()
    scam: Scam | None = None
    poster: PosterText = field(default_factory=PosterText)
    sms: str = ""  # the writer's own short text; empty = made from the summary
    bulletin: str = ""  # the writer's own words for the loudspeaker; empty = made from the text
    picture: Picture | None = None
    sources: tuple[Source, ...] = ()
    licence: Licence = Licence.OPEN
    version: int = 1
    unit_name: str = ""
    approval: Approval | None = None
    published_on: dt.date | None = None
    valid_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Brand:
    """Who gives a rendition out: a unit's name, logo and colour on a text that stays the same.

    `logo`: PNG or JPEG bytes, or empty. `colour`: "#rrggbb", dark enough for white text (≥ 4.5 : 1).
    `contact`: one line, for instance a telephone number the unit itself has given.
    """

    unit_name: str
    programme: str = ""
    logo: bytes = b""
    colour: str = "#0b5563"
    contact: str = ""
