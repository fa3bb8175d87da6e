"""Mail over one SMTP connection. The dot after DATA is the edge: an answer after it is believed, silence is doubt."""

from __future__ import annotations

import imaplib
import importlib
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import ClassVar

from django.utils.translation import gettext as _

from khien.base.clock import now
from khien.channels.rules.reasons import Reason
from khien.channels.transports.contract import (
    AccountData,
    Fate,
    Limits,
    Outcome,
    Parcel,
    Receipt,
    TransportDown,
)
from khien.channels.transports.email.answers import Answer, understood
from khien.channels.transports.email.bounces import receipts_in
from khien.channels.transports.email.dkim_keys import SIGNED
from khien.channels.transports.email.mailboxes import Box, Imap, Maildir
from khien.channels.transports.email.writing import mail, written_address
from khien.channels.transports.words import said

TIMEOUT = 30.0  # seconds; RFC 5321 4.5.3.2 would wait minutes, a queue of a million may not
CHECK_TIMEOUT = 8.0
_BROKEN = (OSError, smtplib.SMTPServerDisconnected, smtplib.SMTPResponseException)


class Email:
    limits: ClassVar[Limits] = Limits(rate_per_second=10, media=("image", "html", "link", "file"), chunk=50)

    def __init__(self, account: AccountData) -> None:
        self._account = account
        self._sender = written_address(str(account.settings.get("sender", "")))
        self._leave_words = _("Stop receiving these mails:")
        self._bounce_to = written_address(str(account.settings.get("bounce_to") or self._sender))

    @contextmanager
    def open(self) -> Iterator[MailLine]:
        line = MailLine(self, self.connected(TIMEOUT))
        try:
            yield line
        finally:
            line.close()

    def check(self) -> str:
        smtp = self.connected(CHECK_TIMEOUT)
        try:
            code, words = smtp.noop()
        except _BROKEN:
            raise TransportDown(_("The mail server hung up after signing in.")) from None
        finally:
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
        if code >= 400:
            raise TransportDown(_("The mail server says: “%s”") % said(words, self._account))
        return _("The mail server answers and lets us in.")

    def parts(self, text: str) -> int:
        return 1

    def receipts(self, *, seconds: float) -> Iterator[list[Receipt]]:
        """Returned mail that lies in the mailbox now; does not wait. Raises TransportDown."""
        box = self._box()
        if box is None:
            return
        until, domain = time.monotonic() + seconds, self._sender.rpartition("@")[2]
        try:
            for name, raw in box:
                found = receipts_in(raw, domain=domain)
                if found:
                    yield found  # written down before the mail is thrown away
                box.put_away(name, ours=bool(found))
                if time.monotonic() > until:
                    return
        except (OSError, imaplib.IMAP4.error):
            raise TransportDown(_("The mailbox of returned mail does not answer.")) from None
        finally:
            box.close()

    def _box(self) -> Box | None:
        wanted = self._account.settings
        try:
            if wanted.get("intake") == "folder":
                return Maildir(str(wanted["intake_folder"]))
            if wanted.get("intake") == "imap":
                return Imap(
                    str(wanted["intake_host"]),
                    str(wanted["intake_username"]),
                    self._account.secrets.get("intake_password", ""),
                    str(wanted.get("intake_folder") or "INBOX"),
                )
        except imaplib.IMAP4.error:
            raise TransportDown(_("The mailbox refuses our name or password."), permanent=True) from None
        except OSError:
            raise TransportDown(_("The mailbox of returned mail does not answer.")) from None
        return None

    def connected(self, timeout: float) -> smtplib.SMTP:
        """Signed in. Raises TransportDown."""
        wanted = self._account.settings
        host, port = str(wanted["host"]), int(wanted["port"])
        try:
            if wanted.get("security") == "tls":
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    host, port, timeout=timeout, context=ssl.create_default_context()
                )
            else:
                smtp = smtplib.SMTP(host, port, timeout=timeout)
        except ssl.SSLError:
            raise TransportDown(_("The mail server's certificate is not trusted."), permanent=True) from None
        except (OSError, smtplib.SMTPException):
            raise TransportDown(_("The mail server does not answer.")) from None
        if isinstance(
            smtp.sock, socket.socket
        ):  # the text and its dot go one by one: without this each waits 40 ms
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if smtp.sock is not None:  # the end of a long mail must not wait for its beginning's receipt
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._signed_in(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _signed_in(self, smtp: smtplib.SMTP) -> None:
        wanted = self._account.settings
        try:
            smtp.ehlo_or_helo_if_needed()
            if wanted.get("security") == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if wanted.get("username"):
                smtp.login(str(wanted["username"]), self._account.secrets.get("password", ""))
        except smtplib.SMTPAuthenticationError as error:
            later = error.smtp_code < 500
            raise TransportDown(
                _("The mail server refuses our name or password."), permanent=not later
            ) from None
        except ssl.SSLError:
            raise TransportDown(_("The mail server's certificate is not trusted."), permanent=True) from None
        except smtplib.SMTPNotSupportedError:
            words = _("The mail server does not offer the encryption or the sign-in that is set.")
            raise TransportDown(words, permanent=True) from None
        except (OSError, smtplib.SMTPException):
            raise TransportDown(_("The mail server hung up while signing in.")) from None

    def written(self, parcel: Parcel) -> bytes:
        wanted = self._account.settings
        made = mail(
            parcel,
            sender=self._sender,
            shown=str(wanted.get("sender_name", "")),
            reply_to=written_address(str(wanted.get("reply_to") or "")),
            leave_words=self._leave_words,
            at=now(),
        )
        key = self._account.secrets.get("dkim_key") if wanted.get("dkim_selector") else None
        return self._signature(made, key) + made if key else made

    def _signature(self, made: bytes, key: str) -> bytes:
        dkim = importlib.import_module(
            "dkim"
        )  # with its DNS library: accounts without a key never wait for it
        signed: bytes = dkim.sign(
            made,
            selector=str(self._account.settings["dkim_selector"]).encode(),
            domain=self._sender.rpartition("@")[2].encode(),
            privkey=key.encode(),
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name for name in SIGNED if b"\n" + name + b":" in b"\n" + made],
        )
        return signed

    @property
    def bounce_to(self) -> str:
        return self._bounce_to


