"""Series of events: what belongs to one, and who is known in it."""

import pytest

from scheduler.errors import NotFound
from scheduler.models import Attendee, Contact, Event, Series, db
from scheduler.services.events import series as series_services
from scheduler.services.events.deletion import delete_event
from scheduler.services.people.contacts import ContactPerson, contacts_of, merge, separate
from tests.builders import NOW, Account, make_attendee, make_event


def make_series(event: Event) -> Series:
    series = Series(body_id=event.body_id, name="Breakfasts", created_at=NOW)
    db.session.add(series)
    db.session.commit()
    return series


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
