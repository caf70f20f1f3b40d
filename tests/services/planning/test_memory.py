"""Who has met whom, over the events of a series."""

from datetime import date, timedelta

import pytest

from scheduler.models import Attendee, Event, Plan, Series, db
from scheduler.services.people import contacts
from scheduler.services.planning import run as planning
from scheduler.services.planning.memory import earlier_meetings
from scheduler.services.registration.recognition import recognise
from tests.builders import (
    NOW,
    Account,
    make_attendee,
    make_event,
    make_people,
    make_plan,
    make_series,
)

OFFICE = {"email": "info@example.org", "email_key": "info@example.org"}


@pytest.fixture
def earlier(owner: Account, event: Event) -> Event:
    """A breakfast three months before the event, in no series yet."""
    starts = event.starts_at - timedelta(days=91)
    return make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))


def met(event: Event, *people: Attendee) -> frozenset[tuple[str, str]]:
    """Who met before, for people of an event who are recognised now."""
    recognise(event, people, NOW)
    db.session.commit()
    return earlier_meetings(event, people)


def keys(*people: Attendee) -> tuple[str, ...]:
    return tuple(sorted((str(person.id) for person in people), key=int))


def test_who_shared_a_table_of_the_published_plan_has_met(event: Event, earlier: Event) -> None:
    ann, ben, cy, di = make_people(event, ["Ann", "Ben", "Cy", "Di"])
    old = make_people(earlier, ["Ann", "Ben", "Cy"])
    gone = make_attendee(earlier, "Di", state="cancelled")
    make_plan(earlier, [{1: [old[0], old[1], gone], 2: [old[2]], None: []}])
    make_series(earlier, event)
    assert planning.problem_for(event).history == {keys(ann, ben)}
    assert planning.problem_for(earlier).history == frozenset()
    assert earlier_meetings(event, [ann, cy, di]) == frozenset()


def test_nobody_met_outside_the_series(event: Event, earlier: Event, owner: Account) -> None:
    make_people(event, ["Ann", "Ben"])
    make_plan(earlier, [{1: make_people(earlier, ["Ann", "Ben"])}])
    assert planning.problem_for(event).history == frozenset()
    make_series(event)
    assert planning.problem_for(event).history == frozenset()
    make_series(earlier, name="Another series")
    assert planning.problem_for(event).history == frozenset()


def test_nobody_met_at_an_event_called_off_or_whose_plan_is_a_draft(
    event: Event, earlier: Event
) -> None:
    pair = make_people(event, ["Ann", "Ben"])
    plan = make_plan(earlier, [{1: make_people(earlier, ["Ann", "Ben"])}])
    make_series(earlier, event)
    assert planning.problem_for(event).history == {keys(*pair)}
    earlier.called_off_at = NOW
    db.session.commit()
    assert planning.problem_for(event).history == frozenset()
    earlier.called_off_at = None
    db.session.get_one(Plan, plan.id).state = "draft"
    db.session.commit()
    assert planning.problem_for(event).history == frozenset()


def test_meetings_before_a_day_are_forgotten(event: Event, earlier: Event) -> None:
    pair = make_people(event, ["Ann", "Ben"])
    make_plan(earlier, [{1: make_people(earlier, ["Ann", "Ben"])}])
    series = make_series(earlier, event)
    day = earlier.starts_at.date()
    for counts_from, expected in [
        (day, {keys(*pair)}),
        (day + timedelta(days=1), set()),
        (date(2020, 1, 1), {keys(*pair)}),
    ]:
        db.session.get_one(Series, series.id).counts_from = counts_from
        db.session.commit()
        assert planning.problem_for(event).history == expected


def test_colleagues_who_share_a_mailbox_are_told_apart_by_name(
    event: Event, earlier: Event
) -> None:
    old = [make_attendee(earlier, "Ann", **OFFICE), make_attendee(earlier, "Bob", **OFFICE)]
    make_plan(earlier, [{1: [old[0], make_attendee(earlier, "Cy")], 2: [old[1]]}])
    make_series(earlier, event)
    cy, bob = make_attendee(event, "Cy"), make_attendee(event, "BOB", **OFFICE)
    assert met(event, cy, bob) == frozenset()
    ann = make_attendee(event, "Ann", **OFFICE)
    assert met(event, cy, bob, ann) == {keys(cy, ann)}


def test_a_name_spelled_otherwise_is_known_by_its_address(event: Event, earlier: Event) -> None:
    make_plan(earlier, [{1: make_people(earlier, ["Ann", "Ben"])}])
    make_series(earlier, event)
    address = {"email": "ann@example.org", "email_key": "ann@example.org"}
    ben, ann = make_attendee(event, "Ben"), make_attendee(event, "Anna-Maria", **address)
    assert met(event, ben, ann) == {keys(ben, ann)}


def test_contacts_that_are_one_person_share_their_meetings(event: Event, earlier: Event) -> None:
    make_plan(earlier, [{1: make_people(earlier, ["Ann", "Ben"])}])
    series = make_series(earlier, event)
    ben = make_attendee(event, "Ben")
    ann = make_attendee(event, "Ann", email="new@x.org", email_key="new@x.org")
    assert met(event, ben, ann) == frozenset()
    [both] = contacts.contacts_of(series).perhaps
    contacts.merge(series, [person.id for person in both])
    assert earlier_meetings(event, [ben, ann]) == {keys(ben, ann)}
    contacts.separate(series, max(person.id for person in both))
    assert earlier_meetings(event, [ben, ann]) == frozenset()
