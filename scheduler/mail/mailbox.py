"""The mailbox that emails come back to, read by IMAP."""

import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from scheduler.domain.messages.delivery import readable
from scheduler.errors import MailboxFailed

SECONDS: Final = 30.0
"""How long the server may take for each answer."""

MOST_AT_ONCE: Final = 200
LARGEST: Final = 1_000_000
"""Bytes of one message that are read: a report is short, and says what it says at its beginning."""

_CONTENT: Final = re.compile(rb"\bBODY\[\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReturnsMailbox:
    """Where to read. ``security``: tls, starttls or none."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str = "INBOX"

    @property
    def called(self) -> str:
        """What it is called where something is said of it."""
        return f"The mailbox of emails that come back, {self.host}:{self.port}"

    @classmethod
    def read(cls, config: Mapping[str, Any]) -> "ReturnsMailbox | None":
        """Return the mailbox of the settings; None where none is set."""
        if not config["RETURNS_HOST"]:
            return None
        return cls(
            config["RETURNS_HOST"],
            config["RETURNS_PORT"],
            config["RETURNS_SECURITY"],
            config["RETURNS_USER"],
            config["RETURNS_PASSWORD"],
        )


def read_reports(mailbox: ReturnsMailbox, taken: Callable[[bytes], bool]) -> int:
    """Hand each unseen report to ``taken``; those it takes are marked as seen. Return how many.

    Every other message stays as it is, and nothing is deleted or moved. Raises MailboxFailed, whose
    sentence says what to look at, where the server cannot be read.
    """
    number = 0
    with _explained(mailbox), _signed_in(mailbox) as server:
        _must(server.select(_quoted(mailbox.folder)))
        found = _must(server.uid("SEARCH", "UNSEEN", "HEADER", "Content-Type", "multipart/report"))
        # The latest first: where people leave others unseen, new ones are read all the same.
        for uid in reversed((found[0] or b"").split()[-MOST_AT_ONCE:]):
            content = _fetched(server, uid.decode("ascii"))
            if content and taken(content):
                _must(server.uid("STORE", uid.decode("ascii"), "+FLAGS", r"(\Seen)"))
                number += 1
    return number


def _fetched(server: imaplib.IMAP4, uid: str) -> bytes:
    """The message's beginning, without marking it; empty when it is gone by now."""
    for part in _must(server.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)")):
        if isinstance(part, tuple) and _CONTENT.search(part[0]):
            return bytes(part[1])
    return b""


@contextmanager
def _explained(mailbox: ReturnsMailbox) -> Iterator[None]:
    """Say in one sentence what went wrong with the server."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        why = (
            f"its certificate is not to be trusted ({error.verify_message}). For an authority of "
            "your own, name its certificate in SSL_CERT_FILE."
        )
        raise MailboxFailed(f"{mailbox.called}: {why}") from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxFailed(f"{mailbox.called}: {_why(mailbox, error)}") from error


def _why(mailbox: ReturnsMailbox, error: Exception) -> str:
    """What the operator would look at first."""
    match error:
        case ssl.SSLError() if mailbox.security == "tls":
            return (
                "it does not begin with TLS. Look at RETURNS_PORT, or set RETURNS_SECURITY to "
                "starttls."
            )
        case TimeoutError():
            return "it did not answer in time. Look at RETURNS_PORT and RETURNS_SECURITY."
        case ConnectionRefusedError():
            return "nobody answers there. Look at RETURNS_HOST and RETURNS_PORT."
        case socket.gaierror():
            return "that name cannot be found. Look at RETURNS_HOST."
        case imaplib.IMAP4.abort() if "TLS not supported" in str(error):
            return "it offers no STARTTLS. Set RETURNS_SECURITY to tls, usually on port 993."
        case imaplib.IMAP4.error():
            return readable(f"it refused ({error}). Look at RETURNS_USER and RETURNS_PASSWORD.")
    return readable(str(error))


@contextmanager
def _signed_in(mailbox: ReturnsMailbox) -> Iterator[imaplib.IMAP4]:
    server = _connected(mailbox)
    try:
        server.login(mailbox.user, mailbox.password)
        yield server
    finally:
        try:
            server.logout()
        except (OSError, imaplib.IMAP4.error):
            server.shutdown()


def _connected(mailbox: ReturnsMailbox) -> imaplib.IMAP4:
    host, port = mailbox.host, mailbox.port
    if mailbox.security == "tls":
        secure = ssl.create_default_context()
        return imaplib.IMAP4_SSL(host, port, ssl_context=secure, timeout=SECONDS)
    server = imaplib.IMAP4(host, port, timeout=SECONDS)
    if mailbox.security == "starttls":
        server.starttls(ssl_context=ssl.create_default_context())
    return server


def _must(answer: tuple[str, list[Any]]) -> list[Any]:
    said, data = answer
    if said != "OK":
        raise imaplib.IMAP4.error(f"The server answered {said}.")
    return data


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
