"""Reminders: armed by a yes, written once at their time, stopped until then."""

from datetime import UTC, datetime, time, timedelta

import pytest

from scheduler.domain.messages.reminders import REMINDERS
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Event, Reminder, db
from scheduler.services.messages.writing import reminders
from scheduler.services.messages.writing.groups import Words
from tests.builders import NOW, Account, mails, make_attendee, posted

DAY = REMINDERS["day"]
LEAVES = datetime(2026, 12, 3, 9, tzinfo=UTC)
WORDS = Words("Tomorrow: {event}", "See you, {first name}.")


def arm(
    event: Event,
    owner: Account,
    number: int = 1,
    at: datetime = NOW,
    days: int = 1,
    words: Words = WORDS,
    version: str = "off",
) -> Reminder:
    return reminders.arm(
        event, DAY, days, time(9), words,
        number=number, version=version, actor=owner.user, now=at,
    )  # fmt: skip


def test_an_armed_reminder_is_written_at_its_time_and_never_twice(
    event: Event, owner: Account
) -> None:
    make_attendee(event, "Ann Lee")
    arm(event, owner)
    assert arm(event, owner).id == 1
    bo = make_attendee(event, "Bo Lin")
    make_attendee(event, "Cy Ray", state="cancelled")
    make_attendee(event, "Di Ock", state="waiting", waiting_since=NOW)
    assert reminders.send_due(LEAVES - timedelta(seconds=1)) == 0
    assert reminders.send_due(LEAVES) == 2
    assert reminders.send_due(LEAVES + timedelta(minutes=1)) == 0
    assert mails() == [("own_words", "ann.lee@example.org"), ("own_words", bo.email)]
    assert [mail.subject for mail in posted()] == ["Tomorrow: Health networking breakfast"] * 2
    assert all(mail.group_message_id and mail.next_try_at for mail in posted())


def test_a_stopped_reminder_does_not_leave_and_one_that_left_is_not_stopped(
    event: Event, owner: Account
) -> None:
    make_attendee(event, "Ann Lee")
    arm(event, owner)
    assert reminders.disarm(event, DAY)
    assert reminders.send_due(LEAVES) == 0
    arm(event, owner)
    assert reminders.send_due(LEAVES) == 1
    assert not reminders.disarm(event, DAY)


def test_a_reminder_leaves_on_the_day_that_was_chosen(event: Event, owner: Account) -> None:
    make_attendee(event, "Ann Lee")
    arm(event, owner, days=3)
    assert [v.label for v in reminders.reminders_of(event, NOW)][1] == "3 days before"
    assert reminders.send_due(LEAVES - timedelta(days=2, seconds=1)) == 0
    assert reminders.send_due(LEAVES - timedelta(days=2)) == 1


def test_a_reminder_moves_with_the_event_and_keeps_silent_when_it_is_called_off_or_past(
    event: Event, owner: Account
) -> None:
    make_attendee(event, "Ann Lee")
    arm(event, owner)
    event.starts_at += timedelta(days=7)
    event.ends_at += timedelta(days=7)
    db.session.commit()
    assert reminders.send_due(LEAVES) == 0
    assert reminders.send_due(event.starts_at) == 0
    event.called_off_at = NOW
    db.session.commit()
    assert reminders.send_due(LEAVES + timedelta(days=7)) == 0


@pytest.mark.parametrize("at", [LEAVES, LEAVES + timedelta(days=1)])
def test_what_is_past_cannot_be_armed(event: Event, owner: Account, at: datetime) -> None:
    make_attendee(event, "Ann Lee")
    with pytest.raises(InvalidInput):
        arm(event, owner, at=at)


def test_another_number_than_was_shown_arms_nothing(event: Event, owner: Account) -> None:
    make_attendee(event, "Ann Lee")
    with pytest.raises(RuleBroken) as refused:
        arm(event, owner, number=2)
    assert refused.value.sentence == (
        "It was 2 people when you looked, and now it is 1: look again."
    )
    assert [view.armed for view in reminders.reminders_of(event, NOW)] == [None] * 3


def test_other_words_replace_those_that_were_seen_and_no_others(
    event: Event, owner: Account
) -> None:
    make_attendee(event, "Ann Lee")
    other = Words("Bring a pen", "See you.")
    arm(event, owner)
    with pytest.raises(RuleBroken, match="with “Tomorrow"):
        arm(event, owner, words=other)
    seen = reminders.reminders_of(event, NOW)[1].version
    arm(event, owner, words=other, version=seen)
    with pytest.raises(RuleBroken, match="with “Bring a pen”"):
        arm(event, owner, days=2, version=seen)
    assert reminders.send_due(LEAVES) == 1
    assert [mail.subject for mail in posted()] == ["Bring a pen"]
    with pytest.raises(RuleBroken, match="has left already"):
        arm(event, owner, words=other)
