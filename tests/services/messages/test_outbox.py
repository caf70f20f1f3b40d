"""Emails as rows, delivered to a real SMTP server and to a folder."""

from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask

from scheduler.domain.messages.delivery import FIRST_WAIT, PATIENCE, DeliveryOutcome
from scheduler.jobs.maintenance import Maintenance
from scheduler.jobs.queue import Task
from scheduler.mail.transport import Transport, transport_for
from scheduler.models import db
from scheduler.models.clock import database_now
from scheduler.services.messages import outbox
from tests.builders.mails import letter
from tests.builders.times import NOW
from tests.mail_servers import Mailbox
from tests.services.messages.outgoing import as_if_waited, posted, row, state

SECOND = timedelta(seconds=1)


def test_an_email_arrives_as_it_was_written(app: Flask, smtp: Transport, mailbox: Mailbox) -> None:
    mail_id = posted(app)
    assert outbox.deliver(mail_id, smtp)
    [envelope] = mailbox.arrived
    done = row(mail_id)
    assert envelope.content == done.message
    assert (done.state, done.attempts, done.error) == ("sent", 1, "")
    assert done.sent_at is not None
    assert outbox.due() == []


def test_a_sent_email_is_not_sent_again(app: Flask, smtp: Transport, mailbox: Mailbox) -> None:
    mail_id = posted(app)
    assert [outbox.deliver(mail_id, smtp) for _ in range(3)] == [True, False, False]
    assert len(mailbox.arrived) == 1


def test_a_refused_email_is_not_tried_again_and_keeps_the_servers_words(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    mailbox.at_recipient = lambda _: "550 5.1.1 No such person here"
    mail_id = posted(app)
    assert not outbox.deliver(mail_id, smtp)
    assert state(mail_id) == ("refused", "550 5.1.1 No such person here")
    assert outbox.due() == []
    assert not outbox.deliver(mail_id, smtp)


def test_after_a_temporary_failure_it_waits_and_is_tried_again(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    mailbox.answers = ["451 Come back later", "451 Still busy"]
    mail_id = posted(app)
    for words in ("451 Come back later", "451 Still busy"):
        assert not outbox.deliver(mail_id, smtp)
        assert state(mail_id) == ("queued", words)
        assert outbox.due() == []
        assert not outbox.deliver(mail_id, smtp)
        as_if_waited(mail_id)
        assert outbox.due() == [mail_id]
    assert outbox.deliver(mail_id, smtp)
    done = row(mail_id)
    assert (done.state, done.attempts, done.error, len(mailbox.arrived)) == ("sent", 3, "", 1)


def test_the_first_wait_is_short(app: Flask, smtp: Transport, mailbox: Mailbox) -> None:
    mailbox.answers = ["451 Come back later"]
    mail_id = posted(app)
    outbox.deliver(mail_id, smtp)
    failed = row(mail_id)
    assert failed.next_try_at is not None
    assert failed.tried_since is not None
    assert failed.next_try_at - failed.tried_since > FIRST_WAIT / 2 - SECOND


@pytest.mark.parametrize(
    ("tried_for", "state_then"),
    [(PATIENCE - timedelta(hours=1), "queued"), (PATIENCE + SECOND, "failed")],
)
def test_after_two_days_of_failures_it_is_given_up(
    app: Flask, smtp: Transport, mailbox: Mailbox, tried_for: timedelta, state_then: str
) -> None:
    mailbox.answers = ["451 Come back later"]
    mail_id = posted(app)
    row(mail_id).tried_since = database_now(-tried_for)
    db.session.commit()
    assert not outbox.deliver(mail_id, smtp)
    assert state(mail_id) == (state_then, "451 Come back later")


def test_one_bad_address_does_not_hold_up_the_others(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    mailbox.answers = ["550 No such person", ""]
    ids = [posted(app), posted(app, "bob@example.org")]
    assert [outbox.deliver(mail_id, smtp) for mail_id in ids] == [False, True]


def test_an_email_that_nobody_can_send_does_not_stay_on_its_way(app: Flask) -> None:
    def stumble(
        _recipient: str, _content: bytes, _still_ours: Callable[[], bool]
    ) -> DeliveryOutcome:
        raise ValueError

    mail_id = posted(app)
    assert not outbox.deliver(mail_id, stumble)
    assert state(mail_id) == ("queued", "It could not be handed over (ValueError).")


def test_a_mail_of_a_change_that_was_rolled_back_does_not_exist(app: Flask) -> None:
    outbox.post(letter(), NOW)
    db.session.rollback()
    assert outbox.due() == []


def test_a_commit_hands_its_emails_to_the_queue_once(app: Flask) -> None:
    queue = app.extensions["queue"]
    first, second = posted(app), posted(app, "bob@example.org")
    assert queue.run_pending() == 2
    assert [row(mail_id).state for mail_id in (first, second)] == ["unsent", "unsent"]
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
    assert queue.lanes[Task.DELIVER_MAIL].dequeue() is not None
    assert queue.run_pending() == 0
    Maintenance(queue).keep_house()
    assert queue.run_pending() == 1
    assert row(mail_id).state == "unsent"


def test_without_a_mail_server_emails_become_files_and_are_not_sent(app: Flask) -> None:
    folder: Path = app.config["INSTANCE_DIR"] / "outbox"
    transport = transport_for({"SMTP_HOST": None, "INSTANCE_DIR": app.config["INSTANCE_DIR"]})
    ids = [posted(app), posted(app, "bob@example.org")]
    assert [outbox.deliver(mail_id, transport) for mail_id in ids] == [False, False]
    assert [row(mail_id).state for mail_id in ids] == ["unsent", "unsent"]
    assert [row(mail_id).sent_at for mail_id in ids] == [None, None]
    assert {path.suffix for path in folder.iterdir()} == {".eml"}
    messages = [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.iterdir()
    ]
    assert {message["To"] for message in messages} == {"ann@example.org", "bob@example.org"}


def test_a_folder_that_cannot_be_written_keeps_the_email_waiting(
    app: Flask, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    mail_id = posted(app)
    assert not outbox.deliver(
        mail_id, transport_for({"SMTP_HOST": None, "INSTANCE_DIR": tmp_path / "file"})
    )
    assert state(mail_id) == ("queued", "Not a directory")
