"""What comes of handing an email to a real SMTP server, whatever it says and whenever."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from scheduler.domain.messages.delivery import DeliveryOutcome, Verdict
from scheduler.mail.smtp import Patience, SmtpServer, hand_over
from tests.builders.mails import letter
from tests.mail_servers import Mailbox, listening, no_password_fits, saying, settings
from tests.processes import free_port

QUICK = Patience(connect=5, answer=20, confirm=20, whole=40)
ANN = "ann@example.org"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[SmtpServer]:
    with listening(mailbox) as port:
        yield at(port)


def at(port: int, patience: Patience = QUICK, **changes: object) -> SmtpServer:
    return SmtpServer.read(settings(port, **changes), patience)


def try_at(server: SmtpServer, content: bytes | None = None) -> DeliveryOutcome:
    return hand_over(server, ANN, content or letter().content, lambda: True)


def test_the_bytes_arrive_as_they_were_written(server: SmtpServer, mailbox: Mailbox) -> None:
    written = letter().content
    assert try_at(server, written) == DeliveryOutcome(Verdict.SENT)
    [envelope] = mailbox.arrived
    assert (envelope.mail_from, envelope.rcpt_tos) == ("crosstalk@example.org", [ANN])
    assert envelope.content == written


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("550 5.1.1 No such person", Verdict.REFUSED),
        ("554 5.7.1 Relay access denied", Verdict.REFUSED),
        ("450 4.2.0 Greylisted, come back", Verdict.DEFERRED),
        ("421 4.3.2 Closing down", Verdict.AWAY),
        ("530 5.7.0 Sign in first", Verdict.BARRED),
    ],
)
def test_an_answer_to_the_recipient(
    server: SmtpServer, mailbox: Mailbox, said: str, verdict: Verdict
) -> None:
    mailbox.at_recipient = lambda _: said
    assert try_at(server) == DeliveryOutcome(verdict, said)
    assert mailbox.arrived == []


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("554 5.7.1 Looks like spam", Verdict.REFUSED),
        ("451 4.3.0 Try again later", Verdict.DEFERRED),
        ("421 4.3.2 Closing down", Verdict.AWAY),
    ],
)
def test_an_answer_to_the_content(
    server: SmtpServer, mailbox: Mailbox, said: str, verdict: Verdict
) -> None:
    mailbox.answers = [said]
    assert try_at(server) == DeliveryOutcome(verdict, said)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("553 5.7.1 You may not send as this", Verdict.BARRED),
        ("550 5.4.5 Daily quota exceeded", Verdict.BARRED),
        ("451 4.7.1 Too many emails, slow down", Verdict.AWAY),
        ("552 5.3.4 Message too large", Verdict.REFUSED),
    ],
)
def test_an_answer_to_the_sender_concerns_every_email_but_for_its_size(
    server: SmtpServer, mailbox: Mailbox, said: str, verdict: Verdict
) -> None:
    mailbox.at_sender = lambda _: said
    assert try_at(server) == DeliveryOutcome(verdict, said)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (b"554 5.7.1 We know your kind\r\n", Verdict.BARRED),
        (b"421 4.3.2 Full house\r\n", Verdict.AWAY),
    ],
)
def test_an_answer_at_the_door(said: bytes, verdict: Verdict) -> None:
    with saying([said]) as port:
        assert try_at(at(port)) == DeliveryOutcome(verdict, said.decode().strip())


def test_a_server_that_hangs_up_at_once_is_away() -> None:
    with saying([]) as port:
        assert try_at(at(port)) == DeliveryOutcome(
            Verdict.AWAY, "The mail server closed the connection without an answer."
        )


def test_no_server_is_away() -> None:
    assert try_at(at(free_port())) == DeliveryOutcome(Verdict.AWAY, "Connection refused")


def test_a_name_that_leads_nowhere_is_away() -> None:
    nowhere = replace(at(25), host="no-such-host.invalid")
    assert try_at(nowhere) == DeliveryOutcome(
        Verdict.AWAY, "The mail server's name cannot be found."
    )


def test_a_wrong_password_bars_every_email(mailbox: Mailbox) -> None:
    asks = {"authenticator": no_password_fits, "auth_require_tls": False}
    with listening(mailbox, **asks) as port:
        outcome = try_at(at(port, SMTP_USER="us", SMTP_PASSWORD="wrong"))
    assert outcome == DeliveryOutcome(
        Verdict.BARRED, "535 5.7.8 Authentication credentials invalid"
    )


def test_a_server_without_the_encryption_that_is_set_bars_every_email(server: SmtpServer) -> None:
    outcome = try_at(replace(server, security="starttls"))
    assert outcome == DeliveryOutcome(Verdict.BARRED, "STARTTLS extension not supported by server.")


def test_a_connection_that_ends_after_the_content_is_no_refusal(
    server: SmtpServer, mailbox: Mailbox
) -> None:
    mailbox.hang_up_after_content = 1
    assert try_at(server).verdict == Verdict.DEFERRED
    assert try_at(server) == DeliveryOutcome(Verdict.SENT)


def test_a_confirmation_that_never_comes_is_waited_for_so_long_and_no_longer(
    server: SmtpServer, mailbox: Mailbox
) -> None:
    mailbox.let_go.clear()
    impatient = replace(server, patience=replace(QUICK, confirm=0.2))
    assert try_at(impatient) == DeliveryOutcome(
        Verdict.DEFERRED, "The mail server did not answer in time."
    )


def test_what_a_server_may_take_is_what_the_standard_asks_for() -> None:
    usual = Patience()
    assert (usual.answer, usual.confirm) == (300, 600)
    assert usual.connect + usual.confirm < usual.whole


def test_a_server_that_drips_is_cut_off_in_the_end(server: SmtpServer, mailbox: Mailbox) -> None:
    mailbox.let_go.clear()
    impatient = replace(server, patience=replace(QUICK, whole=0.5))
    assert try_at(impatient).verdict == Verdict.DEFERRED


def test_what_another_worker_has_taken_over_is_not_handed_over(
    server: SmtpServer, mailbox: Mailbox
) -> None:
    assert hand_over(server, ANN, letter().content, lambda: False) == DeliveryOutcome(Verdict.LOST)
    assert mailbox.arrived == []


def test_a_bad_farewell_changes_nothing(
    server: SmtpServer, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def quit_badly(*_: object) -> str:
        return "500 What?"

    monkeypatch.setattr(mailbox, "handle_QUIT", quit_badly, raising=False)
    assert try_at(server) == DeliveryOutcome(Verdict.SENT)
