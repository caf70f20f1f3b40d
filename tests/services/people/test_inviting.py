"""Whom of earlier events one may invite, and what they get."""

from datetime import timedelta

from scheduler.models import Attendee, Consent, Event, User, db
from scheduler.services.messages.writing import groups
from scheduler.services.messages.writing.groups import Words
from scheduler.services.people.inviting import invited, to_invite
from tests.builders import NOW, Account, make_attendee, make_event, make_series, posted


def agreed(person: Attendee) -> Attendee:
    person.consents = [Consent(kind="future_events", wording="Yes.", given_at=NOW)]
    db.session.commit()
    return person


def rooms(owner: Account) -> tuple[Event, Event]:
    past = make_event(
        owner.body_id, starts_at=NOW - timedelta(days=90), ends_at=NOW - timedelta(days=89)
    )
    event = make_event(owner.body_id)
    return past, event


def test_only_who_agreed_and_has_not_signed_up_is_invited(owner: Account) -> None:
    past, event = rooms(owner)
    ann = agreed(make_attendee(past, "Ann", "Private"))
    make_attendee(past, "Bo", "Private")
    agreed(make_attendee(past, "Cy", "Public"))
    dee = agreed(make_attendee(past, "Dee", "Private"))
    make_attendee(event, "Dee", "Private")
    make_series(past, event)
    found = to_invite(event, "private sector")
    assert (found.people, found.silent) == ((ann,), 1)
    assert invited(event, [ann.id, dee.id]) == [ann]


def test_an_invitation_tells_of_the_new_event_and_leads_to_signing_up(owner: Account) -> None:
    past, event = rooms(owner)
    ann = agreed(make_attendee(past, "Ann", "Private"))
    make_series(past, event)
    words = Words("{event} on {day}", "Will you come again?")
    owner_user: User = owner.user
    groups.send(
        event,
        f"invite-{ann.id}",
        words,
        number=1,
        submission="once",
        actor=owner_user,
        now=NOW,
    )
    mail = posted()[0]
    text = mail.message.decode()
    assert (mail.recipient, mail.event_id, mail.subject) == (
        "ann@example.org",
        event.id,
        "Health networking breakfast on 4 December",
    )
    assert f"/e/{event.slug}" in text
    assert ann.token not in text
