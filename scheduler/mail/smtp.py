"""One email by SMTP, told apart by who is refused: this email, or everything of ours.

smtplib's ``sendmail`` and its ``with`` block hide that difference, and count a bad answer to QUIT
as a failure of an email that has been taken.
"""

import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Any

from scheduler.domain.messages.delivery import DeliveryOutcome, Verdict, readable

CLOSING = 421
TOO_LARGE = 552
MUST_SIGN_IN = 530


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a mail server may take.

    To accept a connection; for each answer; to confirm the content, where giving up means to send
    it twice (RFC 5321 asks for five and for ten minutes); and for the whole delivery, however
    slowly it drips.
    """

    connect: float = 30.0
    answer: float = 300.0
    confirm: float = 600.0
    whole: float = 900.0


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where emails are handed over. ``security``: starttls, tls or none."""

    host: str
    port: int
    security: str
    user: str | None
    password: str | None
    patience: Patience

    @classmethod
    def read(cls, config: Mapping[str, Any], patience: Patience) -> "SmtpServer":
        """Return the server of the settings."""
        return cls(
            config["SMTP_HOST"],
            config["SMTP_PORT"],
            config["SMTP_SECURITY"],
            config["SMTP_USER"],
            config["SMTP_PASSWORD"],
            patience,
        )


class _Stopped(Exception):
    """Carries the outcome out of the conversation."""

    def __init__(self, outcome: DeliveryOutcome) -> None:
        super().__init__(outcome.verdict)
        self.outcome = outcome


def hand_over(
    to: SmtpServer, recipient: str, content: bytes, still_ours: Callable[[], bool]
) -> DeliveryOutcome:
    """Hand one email to the server and say what came of it.

    ``still_ours`` is asked just before the content is sent, which cannot be taken back; nothing is
    sent when it says no. Ends within ``patience.whole`` seconds and a few to hang up.
    """
    client = _client(to)
    with _cut_off_after(client, to.patience.whole):
        try:
            with _server_wide():
                _sign_in(client, to)
                _say_who_sends(client, content)
            with _this_email():
                _say_who_receives(client, recipient)
                if not still_ours():
                    return DeliveryOutcome(Verdict.LOST)
                if client.sock is not None:
                    client.sock.settimeout(to.patience.confirm)
                _must(client.data(content), Verdict.REFUSED, Verdict.DEFERRED)
            return DeliveryOutcome(Verdict.SENT)
        except _Stopped as stopped:
            return stopped.outcome
        finally:
            _take_leave(client)


class _QuickToConnect(smtplib.SMTP):
    """A host that swallows every packet is given up sooner than one that thinks."""

    connect_seconds = 30.0

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found: socket.socket = super()._get_socket(host, port, self.connect_seconds)  # type: ignore[misc]
        found.settimeout(timeout)
        return found


class _QuickToConnectTls(_QuickToConnect, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _client(to: SmtpServer) -> smtplib.SMTP:
    # Made without a host, it does not connect yet.
    client: _QuickToConnect
    if to.security == "tls":
        client = _QuickToConnectTls(
            timeout=to.patience.answer, context=ssl.create_default_context()
        )
    else:
        client = _QuickToConnect(timeout=to.patience.answer)
    client.connect_seconds = to.patience.connect
    return client


@contextmanager
def _cut_off_after(client: smtplib.SMTP, seconds: float) -> Iterator[None]:
    """Close the connection after so many seconds: whoever waits for it then hears that it ended."""

    def cut() -> None:
        if (connection := client.sock) is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _server_wide() -> Iterator[None]:
    """What goes wrong here would go wrong for every email."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        lasting = 500 <= error.smtp_code < 600
        words = _said(error.smtp_code, error.smtp_error)
        raise _Stopped(
            DeliveryOutcome(Verdict.BARRED if lasting else Verdict.AWAY, words)
        ) from error
    except (smtplib.SMTPServerDisconnected, TimeoutError) as error:
        raise _Stopped(DeliveryOutcome(Verdict.AWAY, _happened(error))) from error
    except (smtplib.SMTPException, ssl.SSLCertVerificationError) as error:
        # It offers no encryption, no sign-in that we know, or a certificate nobody vouches for.
        raise _Stopped(DeliveryOutcome(Verdict.BARRED, _happened(error))) from error
    except (OSError, UnicodeError) as error:
        raise _Stopped(DeliveryOutcome(Verdict.AWAY, _happened(error))) from error


@contextmanager
def _this_email() -> Iterator[None]:
    """What goes wrong here may be the email's own fault."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        _must((error.smtp_code, error.smtp_error), Verdict.REFUSED, Verdict.DEFERRED)
    except UnicodeError as error:
        words = "The mail server takes no address with such letters."
        raise _Stopped(DeliveryOutcome(Verdict.REFUSED, words)) from error
    except (smtplib.SMTPException, OSError) as error:
        # It may have taken the email all the same: the next try carries the same Message-ID.
        raise _Stopped(DeliveryOutcome(Verdict.DEFERRED, _happened(error))) from error


def _sign_in(client: smtplib.SMTP, to: SmtpServer) -> None:
    code, said = client.connect(to.host, to.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, said)
    client.ehlo_or_helo_if_needed()
    if to.security == "starttls":
        client.starttls(context=ssl.create_default_context())
        client.ehlo_or_helo_if_needed()
    if to.user:
        client.login(to.user, to.password or "")


def _say_who_sends(client: smtplib.SMTP, content: bytes) -> None:
    sender = message_from_bytes(content, policy=policy.SMTP)["From"].addresses[0].addr_spec
    options = [f"size={len(content)}"] if client.has_extn("size") else []
    answer = client.mail(sender, options)
    if answer[0] == TOO_LARGE:
        raise _Stopped(DeliveryOutcome(Verdict.REFUSED, _said(*answer)))
    _must(answer, Verdict.BARRED, Verdict.AWAY)


def _say_who_receives(client: smtplib.SMTP, recipient: str) -> None:
    code, said = client.rcpt(recipient)
    lasting = Verdict.BARRED if code == MUST_SIGN_IN else Verdict.REFUSED
    _must((code, said), lasting, Verdict.DEFERRED)


def _must(answer: tuple[int, bytes | str], lasting: Verdict, passing: Verdict) -> None:
    """Stop unless the server agreed: ``lasting`` for a 5xx, ``passing`` for anything else."""
    code, said = answer
    if 200 <= code < 300:
        return
    if code == CLOSING:
        passing = Verdict.AWAY
    raise _Stopped(DeliveryOutcome(lasting if 500 <= code < 600 else passing, _said(code, said)))


def _take_leave(client: smtplib.SMTP) -> None:
    """Hang up politely; what the server makes of it changes nothing any more."""
    with suppress(smtplib.SMTPException, OSError):
        if client.sock is not None:
            client.sock.settimeout(5)
            client.quit()
    client.close()


def _said(code: int, said: bytes | str) -> str:
    return readable(f"{code} {readable(said)}")


def _happened(error: Exception) -> str:
    # smtplib turns an answer that did not come into a connection that ended.
    match error.__context__ if isinstance(error, smtplib.SMTPServerDisconnected) else error:
        case TimeoutError():
            return "The mail server did not answer in time."
        case socket.gaierror():
            return "The mail server's name cannot be found."
        case OSError(strerror=str(words)) if not isinstance(error, smtplib.SMTPException):
            return readable(words)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "The mail server closed the connection without an answer."
    return readable(str(error))
