"""A parcel as bytes of a mail (RFC 5322, MIME). Written by hand because `EmailMessage` takes longer than the wire.

Refuses line breaks in headers: whatever stood in a subject or an address stays in it.
"""

from __future__ import annotations

import base64
import datetime as dt
import functools
import hashlib
import re
from email.utils import format_datetime
from html import escape

from khien.channels.transports.contract import Parcel

_ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")  # printable ASCII, one @
_WORD = 45  # octets: 60 characters of base64
_NO_REF = re.compile(r"[^A-Za-z0-9._=+-]")


def written_address(address: str) -> str:
    """As it goes on the wire, the domain in ASCII; empty when no mail server would understand it."""
    name, at, domain = address.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii") if domain else ""
    except UnicodeError:
        return ""
    made = f"{name}{at}{ascii_domain}"
    return made if _ADDRESS.fullmatch(made) and not set(name) & set('<>()[]\\,;:" ') else ""


def message_id(ref: str, sender: str) -> str:
    """`ref` is what bounces are recognised by."""
    return f"<{_NO_REF.sub('-', ref)}@{sender.rpartition('@')[2]}>"


@functools.lru_cache(maxsize=256)
def header(name: str, text: str) -> str:
    """One header line, encoded words where needed, folded."""
    one_line = " ".join(text.split())
    if one_line.isascii() and one_line.isprintable() and len(one_line) < 900:
        return f"{name}: {one_line}\r\n"
    return f"{name}: {encoded_words(one_line)}\r\n"


def encoded_words(text: str) -> str:
    """RFC 2047: words of at most 75 characters, one a line, no letter cut in two."""
    pieces, held = [], b""
    for letter in text:
        octets = letter.encode("utf-8", "replace")
        if len(held) + len(octets) > _WORD:
            pieces.append(held)
            held = b""
        held += octets
    pieces.append(held)
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(piece).decode()}?=" for piece in pieces)


@functools.lru_cache(maxsize=16)
def mailbox(name: str, shown: str, address: str) -> str:
    """`From: Sở … <…>`."""
    words = " ".join(shown.split())
    if words.isascii():
        quoted = words.replace("\\", "").replace('"', "'")
        return f'{name}: "{quoted}" <{address}>\r\n' if quoted else f"{name}: {address}\r\n"
    return f"{name}: {encoded_words(words)}\r\n <{address}>\r\n"


def mail(
    parcel: Parcel, *, sender: str, shown: str, reply_to: str, leave_words: str, at: dt.datetime
) -> bytes:
    """The whole mail, lines ended by CRLF, no line beginning with a dot. `leave_words` stand before the address at
    which a reader leaves: not every mail program shows the header."""
    head = [
        mailbox("From", shown, sender),
        header("To", written_address(parcel.to)),
        header("Subject", parcel.subject),
        f"Date: {format_datetime(at)}\r\n",
        f"Message-ID: {message_id(parcel.ref, sender)}\r\n",
        "Auto-Submitted: auto-generated\r\n",  # no out-of-office answers, please (RFC 3834)
        f"Content-Language: {'en' if parcel.language == 'en' else 'vi'}\r\n",
    ]
    if reply_to:
        head.append(header("Reply-To", reply_to))
    if parcel.urgent:
        head.append("Importance: high\r\n")
    if parcel.unsubscribe and parcel.unsubscribe.isascii() and ">" not in parcel.unsubscribe:
        head.append(header("List-Unsubscribe", f"<{parcel.unsubscribe}>"))
        if parcel.unsubscribe.startswith("https://"):
            head.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
    head.append("MIME-Version: 1.0\r\n")
    return "".join(head).encode("ascii") + _body(parcel, shown, leave_words)


def _body(parcel: Parcel, shown: str, leave_words: str) -> bytes:
    text = parcel.text.rstrip() + f"\n\n-- \n{shown}\n"
    page = parcel.html
    if parcel.unsubscribe:
        text += f"{leave_words} {parcel.unsubscribe}\n"
        line = f'<p><a href="{escape(parcel.unsubscribe)}">{escape(leave_words)}</a></p>'
        head, end, tail = page.rpartition("</body>")
        page = f"{head}{line}{end}{tail}" if end else page + line
    body = _text_part("plain", text)
    if parcel.html:
        body = _together("alternative", [body, _text_part("html", page)])
    if parcel.files:
        body = _together("mixed", [body, *(_file_part(*file) for file in parcel.files)])
    return body


def _text_part(subtype: str, text: str) -> bytes:
    lines = "\r\n".join(text.splitlines()) + "\r\n"
    head = f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head.encode() + _base64(lines.encode())


def _file_part(name: str, media_type: str, data: bytes) -> bytes:
    kind = (
        media_type if re.fullmatch(r"[\w.+-]+/[\w.+-]+", media_type, re.ASCII) else "application/octet-stream"
    )
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)[:80] or "tep"
    head = (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{plain}"\r\n\r\n'
    )
    return head.encode() + _base64(data)


def _together(subtype: str, parts: list[bytes]) -> bytes:
    mark = "khien-" + hashlib.sha256(b"".join(parts)).hexdigest()[:32]
    head = f'Content-Type: multipart/{subtype}; boundary="{mark}"\r\n\r\n'.encode()
    line = f"--{mark}\r\n".encode()
    return head + b"".join(line + part for part in parts) + f"--{mark}--\r\n".encode()


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