class _Lost(Exception):
    """The connection went; `uncertain`: the dot was out."""

    def __init__(self, *, uncertain: bool) -> None:
        self.uncertain = uncertain


class MailLine:
    """One connection; opened again once when the server closes between two mails (many do after some hundred)."""

    def __init__(self, transport: Email, smtp: smtplib.SMTP) -> None:
        self._transport, self._smtp = transport, smtp
        self._carried = 0  # on this connection

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self._smtp.quit()
        self._smtp.close()

    def send(self, parcels: Iterator[Parcel]) -> Iterator[Outcome]:
        for parcel in parcels:
            to = written_address(parcel.to)
            if not to:
                yield Outcome(parcel.ref, Fate.REFUSED, reason=Reason.NO_ADDRESS, hard=True)
                continue
            try:
                answer = self._handed_over(to, self._transport.written(parcel), parcel.ref)
            except _Lost as lost:
                fate, reason = (
                    (Fate.UNCERTAIN, Reason.BROKEN) if lost.uncertain else (Fate.TRY_AGAIN, "hung-up")
                )
                yield Outcome(parcel.ref, fate, reason=reason)
                raise TransportDown(_("The mail server hung up.")) from None
            except TransportDown as down:
                yield Outcome(parcel.ref, Fate.TRY_AGAIN, reason="account")
                raise TransportDown(down.words, permanent=down.permanent) from None
            taken = answer.fate is Fate.TAKEN
            yield Outcome(
                parcel.ref,
                answer.fate,
                provider_id=parcel.ref[:80] if taken else "",
                reason=answer.reason,
                hard=answer.hard,
            )

    def _handed_over(self, to: str, made: bytes, ref: str) -> Answer:
        """Raises _Lost, or TransportDown when it is the account that is refused."""
        for _attempt in (1, 2):
            began_with = self._carried
            try:
                code, words = self._smtp.docmd("MAIL", self._envelope(ref, len(made)))
            except _BROKEN:
                code, words = 421, b""
            if code != 421 or not began_with:
                break
            self.close()
            self._smtp, self._carried = self._transport.connected(TIMEOUT), 0
        if code == 421 or code < 200:
            raise _Lost(uncertain=False)
        if code >= 400:
            self._reset()
            if code < 500 or code == 552:
                return understood(code, words)
            raise TransportDown(_("The mail server refuses our sender address."), permanent=True)
        return self._to_one(to, made)

    def _envelope(self, ref: str, size: int) -> str:
        """By hand: smtplib would take both addresses apart once more, and both were looked at already."""
        options = [f"FROM:<{self._transport.bounce_to}>"]
        if self._smtp.has_extn("size"):
            options.append(f"SIZE={size}")
        if self._smtp.has_extn("dsn") and ref.replace("-", "").isalnum() and ref.isascii():
            options += [
                "RET=HDRS",
                f"ENVID={ref}",
            ]  # RFC 3461: a bounce then names it even without our headers
        return " ".join(options)

    def _to_one(self, to: str, made: bytes) -> Answer:
        try:
            code, words = self._smtp.docmd("RCPT", f"TO:<{to}>")
            if code >= 400:
                return self._ended(code, words, about_address=True)
            code, words = self._smtp.docmd("DATA")
            if code != 354:
                return self._ended(code, words)
        except _BROKEN:
            raise _Lost(uncertain=False) from None
        try:
            self._smtp.send(made + b".\r\n")
        except _BROKEN:  # its last octets, the dot, never left: the server must throw the mail away
            raise _Lost(uncertain=False) from None
        try:
            code, words = self._smtp.getreply()
        except _BROKEN:
            raise _Lost(uncertain=True) from None
        self._carried += 1
        return understood(code, words)

    def _ended(self, code: int, words: bytes, *, about_address: bool = False) -> Answer:
        if code == 421:
            raise _Lost(uncertain=False)
        self._reset()
        return understood(code, words, about_address=about_address)

    def _reset(self) -> None:
        """Nothing of a refused mail may stay for the next one."""
        with suppress(*_BROKEN):
            self._smtp.rset()
