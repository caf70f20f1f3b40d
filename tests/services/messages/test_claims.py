"""An email is sent once, whoever dies, dawdles or competes meanwhile."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from scheduler.domain.messages.delivery import DeliveryOutcome
from scheduler.mail.transport import Transport
from scheduler.models import db
from scheduler.services.messages import outbox
from tests.mail_servers import Mailbox
from tests.processes import until
from tests.services.messages.outgoing import as_if_silent_for, posted, row

SECOND = timedelta(seconds=1)


class Crash(BaseException):
    """What a killed process looks like from inside."""


def test_a_crash_before_sending_loses_nothing(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    def die(_recipient: str, _content: bytes, _still_ours: Callable[[], bool]) -> DeliveryOutcome:
        raise Crash

    mail_id = posted(app)
    with pytest.raises(Crash):
        outbox.deliver(mail_id, die)
    db.session.rollback()
    assert row(mail_id).state == "sending"
    as_if_silent_for(mail_id, outbox.CLAIM_LASTS - 20 * SECOND)
    assert outbox.due() == []
    as_if_silent_for(mail_id, outbox.CLAIM_LASTS + SECOND)
    assert outbox.due() == [mail_id]
    assert outbox.deliver(mail_id, smtp)
    assert (row(mail_id).state, len(mailbox.arrived)) == ("sent", 1)


def test_a_crash_after_sending_repeats_the_same_message(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    """Twice is possible, never is not; the equal Message-ID lets mail programs join the two."""

    def send_and_die(
        recipient: str, content: bytes, still_ours: Callable[[], bool]
    ) -> DeliveryOutcome:
        smtp(recipient, content, still_ours)
        raise Crash

    mail_id = posted(app)
    with pytest.raises(Crash):
        outbox.deliver(mail_id, send_and_die)
    db.session.rollback()
    as_if_silent_for(mail_id, outbox.CLAIM_LASTS + SECOND)
    assert outbox.deliver(mail_id, smtp)
    first, second = (envelope.content for envelope in mailbox.arrived)
    assert first == second


def test_two_workers_send_an_email_once(app: Flask, smtp: Transport, mailbox: Mailbox) -> None:
    mail_id = posted(app)
    sent: list[bool] = []
    start = threading.Barrier(4)

    def work() -> None:
        with app.app_context():
            start.wait()
            sent.append(outbox.deliver(mail_id, smtp))

    together([work] * 4)
    assert sorted(sent) == [False, False, False, True]
    assert len(mailbox.arrived) == 1


def together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_delivery_that_outlasts_a_claim_keeps_it(
    app: Flask, smtp: Transport, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "RENEWED", SECOND / 20)
    mailbox.let_go.clear()
    mail_id = posted(app)
    sent: list[bool] = []

    def send() -> None:
        with app.app_context():
            sent.append(outbox.deliver(mail_id, smtp))

    def be_another_worker() -> None:
        with app.app_context():
            mailbox.asked.acquire()
            # The claim ends again and again, and is renewed each time.
            for _ in range(5):
                as_if_silent_for(mail_id, outbox.CLAIM_LASTS + SECOND)
                until(lambda: outbox.due() == [], "the claim is renewed")
            mailbox.let_go.set()

    together([send, be_another_worker])
    assert sent == [True]
    assert len(mailbox.arrived) == 1


def test_who_has_lost_the_email_does_not_hand_it_over(
    app: Flask, smtp: Transport, mailbox: Mailbox
) -> None:
    def dawdle(recipient: str, content: bytes, still_ours: Callable[[], bool]) -> DeliveryOutcome:
        # The process stood still for so long that another worker took the email and sent it.
        as_if_silent_for(mail_id, outbox.CLAIM_LASTS + SECOND)
        with app.app_context():
            assert outbox.deliver(mail_id, smtp)
        return smtp(recipient, content, still_ours)

    mail_id = posted(app)
    assert not outbox.deliver(mail_id, dawdle)
    assert (row(mail_id).state, len(mailbox.arrived)) == ("sent", 1)


def test_without_the_database_nothing_is_handed_over(
    app: Flask, mailbox: Mailbox, smtp: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> bool:
        raise OperationalError("", {}, Exception())

    mail_id = posted(app)
    monkeypatch.setattr(outbox, "_lost", away)
    assert not outbox.deliver(mail_id, smtp)
    assert mailbox.arrived == []
    assert row(mail_id).state == "sending"


def test_what_was_sent_is_noted_though_the_database_goes_away(
    app: Flask, mailbox: Mailbox, smtp: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, failures = outbox._record, iter([OperationalError("", {}, Exception())] * 2)

    def at_the_third_try(*what: object) -> None:
        for error in failures:
            raise error
        record(*what)

    monkeypatch.setattr(outbox, "_record", at_the_third_try)
    mail_id = posted(app)
    assert outbox.deliver(mail_id, smtp)
    assert (row(mail_id).state, len(mailbox.arrived)) == ("sent", 1)
