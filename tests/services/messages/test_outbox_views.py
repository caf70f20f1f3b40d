"""The outbox as an organiser reads it."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.states import MailState
from scheduler.errors import NotFound, RuleBroken
from scheduler.models import Event, OutgoingMail, db
from scheduler.services.messages import outbox, outbox_views
from tests.builders import NOW, Account, make_event, make_mail
from tests.builders.mails import letter
from tests.builders.sign_ups import sign_up


def test_the_newest_stands_first_and_each_state_is_counted(event: Event) -> None:
    first = make_mail(event)
    failed = make_mail(event, state="failed")
    last = make_mail(event)
    page = outbox_views.mails_of(event)
    assert [mail.id for mail in page.mails] == [last.id, failed.id, first.id]
    assert (page.states, page.page, page.pages) == (Counter(sent=2, failed=1), 1, 1)
    narrowed = outbox_views.mails_of(event, state="failed")
    assert [mail.id for mail in narrowed.mails] == [failed.id]
    assert narrowed.states == page.states


def test_another_events_emails_are_not_found(owner: Account, event: Event) -> None:
    other = make_event(owner.body_id)
    mail = make_mail(other)
    assert outbox_views.mails_of(event).mails == []
    with pytest.raises(NotFound):
        outbox_views.mail_of(event, mail.id)
    with pytest.raises(NotFound):
        outbox_views.retry(event, mail.id)


@pytest.mark.parametrize(
    ("asked", "shown", "number"), [(0, 1, 100), (1, 1, 100), (2, 2, 1), (3, 2, 1)]
)
def test_a_page_that_is_not_there_is_the_nearest(
    event: Event, monkeypatch: pytest.MonkeyPatch, asked: int, shown: int, number: int
) -> None:
    for _ in range(outbox_views.PAGE + 1):
        db.session.add(
            OutgoingMail(
                body_id=event.body_id, event_id=event.id, kind="x", recipient="a@example.org",
                subject="", message=b"", state="sent", created_at=NOW,
            )
        )  # fmt: skip
    db.session.commit()
    page = outbox_views.mails_of(event, asked)
    assert (page.page, page.pages, len(page.mails)) == (shown, 2, number)


def test_the_words_are_those_of_the_plain_text_and_files_are_named(event: Event) -> None:
    mail = outbox.post(letter(), NOW, body_id=event.body_id, event_id=event.id)
    db.session.commit()
    assert outbox_views.plain_text(mail.message).splitlines()[0] == (
        "The password of your Crosstalk account was changed just now."
    )
    assert outbox_views.attachments_of(mail) == []
    sign_up(event)
    invited = outbox_views.mails_of(event).mails[0]
    assert outbox_views.attachments_of(invited) == ["invite.ics"]


@pytest.mark.parametrize("state", outbox_views.TRIED_AGAIN)
def test_an_email_that_has_not_left_is_tried_as_if_for_the_first_time(
    event: Event, state: MailState
) -> None:
    mail = make_mail(event, state=state, error="away", tried_since=NOW, next_try_at=NOW)
    outbox_views.retry(event, mail.id)
    db.session.refresh(mail)
    found = (mail.state, mail.error, mail.tried_since, mail.next_try_at)
    assert found == (MailState.QUEUED, "", None, None)


def test_what_did_not_leave_is_tried_again_at_once_and_nothing_else(
    owner: Account, event: Event
) -> None:
    failed, sent = make_mail(event, state="failed"), make_mail(event)
    elsewhere = make_mail(make_event(owner.body_id), state="failed")
    assert outbox_views.retry_all(event, leaving=True) == 1
    for mail in (failed, sent, elsewhere):
        db.session.refresh(mail)
    assert [mail.state for mail in (failed, sent, elsewhere)] == ["queued", "sent", "failed"]


@pytest.mark.parametrize("state", ["sent", "sending"])
def test_an_email_that_has_left_is_not_sent_twice(event: Event, state: str) -> None:
    mail = make_mail(event, state=state, attempts=1, sent_at=datetime.now(UTC))
    with pytest.raises(RuleBroken) as refused:
        outbox_views.retry(event, mail.id)
    assert refused.value.sentence == "This email has left already; it is not sent twice."
    db.session.refresh(mail)
    assert (mail.state, mail.attempts) == (state, 1)


def test_an_email_whose_text_is_no_longer_kept_has_nothing_to_send(event: Event) -> None:
    mail = make_mail(event, state="failed", message=b"")
    with pytest.raises(RuleBroken) as refused:
        outbox_views.retry(event, mail.id)
    assert refused.value.sentence == (
        "The text of this email is no longer kept; there is nothing to send."
    )
    assert (
        outbox_views.to_try_again(event, leaving=True),
        outbox_views.plain_text(mail.message),
    ) == (
        Counter(),
        "",
    )


def test_what_was_written_in_one_go_is_counted_together(event: Event) -> None:
    assert outbox_views.leaving(event) is None
    make_mail(event, created_at=NOW - timedelta(days=1), state="queued")
    first = make_mail(event)
    for state in ("queued", "sending", "refused"):
        make_mail(event, state=state)
    batch = outbox_views.leaving(event)
    assert batch == outbox_views.batch_of(event, first.id)
    assert (batch.first, batch.waiting, batch.states.total()) == (first.id, 2, 4)
    with pytest.raises(NotFound):
        outbox_views.batch_of(event, 999)
