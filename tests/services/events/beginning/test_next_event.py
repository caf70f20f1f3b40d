"""The next event of a series, made from the last."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scheduler.domain.events.series import CARRIED, EventPart
from scheduler.domain.people.questions.custom import QuestionDraft
from scheduler.domain.people.questions.description import Kind
from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Event, OutgoingMail, Series, db
from scheduler.services.events.beginning.next_event import create_next
from scheduler.services.events.settings import EventDetails
from scheduler.services.registration.answers.questions import add_question
from scheduler.services.registration.answers.values import question_draft
from tests.builders import NOW, ORGANISER, make_attendee

STARTS = datetime(2027, 3, 5, 8, 30, tzinfo=UTC)
ALL = [part for part in EventPart if CARRIED[part].usual]


def details(**changes: Any) -> EventDetails:
    values: dict[str, Any] = {
        "title": "Spring breakfast",
        "place": "Old Library",
        "timezone": "Europe/London",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
    }
    return EventDetails(**(values | changes))


def follow(event: Event, **changes: Any) -> Event:
    values: dict[str, Any] = {
        "carried": ALL,
        "host_ids": [],
        "series_name": "Paisley breakfasts",
        "actor": ORGANISER,
        "now": NOW,
    }
    return create_next(event, details(), 50, **(values | changes))


def test_the_next_event_has_all_that_comes_along(event: Event) -> None:
    event.summary, event.prompts = "Coffee and talk.", ["What do you bring?"]
    event.rounds, event.table_size, event.apart_organisations = 6, 4, True
    event.sectors[0].examples = "charities"
    event.agenda[0].speaker = "Dr Ross"
    event.fields_off = ["dietary"]
    stall = QuestionDraft(Kind.CHOICE, "Stall?", "To order tables.", "Say.", ("Yes", "No"), True)
    add_question(event, stall, NOW)
    event.signup_closes_at = datetime(2026, 12, 2, 17, tzinfo=UTC)
    db.session.commit()

    following = follow(event)

    assert (following.title, following.place, following.capacity) == (
        "Spring breakfast", "Old Library", 50,
    )  # fmt: skip
    assert (following.summary, following.prompts) == ("Coffee and talk.", ["What do you bring?"])
    assert (following.rounds, following.table_size, following.apart_organisations) == (6, 4, True)
    assert following.priority_areas == event.priority_areas
    assert following.fields_off == ["dietary"]
    assert [question_draft(question) for question in following.questions] == [stall]
    assert [(s.name, s.examples, s.style) for s in following.sectors] == [
        (s.name, s.examples, s.style) for s in event.sectors
    ]
    assert [(i.kind, i.title, i.minutes, i.speaker) for i in following.agenda] == [
        (i.kind, i.title, i.minutes, "") for i in event.agenda
    ]
    # The first Friday of March: as many days before as it was before the first of December.
    assert following.signup_closes_at == datetime(2027, 3, 3, 17, tzinfo=UTC)
    assert following.slug != event.slug
    assert following.places_taken == 0


def test_what_does_not_come_along_begins_as_a_new_event_does(event: Event) -> None:
    event.summary, event.rounds, event.apart_organisations = "Old.", 7, True
    event.signup_opens_at = NOW
    db.session.commit()
    following = follow(event, carried=[])
    assert (following.summary, following.rounds, following.apart_organisations) == ("", 4, False)
    assert following.signup_opens_at is None
    assert [s.name for s in following.sectors] == ["Voluntary", "Public", "Private"]
    assert following.sectors[0].examples != event.sectors[0].examples
    assert "Networking rounds" in [item.title for item in following.agenda]
    assert len(following.priority_areas) == 6


def test_speakers_come_along_when_they_are_wanted(event: Event) -> None:
    event.agenda[0].speaker = "Dr Ross"
    db.session.commit()
    following = follow(event, carried=[EventPart.AGENDA, EventPart.SPEAKERS])
    assert [item.speaker for item in following.agenda] == ["Dr Ross", "", ""]


def test_an_event_without_a_series_gets_one_and_its_people_are_known(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    gone = make_attendee(event, "Ben", state="cancelled")
    following = follow(event)
    series = db.session.scalars(select(Series)).one()
    assert (series.name, series.body_id) == ("Paisley breakfasts", event.body_id)
    assert event.series_id == following.series_id == series.id
    assert len({ann.contact_id, gone.contact_id} - {None}) == 2
    third = follow(following, series_name="ignored")
    assert third.series_id == series.id
    assert db.session.scalars(select(Series)).one().name == "Paisley breakfasts"


def test_a_series_needs_a_name(event: Event) -> None:
    with pytest.raises(InvalidInput) as refused:
        follow(event, series_name="  ")
    assert refused.value.field == "series_name"
    assert db.session.scalars(select(Event)).all() == [event]


def test_hosts_who_said_yes_come_with_their_table_and_hear_nothing_yet(event: Event) -> None:
    ann = make_attendee(event, "Ann", host_table=1, role="Director", dietary="vegan", stays=True)
    ben = make_attendee(event, "Ben", "Public", host_table=2)
    cy = make_attendee(event, "Cy")
    following = follow(event, host_ids=[ann.id, cy.id])
    host = db.session.scalars(select(Attendee).where(Attendee.event_id == following.id)).one()
    assert (host.name, host.email, host.role, host.host_table, host.stays, host.state) == (
        "Ann", "ann@example.org", "Director", 1, True, "placed",
    )  # fmt: skip
    assert host.sector in following.sectors
    assert (host.sector.name, host.dietary, following.places_taken) == ("Voluntary", "", 1)
    assert host.contact_id == ann.contact_id is not None
    assert ben.contact_id not in (None, ann.contact_id)
    assert db.session.scalars(select(OutgoingMail)).all() == []
