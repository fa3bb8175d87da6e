"""A material as a letter: HTML for mail programs of every age, the same in plain text, and the file to open and send.

One table of 600 px, styles inline, nothing fetched from outside: the logo travels along (cid). Light and dark: colours
are set in pairs, with a style sheet for programs that turn dark. Built as a tree, so that a title can never be markup.
Refuses to send, and to name a recipient. Notes: "shortened" when the letter would pass 100 KB and the body is cut to
its summary and the link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from lxml import etree

from khien.library.renditions.made import Made, Pictures
from khien.library.renditions.mail_body import Tree, body_rows, rich
from khien.library.renditions.plain_words import file_name
from khien.library.renditions.texts import plain_with_sources
from khien.library.rules.content import Brand, Content
from khien.library.rules.phrases import phrases
from khien.library.rules.runs import safe_href
from khien.library.rules.sentences import collapse, wrapped

NOTES = ("shortened",)
MOST = 100_000  # bytes of HTML: Gmail cuts a letter after 102 KB
LOGO_CID = "logo@khien"
_PREHEADER = 140
_DARK = (
    "@media (prefers-color-scheme: dark){.page{background:#14191b !important}.card{background:#1d2427 !important}"
    ".ink{color:#eef2f3 !important}.soft{color:#b9c4c8 !important}.box{background:#263034 !important}"
    "a{color:#7fd0e0 !important}.button a{color:#ffffff !important}}"
    "@media (max-width:620px){.wide{width:100% !important}}"
)


@dataclass(frozen=True, slots=True)
class Letter:
    """Parts for a multipart/alternative; `logo` (PNG or JPEG, may be empty) is related to the HTML as LOGO_CID."""

    subject: str
    preheader: str
    html: str
    text: str
    logo: bytes = b""
    shortened: bool = False


def letter(content: Content, brand: Brand) -> Letter:
    """The letter a unit sends to people who asked for it."""
    html, short = _html(content, brand, whole=True), False
    if len(html.encode()) >= MOST:
        html, short = _html(content, brand, whole=False), True
    subject = collapse("".join(c if c.isprintable() else " " for c in content.title))
    return Letter(subject, _preheader(content), html, _text(content, brand), brand.logo, short)


def mail(content: Content, brand: Brand, options: Mapping[str, str], pictures: Pictures) -> Made:
    """Option: format (eml: a draft mail programs open; html; text)."""
    made = letter(content, brand)
    match options["format"]:
        case "eml":
            data, media, ending = message(made, content.published_on), "message/rfc822", "eml"
        case "html":
            data, media, ending = made.html.encode(), "text/html; charset=utf-8", "html"
        case _:
            data, media, ending = (
                made.text.replace("\n", "\r\n").encode("utf-8-sig"),
                "text/plain; charset=utf-8",
                "txt",
            )
    name = file_name(content.title, content.version, "thu", ending)
    return Made(name, media, data, text=made.text, notes=("shortened",) if made.shortened else ())


def message(made: Letter, on: dt.date | None) -> bytes:
    """The letter as a draft without sender and recipient; the same letter gives the same bytes."""
    mail_message = EmailMessage(policy=SMTP)
    mail_message["Subject"] = made.subject
    mail_message["X-Unsent"] = "1"  # Outlook opens it ready to send
    day = on or dt.date(2000, 1, 1)
    mail_message["Date"] = format_datetime(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC))
    mail_message.set_content(made.text, cte="quoted-printable")
    mail_message.add_alternative(made.html, subtype="html", cte="quoted-printable")
    if kind := image_kind(made.logo):
        html_part = list(mail_message.iter_parts())[-1]
        assert isinstance(html_part, EmailMessage)
        html_part.add_related(made.logo, "image", kind, cid=f"<{LOGO_CID}>", filename=f"logo.{kind}")
        html_part.set_boundary("khien-related-part")
    mail_message.set_boundary("khien-alternative-part")
    return mail_message.as_bytes()


def image_kind(data: bytes) -> str:
    """ "png", "jpeg" or "" by the first bytes."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "jpeg" if data.startswith(b"\xff\xd8\xff") else ""


def _preheader(content: Content) -> str:
    """What a list of letters shows beside the subject."""
    line = collapse(content.summary)
    return line if len(line) <= _PREHEADER else f"{line[:_PREHEADER].rsplit(' ', 1)[0]}…"


def _text(content: Content, brand: Brand) -> str:
    labels = phrases(content.language)
    who = [f"{labels['who_sends']}:", *_who(content, brand)]
    return plain_with_sources(content) + "\n\n--\n" + wrapped("\n".join(who))


