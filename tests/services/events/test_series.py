"""Series of events, and the next event made from the last."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scheduler.domain.events.series import CARRIED
from scheduler.domain.people.questions.custom import QuestionDraft
from scheduler.domain.people.questions.description import Kind
from scheduler.errors import InvalidInput, NotFound
from scheduler.models import Attendee, Contact, Event, OutgoingMail, Series, db
from scheduler.services.events import series as series_services
from scheduler.services.events.deletion import delete_event
from scheduler.services.events.settings import EventDetails
from scheduler.services.people.contacts import ContactPerson, contacts_of, merge, separate
from scheduler.services.registration.answers.questions import add_question
from scheduler.services.registration.answers.values import question_draft
from tests.builders import NOW, ORGANISER, Account, make_attendee, make_event

STARTS = datetime(2027, 3, 5, 8, 30, tzinfo=UTC)
ALL = [key for key, part in CARRIED.items() if part.usual]


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
    return series_services.create_next(event, details(), 50, **(values | changes))


def make_series(event: Event) -> Series:
    series = Series(body_id=event.body_id, name="Breakfasts", created_at=NOW)
    db.session.add(series)
    db.session.commit()
    return series


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
    following = follow(event, carried=["agenda", "speakers"])
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


def test_an_event_joins_a_series_of_its_body_alone(event: Event, stranger: Account) -> None:
    theirs = make_series(make_event(stranger.body_id))
    with pytest.raises(NotFound):
        series_services.join_series(event, theirs, NOW)
    assert event.series_id is None


def test_leaving_a_series_forgets_who_was_who(event: Event) -> None:
    ann = make_attendee(event, "Ann")
    first, second = make_series(event), make_series(event)
    series_services.join_series(event, first, NOW)
    in_first = ann.contact_id
    series_services.join_series(event, second, NOW)
    assert db.session.get_one(Contact, ann.contact_id).series_id == second.id
    assert ann.contact_id != in_first
    series_services.leave_series(event, NOW)
    assert (event.series_id, ann.contact_id) == (None, None)


@pytest.fixture
def two(owner: Account) -> tuple[Event, Event, Series]:
    """Ann came to one breakfast of a series, and to another under another name and address."""
    one, other = make_event(owner.body_id), make_event(owner.body_id)
    make_attendee(one, "Ann Lee", email="ann@example.org", email_key="ann@example.org")
    make_attendee(other, "Ann Shaw", email="shaw@example.org", email_key="shaw@example.org")
    series = make_series(one)
    for event in (one, other):
        series_services.join_series(event, series, NOW)
    return one, other, series


def people_of(series: Series) -> list[list[str]]:
    return [sorted(s.name for s in person.sign_ups) for person in contacts_of(series).people]


def merged(series: Series) -> ContactPerson:
    return merge(series, [person.id for person in contacts_of(series).people])


@pytest.mark.parametrize("away", [0, 1])
def test_a_merge_comes_back_with_its_event_and_can_still_be_undone(
    two: tuple[Event, Event, Series], away: int
) -> None:
    event, series = two[away], two[2]
    assert series_services.leave_series(event, NOW) == 0
    series_services.join_series(event, series, NOW)
    merged(series)
    for _ in range(2):
        assert series_services.leave_series(event, NOW) == 1
        assert people_of(series) == [[("Ann Shaw", "Ann Lee")[away]]]
        series_services.join_series(event, series, NOW)
        [ann] = contacts_of(series).people
        assert [s.name for s in ann.merged[0].sign_ups] == ["Ann Shaw"]
    separate(series, ann.merged[0].id)
    assert people_of(series) == [["Ann Lee"], ["Ann Shaw"]]
    assert db.session.query(Attendee).filter(Attendee.former_contact_id.is_not(None)).all() == []


def test_who_was_parted_meanwhile_comes_back_as_two(two: tuple[Event, Event, Series]) -> None:
    one, _, series = two
    merged(series)
    series_services.leave_series(one, NOW)
    [shaw] = contacts_of(series).people
    separate(series, shaw.merged[0].id)
    series_services.join_series(one, series, NOW)
    assert people_of(series) == [["Ann Lee"], ["Ann Shaw"]]


def test_who_signed_up_anew_meanwhile_is_merged_as_before(
    owner: Account, two: tuple[Event, Event, Series]
) -> None:
    _, other, series = two
    merged(series)
    series_services.leave_series(other, NOW)
    third = make_event(owner.body_id)
    make_attendee(third, "Ann Shaw", email="shaw@example.org", email_key="shaw@example.org")
    series_services.join_series(third, series, NOW)
    assert people_of(series) == [["Ann Lee"], ["Ann Shaw"]]
    series_services.join_series(other, series, NOW)
    [ann] = contacts_of(series).people
    assert sorted(s.name for s in ann.sign_ups) == ["Ann Lee", "Ann Shaw", "Ann Shaw"]
    separate(series, ann.merged[0].id)
    assert people_of(series) == [["Ann Lee"], ["Ann Shaw", "Ann Shaw"]]


def test_another_series_does_not_know_who_they_were(
    owner: Account, two: tuple[Event, Event, Series]
) -> None:
    _, other, series = two
    merged(series)
    series_services.leave_series(other, NOW)
    second = make_series(make_event(owner.body_id))
    series_services.join_series(other, second, NOW)
    [shaw] = contacts_of(second).people
    assert db.session.get_one(Contact, shaw.id).series_id == second.id
    assert shaw.merged == ()


def test_a_series_that_is_gone_is_nothing_to_come_back_to(
    owner: Account, two: tuple[Event, Event, Series]
) -> None:
    one, other, _ = two
    series_services.leave_series(other, NOW)
    delete_event(one, owner.user)
    assert (db.session.query(Series).count(), db.session.query(Contact).count()) == (0, 0)
    shaw = db.session.query(Attendee).one()
    assert shaw.former_contact_id is None


def test_an_event_that_is_deleted_meanwhile_leaves_nobody_behind(
    owner: Account, two: tuple[Event, Event, Series]
) -> None:
    _, other, series = two
    merged(series)
    series_services.leave_series(other, NOW)
    assert db.session.query(Contact).count() == 2
    delete_event(other, owner.user)
    assert db.session.query(Contact).count() == 1
