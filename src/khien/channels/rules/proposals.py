"""The text a material proposes for a medium. Pure: gets the library's texts as plain words.

`{link}` stands for the counted address, which is made when the message goes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from khien.channels.rules.kinds import Medium

LINK = "{link}"
LONGEST_SUBJECT = 200


class Texts(Protocol):
    """What of a material's texts is used here (library.api.EditionTexts)."""

    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def sms(self) -> str: ...
    @property
    def short_post(self) -> str: ...
    @property
    def long_post(self) -> str: ...
    @property
    def mail_subject(self) -> str: ...
    @property
    def mail_text(self) -> str: ...
    @property
    def mail_html(self) -> str: ...
    @property
    def radio(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    subject: str
    text: str
    html: str = ""
    linked: bool = True


def proposal(texts: Texts, medium: Medium) -> Proposal:
    def with_link(text: str) -> str:
        return text.replace(texts.address, LINK) if texts.address else text

    title = texts.title[:LONGEST_SUBJECT]
    match medium:
        case Medium.EMAIL:
            subject = texts.mail_subject[:LONGEST_SUBJECT]
            return Proposal(subject, with_link(texts.mail_text), with_link(texts.mail_html))
        case Medium.SMS:
            return Proposal("", f"{texts.sms} {LINK}")
        case Medium.ZALO:
            return Proposal(title, with_link(texts.short_post))
        case Medium.PUSH | Medium.PORTAL:
            return Proposal(title, texts.summary)
        case Medium.RADIO:
            return Proposal(title, texts.radio, linked=False)
        case Medium.PRINT:
            return Proposal(title, texts.sms, linked=True)
        case Medium.FACEBOOK | Medium.YOUTUBE | Medium.PRESS:
            return Proposal(title, with_link(texts.long_post))


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same to who reads them: spaces and line ends do not count."""
    return one.split() == other.split()
