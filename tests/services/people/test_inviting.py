"""Whom of earlier events one may invite, and what they get."""

from datetime import timedelta

from sqlalchemy import select

from scheduler.models import Attendee, Consent, Event, User, db
from scheduler.services.messages.writing import groups
from scheduler.services.messages.writing.groups import Words
from scheduler.services.people.contacts import contacts_of, merge
from scheduler.services.people.inviting import ToInvite, invited, to_invite
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
    found = to_invite(event, "private sector", 5)
    assert (found.people, found.number, found.silent) == ([ann], 1, 1)
    assert invited(event, [ann.id, dee.id]) == [ann]


def test_the_latest_sign_up_counts_also_of_who_was_merged(owner: Account) -> None:
    past, event = rooms(owner)
    earlier, first = (
        make_event(
            owner.body_id,
            starts_at=NOW - timedelta(days=days),
            ends_at=NOW - timedelta(days=days - 1),
        )
        for days in (180, 270)
    )
    agreed(make_attendee(earlier, "Ann", "Private"))
    make_attendee(past, "Ann", "Public")
    for at, name in ((first, "Bo"), (earlier, "Robert"), (past, "Rob")):
        agreed(make_attendee(at, name, "Private"))
    make_attendee(event, "Rob", "Private")
    dee, eve = (agreed(make_attendee(past, name, "Private")) for name in ("Dee", "Eve"))
    series = make_series(first, earlier, past, event)
    people = {person.latest.name: person.id for person in contacts_of(series).people}
    # Bo is Robert, and Robert is Rob, who has signed up.
    both = merge(series, [people["Robert"], people["Bo"]])
    merge(series, [people["Rob"], both.id])
    found = to_invite(event, "Private", 1)
    assert (found.people, found.number, found.silent) == ([eve], 2, 0)
    assert to_invite(event, "Public", 5) == ToInvite([], 0, 1)
    ids = db.session.scalars(select(Attendee.id)).all()
    assert invited(event, ids) == [dee, eve]


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
