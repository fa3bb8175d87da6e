"""A mail server on this machine (aiosmtpd) that takes, refuses, puts off or hangs up, by whom the mail is for."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.channels.contract import SECRET
from tests.channels.ports import free_port

NAME = "phong-an-toan"


class Sink:
    """`mails`: what was taken. `no-…@` is unknown, `busy…@` later, `mute…@` hangs up after the dot, `drop…@` before
    it, `spam…@` is refused for its content."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.connections = 0
        self.most_per_connection = 0  # then 421, as many servers do
        self._carried: dict[int, int] = {}

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not session.authenticated:
            return "530 5.7.0 Authentication required"
        carried = self._carried.get(id(session), 0)
        if self.most_per_connection and carried >= self.most_per_connection:
            await server.push("421 4.7.0 Too many messages on this connection")
            cast("Any", server).transport.close()
            return "421 4.7.0 bye"
        if address.startswith("not-ours"):
            return "550 5.7.1 Sender refused"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("no-"):
            return "550 5.1.1 No such user here"
        if address.startswith("policy"):
            return "550 5.7.1 Relaying denied"
        if address.startswith("busy"):
            return "451 4.7.1 Greylisted, please try again"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (to,) = envelope.rcpt_tos
        if to.startswith("mute"):
            cast("Any", server).transport.abort()
            return "451 never read"
        if to.startswith("spam"):
            return "554 5.7.1 Content refused"
        self._carried[id(session)] = self._carried.get(id(session), 0) + 1
        made = cast("bytes", envelope.original_content or envelope.content)
        self.raw.append(made)
        self.envelopes.append((str(envelope.mail_from), list(envelope.rcpt_tos)))
        message = email.message_from_bytes(made, policy=email.policy.SMTP)
        self.mails.append(cast("EmailMessage", message))
        return "250 2.0.0 OK queued"

    def texts(self) -> list[str]:
        return [str(mail.get_body(("plain",)).get_content()) for mail in self.mails]  # type: ignore[union-attr]


def sign_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        NAME.encode(),
        SECRET.encode(),
    )
    return AuthResult(success=right, handled=False) if not right else AuthResult(success=True)


def listening(sink: Sink) -> Controller:
    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=sign_in,
        auth_require_tls=False,
    )
    controller.start()
    return controller
