"""Mail servers as they really are: they take emails, refuse, dawdle, and hang up."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.processes import free_port

OK = "250 OK"


class Mailbox:
    """Keeps what it takes. Each hook answers one command; a test may put its own in their place.

    ``answers`` are given first to each content that arrives, one each, "" for taking it.
    """

    def __init__(self) -> None:
        self.arrived: list[Envelope] = []
        self.answers: list[str] = []
        self.at_sender: Callable[[str], str] = lambda _sender: OK
        self.at_recipient: Callable[[str], str] = lambda _recipient: OK
        self.hang_up_after_content = 0
        self.asked = threading.Semaphore(0)
        """Released by each content that has arrived and waits for its answer."""
        self.let_go = threading.Event()
        self.let_go.set()

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, sender: str, _options: list[str]
    ) -> str:
        answer = self.at_sender(sender)
        if answer == OK:
            envelope.mail_from = sender
        return answer

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, recipient: str, _: list[str]
    ) -> str:
        answer = self.at_recipient(recipient)
        if answer == OK:
            envelope.rcpt_tos.append(recipient)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        answer = self.answers.pop(0) if self.answers else ""
        if not answer:
            # Before the answer: the visitor may be gone by then, and this be cut short.
            self.arrived.append(envelope)
        self.asked.release()
        while not self.let_go.is_set():
            await asyncio.sleep(0.01)
        if not answer and self.hang_up_after_content:
            self.hang_up_after_content -= 1
            server.transport.abort()
        return answer or OK

    def messages(self) -> list[EmailMessage]:
        """What has arrived, in order."""
        found = []
        for envelope in list(self.arrived):
            assert isinstance(envelope.content, bytes)
            found.append(message_from_bytes(envelope.content, policy=policy.default))
        return found

    def recipients(self) -> list[str]:
        """To whom what has arrived is addressed, in order."""
        return [recipient for envelope in list(self.arrived) for recipient in envelope.rcpt_tos]


@contextmanager
def listening(mailbox: Mailbox, port: int | None = None, **options: Any) -> Iterator[int]:
    """The port of an SMTP server of this process that puts everything into the mailbox."""
    port = port or free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        mailbox.let_go.set()
        controller.stop()


def no_password_fits(*_: object) -> AuthResult:
    """An authenticator that takes nobody."""
    return AuthResult(success=False, handled=False)


@contextmanager
def saying(lines: list[bytes]) -> Iterator[int]:
    """The port of a server that says each line to each visitor without listening, then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            while True:
                try:
                    visitor, _ = door.accept()
                except OSError:
                    return
                with visitor:
                    visitor.sendall(b"".join(lines))
                    visitor.shutdown(socket.SHUT_WR)
                    while visitor.recv(1024):
                        pass

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield door.getsockname()[1]
        finally:
            door.shutdown(socket.SHUT_RDWR)


def settings(port: int, **changes: Any) -> dict[str, Any]:
    """The settings that lead to a server on this machine."""
    return {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": port,
        "SMTP_SECURITY": "none",
        "SMTP_USER": None,
        "SMTP_PASSWORD": None,
    } | changes