def _who(content: Content, brand: Brand) -> list[str]:
    labels = phrases(content.language)
    said = [labels["sent_by"].format(unit=brand.unit_name)]
    if brand.programme:
        said.append(labels["part_of"].format(programme=brand.programme))
    if brand.contact:
        said.append(brand.contact)
    if content.unit_name and content.unit_name != brand.unit_name:
        said.append(labels["written_by"].format(unit=content.unit_name))
    if approval := content.approval:
        day = f"{approval.on:%d/%m/%Y}"
        said.append(labels["approved"].format(name=approval.name, role=approval.role, day=day))
    said += [labels[f"licence_{content.licence.value}"], labels["never_asks"]]
    return said


def _html(content: Content, brand: Brand, *, whole: bool) -> str:
    root = Tree("html", lang=content.language)
    head = root.add("head")
    head.add("meta", charset="utf-8")
    head.add("meta", name="viewport", content="width=device-width, initial-scale=1")
    head.add("meta", name="color-scheme", content="light dark")
    head.add("meta", name="supported-color-schemes", content="light dark")
    head.add("title", content.title)
    head.add("style", _DARK)
    body = root.add("body", cls="page", style="margin:0;padding:0;background:#f4f2ee;")
    hidden = (
        "display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;color:#f4f2ee;"
    )
    body.add("div", _preheader(content), style=hidden)
    page = _table(body, cls="page", style="background:#f4f2ee;", width="100%")
    cell = page.add("tr").add("td", align="center", style="padding:16px 8px;")
    card = _table(cell, cls="card wide", width="600", style="width:600px;max-width:100%;background:#ffffff;")
    _letterhead(card, brand)
    _opening(card, content, brand)
    if whole:
        body_rows(card, content)
    _closing(card, content, brand)
    return "<!DOCTYPE html>\n" + etree.tostring(root.node, encoding="unicode", method="html")


def _table(parent: Tree, **attributes: str) -> Tree:
    plain = {"role": "presentation", "cellpadding": "0", "cellspacing": "0", "border": "0"}
    return parent.add("table", **plain, **attributes)


def _letterhead(card: Tree, brand: Brand) -> None:
    style = f"background:{_colour(brand.colour)};padding:16px 24px;{_FONT}color:#ffffff;font-size:16px;line-height:24px;"
    cell = card.add("tr").add("td", style=style, bgcolor=_colour(brand.colour))
    if image_kind(brand.logo):
        cell.add(
            "img",
            src=f"cid:{LOGO_CID}",
            alt="",
            height="40",
            style="vertical-align:middle;border:0;margin-right:12px;",
        )
    cell.add("span", brand.unit_name, style="color:#ffffff;font-weight:600;")


_FONT = "font-family:'Be Vietnam Pro',Arial,Helvetica,sans-serif;"


def _colour(colour: str) -> str:
    """The unit's colour, or ours: nothing but #rrggbb enters a style."""
    right = len(colour) == 7 and colour[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in colour[1:])
    return colour if right else "#0b5563"


def _opening(card: Tree, content: Content, brand: Brand) -> None:
    labels = phrases(content.language)
    cell = card.add("tr").add("td", style="padding:24px 24px 8px;")
    heading = f"{_FONT}margin:0 0 12px;font-size:24px;line-height:34px;font-weight:600;color:#1d2427;"
    cell.add("h1", content.title, cls="ink", style=heading)
    summary = f"{_FONT}margin:0 0 16px;font-size:17px;line-height:28px;color:#1d2427;"
    rich(cell.add("p", cls="ink", style=summary), content.summary, content.address)
    button = _table(cell, cls="button", style="margin:0 0 8px;")
    box = button.add("tr").add("td", style=f"background:{_colour(brand.colour)};border-radius:8px;")
    link = f"{_FONT}display:inline-block;padding:12px 20px;font-size:16px;line-height:24px;font-weight:600;color:#ffffff;text-decoration:none;"
    box.add("a", labels["open_page"], href=safe_href(content.address), style=link)


def _closing(card: Tree, content: Content, brand: Brand) -> None:
    labels = phrases(content.language)
    cell = card.add("tr").add("td", style="padding:16px 24px 24px;")
    small = f"{_FONT}margin:0 0 6px;font-size:14px;line-height:22px;color:#4a565b;"
    if content.sources:
        cell.add("p", f"{labels['sources']}:", cls="soft", style=f"{small}font-weight:600;")
        for source in content.sources:
            line = cell.add("p", cls="soft", style=small)
            line.text(", ".join(part for part in (source.title, source.number) if part))
            if source.address:
                line.text(" ")
                rich(line, f"[{_bracketless(source.address)}]({source.address})", content.address)
    cell.add("p", f"{labels['who_sends']}:", cls="soft", style=f"{small}margin-top:16px;font-weight:600;")
    _lines(cell, _who(content, brand), small)


def _bracketless(text: str) -> str:
    return text.replace("[", "").replace("]", "")


def _lines(cell: Tree, lines: Iterable[str], style: str) -> None:
    for line in lines:
        cell.add("p", line, cls="soft", style=style)
