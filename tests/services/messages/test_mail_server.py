"""While the mail server takes nothing, all emails wait together, and one tries."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from scheduler.domain.messages.delivery import LONGEST_WAIT, PATIENCE, DeliveryOutcome, Verdict
from scheduler.models import MailServer, OutgoingMail, db
from scheduler.models.clock import database_now
from scheduler.services.messages import mail_server, outbox
from tests.builders.mails import letter
from tests.builders.times import NOW

SECOND = timedelta(seconds=1)


class Server:
    """A mail server that gives the same outcome to whatever comes; counts what has come."""

    def __init__(self) -> None:
        self.outcome = DeliveryOutcome(Verdict.SENT)
        self.tried: list[str] = []

    def __call__(
        self, recipient: str, content: bytes, still_ours: Callable[[], bool] = lambda: True
    ) -> DeliveryOutcome:
        self.tried.append(recipient)
        return self.outcome


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def emails(app: Flask) -> list[int]:
    """Three emails that nobody has tried yet."""
    mails = [outbox.post(letter(f"{name}@example.org"), NOW) for name in ("ann", "bob", "cay")]
    db.session.commit()
    return [mail.id for mail in mails]


def states() -> list[str]:
    found = db.session.query(OutgoingMail.state).order_by(OutgoingMail.id).all()
    db.session.rollback()
    return [state for (state,) in found]


def now_there() -> MailServer:
    found = db.session.query(MailServer).populate_existing().one()
    db.session.rollback()
    return found


def as_if_waited() -> None:
    db.session.execute(update(MailServer).values(next_try_at=database_now()))
    db.session.commit()


def as_if_tried_since(time: timedelta) -> None:
    db.session.execute(update(OutgoingMail).values(tried_since=database_now(-time)))
    db.session.commit()


def deliver_due(server: Server) -> int:
    ids = outbox.due()
    for mail_id in ids:
        outbox.deliver(mail_id, server)
    return len(ids)


@pytest.mark.parametrize("verdict", [Verdict.AWAY, Verdict.BARRED])
def test_one_failure_of_the_server_keeps_every_email_waiting(
    emails: list[int], server: Server, verdict: Verdict
) -> None:
    server.outcome = DeliveryOutcome(verdict, "No way")
    assert [outbox.deliver(mail_id, server) for mail_id in emails] == [False] * 3
    assert (server.tried, states()) == (["ann@example.org"], ["queued"] * 3)
    trouble = mail_server.trouble()
    assert trouble is not None
    assert (trouble.barred, trouble.words) == (verdict == Verdict.BARRED, "No way")
    assert outbox.due() == []


def test_then_one_at_a_time_tries_and_the_first_that_gets_through_lets_all_go(
    emails: list[int], server: Server
) -> None:
    server.outcome = DeliveryOutcome(Verdict.AWAY, "No way")
    outbox.deliver(emails[0], server)
    as_if_waited()
    assert outbox.due() == [emails[1]]
    assert not outbox.deliver(emails[1], server)
    assert outbox.due() == []
    as_if_waited()
    server.outcome = DeliveryOutcome(Verdict.SENT)
    assert outbox.due() == [emails[2]]
    assert outbox.deliver(emails[2], server)
    assert mail_server.trouble() is None
    assert deliver_due(server) == 2
    assert states() == ["sent"] * 3


def test_while_one_tries_the_others_are_held_back(emails: list[int], server: Server) -> None:
    def look(*_: object) -> DeliveryOutcome:
        assert outbox.due() == []
        assert not outbox.deliver(emails[2], server)
        return DeliveryOutcome(Verdict.AWAY, "No way")

    server.outcome = DeliveryOutcome(Verdict.AWAY, "No way")
    outbox.deliver(emails[0], server)
    as_if_waited()
    assert not outbox.deliver(emails[1], look)
    assert server.tried == ["ann@example.org"]


@pytest.mark.parametrize("verdict", [Verdict.REFUSED, Verdict.DEFERRED])
def test_a_server_that_speaks_of_one_email_is_there(
    emails: list[int], server: Server, verdict: Verdict
) -> None:
    server.outcome = DeliveryOutcome(Verdict.AWAY, "No way")
    outbox.deliver(emails[0], server)
    as_if_waited()
    server.outcome = DeliveryOutcome(verdict, "Not this one")
    outbox.deliver(emails[1], server)
    assert mail_server.trouble() is None


def test_failures_that_began_together_count_once(emails: list[int], server: Server) -> None:
    def fail_within(first: int) -> Callable[..., DeliveryOutcome]:
        def send(*_: object) -> DeliveryOutcome:
            outbox.deliver(first, server)
            return DeliveryOutcome(Verdict.AWAY, "No way")

        return send

    server.outcome = DeliveryOutcome(Verdict.AWAY, "No way")
    outbox.deliver(emails[0], fail_within(emails[1]))
    assert now_there().failures == 1


def test_tries_are_never_more_than_an_hour_apart(emails: list[int], server: Server) -> None:
    server.outcome = DeliveryOutcome(Verdict.AWAY, "No way")
    outbox.deliver(emails[0], server)
    db.session.execute(update(MailServer).values(since=database_now(-timedelta(hours=30))))
    db.session.commit()
    as_if_waited()
    deliver_due(server)
    there = now_there()
    assert there.failures == 2
    assert there.since is not None
    assert there.next_try_at is not None
    wait = there.next_try_at - there.since - timedelta(hours=30)
    assert LONGEST_WAIT / 2 - SECOND < wait < LONGEST_WAIT + timedelta(minutes=1)


def test_after_two_days_without_a_server_emails_are_given_up(
    emails: list[int], server: Server
) -> None:
    server.outcome = DeliveryOutcome(Verdict.AWAY, "No way")
    outbox.deliver(emails[0], server)
    as_if_tried_since(PATIENCE + SECOND)
    late = outbox.post(letter("dan@example.org"), NOW)
    db.session.commit()
    as_if_waited()
    deliver_due(server)
    assert states() == ["failed"] * 3 + ["queued"]
    assert {mail.error for mail in db.session.query(OutgoingMail)} == {"No way", ""}
    db.session.refresh(late)
    assert late.tried_since is not None


def test_while_a_setting_is_wrong_emails_are_not_given_up(
    emails: list[int], server: Server
) -> None:
    server.outcome = DeliveryOutcome(Verdict.BARRED, "535 Wrong password")
    outbox.deliver(emails[0], server)
    as_if_tried_since(PATIENCE + SECOND)
    as_if_waited()
    deliver_due(server)
    assert states() == ["queued"] * 3
