"""Mail as rows, delivered to a real SMTP server and to a folder."""

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from scheduler.mail.letters import Letter, Sender
from scheduler.mail.messages import password_changed
from scheduler.mail.transport import Transport, transport_for
from scheduler.models import OutgoingMail, db
from scheduler.services.messages import outbox

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class Mailbox:
    """Keeps what arrives; ``answers`` are given first, one to each mail."""

    def __init__(self) -> None:
        self.arrived: list[Envelope] = []
        self.answers: list[str] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.answers and (answer := self.answers.pop(0)):
            return answer
        self.arrived.append(envelope)
        return "250 OK"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def smtp(mailbox: Mailbox) -> Iterator[Transport]:
    """A transport to a server that is really there."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield transport_for(settings(controller.port))
    controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def settings(port: int) -> dict[str, Any]:
    return {
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": port,
        "SMTP_SECURITY": "none",
        "SMTP_USER": None,
        "SMTP_PASSWORD": None,
    }


def letter(recipient: str = "ann@example.org") -> Letter:
    return password_changed(recipient, Sender("Crosstalk", "crosstalk@example.org"), NOW)


def posted(app: Flask, recipient: str = "ann@example.org") -> int:
    mail = outbox.post(letter(recipient), NOW)
    db.session.commit()
    return mail.id


def row(mail_id: int) -> OutgoingMail:
    mail = db.session.get_one(OutgoingMail, mail_id, populate_existing=True)
    db.session.commit()
    return mail


def test_a_mail_arrives_as_it_was_written(app: Flask, smtp: Transport, mailbox: Mailbox) -> None:
    mail_id = posted(app)
    assert outbox.deliver(mail_id, smtp, NOW)
    (envelope,) = mailbox.arrived
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "crosstalk@example.org", ["ann@example.org"]
    )  # fmt: skip
    assert isinstance(envelope.content, bytes)
    sent = message_from_bytes(envelope.content, policy=policy.default)
    kept = message_from_bytes(row(mail_id).message, policy=policy.default)
    assert (sent["Message-ID"], sent["Subject"]) == (kept["Message-ID"], kept["Subject"])
    assert (row(mail_id).state, row(mail_id).sent_at, row(mail_id).attempts) == ("sent", NOW, 1)
    assert outbox.due(NOW + timedelta(days=1)) == []


def test_a_sent_mail_is_not_sent_again(app: Flask, smtp: Transport, mailbox: Mailbox) -> None:
    mail_id = posted(app)
    assert [outbox.deliver(mail_id, smtp, NOW) for _ in range(3)] == [True, False, False]
    assert len(mailbox.arrived) == 1


def test_after_a_temporary_failure_it_waits_and_is_tried_again(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    mailbox.answers = ["451 Come back later", "451 Come back later"]
    mail_id = posted(app)
    assert not outbox.deliver(mail_id, smtp, NOW)
    failed = row(mail_id)
    assert (failed.state, failed.attempts, failed.error) == ("queued", 1, "SMTPDataError: 451")
    assert outbox.due(NOW + outbox.FIRST_WAIT) == []
    assert not outbox.deliver(mail_id, smtp, NOW + outbox.FIRST_WAIT)
    second = NOW + outbox.FIRST_WAIT + timedelta(seconds=1)
    assert outbox.due(second) == [mail_id]
    assert not outbox.deliver(mail_id, smtp, second)
    assert outbox.due(second + outbox.FIRST_WAIT + timedelta(seconds=1)) == []
    third = second + 2 * outbox.FIRST_WAIT + timedelta(seconds=1)
    assert outbox.deliver(mail_id, smtp, third)
    done = row(mail_id)
    assert (done.state, done.attempts, done.error, len(mailbox.arrived)) == ("sent", 3, "", 1)


def test_after_too_many_failures_it_is_given_up_and_shown(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    mailbox.answers = ["550 No such person"] * outbox.MAX_ATTEMPTS
    mail_id, now = posted(app), NOW
    for _ in range(outbox.MAX_ATTEMPTS):
        assert outbox.due(now) == [mail_id]
        assert not outbox.deliver(mail_id, smtp, now)
        now += timedelta(days=1)
    assert (row(mail_id).state, row(mail_id).error) == ("failed", "SMTPDataError: 550")
    assert outbox.due(now) == []


def test_a_server_that_is_away_is_a_failure_with_a_reason(app: Flask) -> None:
    nobody = transport_for(settings(free_port()))
    mail_id = posted(app)
    assert not outbox.deliver(mail_id, nobody, NOW)
    assert row(mail_id).state == "queued"
    assert row(mail_id).error.startswith("ConnectionRefusedError")


def test_one_bad_address_does_not_hold_up_the_others(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    mailbox.answers = ["550 No such person", ""]
    ids = [posted(app), posted(app, "bob@example.org")]
    assert [outbox.deliver(mail_id, smtp, NOW) for mail_id in ids] == [False, True]


def test_the_reason_kept_holds_no_address(app: Flask, smtp: Transport, mailbox: Mailbox) -> None:
    mailbox.answers = ["550 ann@example.org is unknown here"]
    mail_id = posted(app)
    outbox.deliver(mail_id, smtp, NOW)
    assert "ann@example.org" not in row(mail_id).error


class Crash(BaseException):
    """What a killed process looks like from inside."""


def test_a_crash_before_sending_loses_nothing(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    def die(_recipient: str, _content: bytes) -> None:
        raise Crash

    mail_id = posted(app)
    with pytest.raises(Crash):
        outbox.deliver(mail_id, die, NOW)
    db.session.rollback()
    assert row(mail_id).state == "sending"
    assert outbox.due(NOW + outbox.CLAIM_LASTS) == []
    later = NOW + outbox.CLAIM_LASTS + timedelta(seconds=1)
    assert outbox.due(later) == [mail_id]
    assert outbox.deliver(mail_id, smtp, later)
    assert (row(mail_id).state, len(mailbox.arrived)) == ("sent", 1)


def test_a_crash_after_sending_repeats_the_same_message(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    """Twice is possible, never is not; the equal Message-ID lets mail programs join the two."""

    def send_and_die(recipient: str, content: bytes) -> None:
        smtp(recipient, content)
        raise Crash

    mail_id = posted(app)
    with pytest.raises(Crash):
        outbox.deliver(mail_id, send_and_die, NOW)
    db.session.rollback()
    assert outbox.deliver(mail_id, smtp, NOW + outbox.CLAIM_LASTS + timedelta(seconds=1))
    first, second = (envelope.content for envelope in mailbox.arrived)
    assert first == second


def test_two_workers_send_a_mail_once(app: Flask, smtp: Transport, mailbox: Mailbox) -> None:
    mail_id = posted(app)
    start = threading.Barrier(4)
    sent: list[bool] = []

    def work() -> None:
        with app.app_context():
            start.wait()
            sent.append(outbox.deliver(mail_id, smtp, NOW))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == [False, False, False, True]
    assert len(mailbox.arrived) == 1


def test_a_mail_of_a_change_that_was_rolled_back_does_not_exist(app: Flask) -> None:
    outbox.post(letter(), NOW)
    db.session.rollback()
    assert outbox.due(NOW + timedelta(days=1)) == []


def test_a_commit_hands_its_emails_to_the_queue_once(app: Flask) -> None:
    queue = app.extensions["queue"]
    first, second = posted(app), posted(app, "bob@example.org")
    assert queue.run_pending() == 2
    assert [row(mail_id).state for mail_id in (first, second)] == ["sent", "sent"]
    db.session.commit()
    assert queue.run_pending() == 0


def test_what_is_rolled_back_never_reaches_the_queue(app: Flask) -> None:
    outbox.post(letter(), NOW)
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert app.extensions["queue"].run_pending() == 0


def test_what_the_queue_lost_is_found_again(app: Flask) -> None:
    mail_id = posted(app)
    queue = app.extensions["queue"]
    assert queue.huey.dequeue() is not None
    assert queue.run_pending() == 0
    queue.send_again()
    assert queue.run_pending() == 1
    assert row(mail_id).state == "sent"


def test_without_a_mail_server_mails_become_files(app: Flask) -> None:
    transport = transport_for({"SMTP_HOST": None, "INSTANCE_DIR": app.config["INSTANCE_DIR"]})
    ids = [posted(app), posted(app, "bob@example.org")]
    assert [outbox.deliver(mail_id, transport, NOW) for mail_id in ids] == [True, True]
    folder: Path = app.config["INSTANCE_DIR"] / "outbox"
    assert {path.suffix for path in folder.iterdir()} == {".eml"}
    messages = [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.iterdir()
    ]
    assert {message["To"] for message in messages} == {"ann@example.org", "bob@example.org"}
