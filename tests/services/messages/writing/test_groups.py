"""Writing to a group: who gets it, once, after a minute in which it can be stopped."""

import pytest
from sqlalchemy import select, update

from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Event, GroupMessage, OutgoingMail, db
from scheduler.services.messages import outbox
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.messages.writing import groups
from scheduler.services.messages.writing.groups import Words
from scheduler.services.people.mailing import unmailed
from tests.builders import NOW, Account, make_attendee, make_event, posted

WORDS = Words("{first name}: parking", "Dear {name} of {organisation},\n\nthe car park is shut.")


def send(event: Event, owner: Account, group: str = "everybody", **changes: object) -> GroupMessage:
    values = {"number": 2, "submission": "key", "actor": owner.user, "now": NOW}
    return groups.send(event, group, WORDS, **(values | changes))


@pytest.fixture
def people(event: Event) -> None:
    """Ann said yes and hosts, Ben has not answered, Cy has no address, Di waits, Ed cancelled."""
    make_attendee(event, "Ann Muir", "Public", confirmed_at=NOW, host_table=1)
    make_attendee(event, "Ben Kerr")
    make_attendee(event, "Cy Ross", email=None, email_key=None)
    make_attendee(event, "Di Lee", "Public", state="waiting", waiting_since=NOW)
    make_attendee(event, "Ed Fox", "Public", state="cancelled")


@pytest.mark.usefixtures("people")
def test_each_group_is_who_its_name_says(event: Event) -> None:
    public = next(sector for sector in event.sectors if sector.name == "Public")
    expected = {
        "everybody": (["Ann Muir", "Ben Kerr"], ("Cy Ross",)),
        "confirmed": (["Ann Muir"], ()),
        "unconfirmed": (["Ben Kerr"], ("Cy Ross",)),
        "queue": (["Di Lee"], ()),
        "hosts": (["Ann Muir"], ()),
        f"sector-{public.id}": (["Ann Muir", "Di Lee"], ()),
    }
    for group, (names, unreachable) in expected.items():
        found = groups.audience_of(event, group)
        assert ([p.name for p in found.people], found.unreachable) == (names, unreachable)
    assert set(expected) < set(groups.audiences_of(event))


def test_a_group_of_another_event_is_unknown(event: Event, stranger: Account) -> None:
    theirs = make_event(stranger.body_id).sectors[0]
    for group in (f"sector-{theirs.id}", "sector-x", "nobody", ""):
        with pytest.raises(InvalidInput) as refused:
            groups.audience_of(event, group)
        assert refused.value.field == "group"


@pytest.mark.usefixtures("people")
def test_everybody_gets_their_own_words_and_once(event: Event, owner: Account) -> None:
    message = send(event, owner)
    assert send(event, owner) is message
    mails = posted()
    assert [(m.recipient, m.subject, m.group_message_id) for m in mails] == [
        ("ann.muir@example.org", "Ann: parking", message.id),
        ("ben.kerr@example.org", "Ben: parking", message.id),
    ]
    text = plain_text(mails[1].message).replace("\r\n", "\n")
    assert "Dear Ben Kerr of Kerr Trust,\n\nthe car park is shut.\n\n" in text
    ben = next(p for p in groups.audience_of(event, "unconfirmed").people)
    assert ben.token in text


@pytest.mark.usefixtures("people")
def test_nothing_is_sent_to_another_number_than_was_agreed_to(event: Event, owner: Account) -> None:
    with pytest.raises(RuleBroken) as refused:
        send(event, owner, number=3)
    assert "it was 3, and now it is 2. Nothing was sent" in refused.value.sentence
    assert posted() == []
    with pytest.raises(RuleBroken):
        send(event, owner, "queue", number=0)


@pytest.mark.usefixtures("people")
def test_emails_wait_for_a_minute_and_can_be_stopped(event: Event, owner: Account) -> None:
    message = send(event, owner)
    assert outbox.due() == []
    [first, _second] = posted()
    # One has been begun: it cannot be taken back.
    db.session.execute(
        update(OutgoingMail).where(OutgoingMail.id == first.id).values(attempts=1, state="sending")
    )
    db.session.commit()
    assert groups.stop_message(event, message.id, owner.user) == 1
    assert [mail.id for mail in posted()] == [first.id]
    [written] = groups.written_of(event)
    assert (written.message.id, {str(s): n for s, n in written.states.items()}) == (
        message.id, {"sending": 1},
    )  # fmt: skip


@pytest.mark.usefixtures("people")
def test_after_the_minute_a_worker_finds_them(event: Event, owner: Account) -> None:
    send(event, owner)
    waits = select(OutgoingMail.next_try_at)
    assert all(moment is not None for moment in db.session.scalars(waits))
    db.session.execute(update(OutgoingMail).values(next_try_at=NOW.replace(year=2000)))
    db.session.commit()
    assert outbox.due() == [mail.id for mail in posted()]


@pytest.mark.usefixtures("people")
def test_a_test_goes_to_the_organiser_alone_without_the_readers_secret(
    event: Event, owner: Account
) -> None:
    [ann] = groups.audience_of(event, "confirmed").people
    groups.send_test(event, ann, WORDS, owner.user, NOW, {})
    [mail] = posted()
    assert (mail.recipient, mail.subject, mail.attendee_id) == (
        "olwen@example.org", "Ann: parking", None,
    )  # fmt: skip
    assert ann.token.encode() not in mail.message


@pytest.mark.usefixtures("people")
def test_own_words_are_no_invitation(event: Event, owner: Account) -> None:
    before = [person.name for person in unmailed(event, NOW)]
    send(event, owner)
    assert [person.name for person in unmailed(event, NOW)] == before


def test_what_is_missing_or_unknown_is_refused_beside_its_field() -> None:
    assert groups.checked_message("  Parking ", " Bring a bus.\r\n") == Words(
        "Parking", "Bring a bus."
    )
    for subject, text, field in [("", "x", "subject"), ("x", " ", "text"), ("x", "{y}", "text")]:
        with pytest.raises(InvalidInput) as refused:
            groups.checked_message(subject, text)
        assert refused.value.field == field


@pytest.mark.usefixtures("people")
def test_another_events_message_is_not_there(event: Event, owner: Account) -> None:
    message = send(event, owner)
    with pytest.raises(NotFound):
        groups.stop_message(make_event(owner.body_id), message.id, owner.user)
    assert len(posted()) == 2
