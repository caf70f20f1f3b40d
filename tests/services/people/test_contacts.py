"""The people of a series, and which of them are one person."""

from datetime import timedelta

import pytest

from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Event, Series
from scheduler.services.people import contacts
from scheduler.services.people.contacts import ContactPerson, contacts_of
from tests.builders import Account, make_attendee, make_event, make_series


@pytest.fixture
def series(owner: Account, event: Event) -> Series:
    """Two breakfasts: Ann changed her address and her organisation's spelling, Ben came once."""
    starts = event.starts_at - timedelta(days=91)
    earlier = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    make_attendee(earlier, "Ann Muir", organisation="NHS GGC")
    make_attendee(earlier, "Ben Kerr", state="cancelled")
    make_attendee(event, "Ann  MUIR", organisation="N.H.S. GGC", email="am@x", email_key="am@x")
    make_attendee(event, "Ben Kerr")
    return make_series(earlier, event)


def names(people: tuple[ContactPerson, ...]) -> list[tuple[str, int]]:
    return [(person.latest.email or "", len(person.signed_up_for)) for person in people]


def test_people_are_listed_with_the_events_they_came_to(series: Series) -> None:
    found = contacts_of(series)
    assert names(found.people) == [
        ("ann.muir@example.org", 1),
        ("am@x", 1),
        ("ben.kerr@example.org", 1),
    ]
    assert (found.found, found.everybody) == (3, 3)


def test_searching_finds_what_any_sign_up_says(series: Series) -> None:
    assert names(contacts_of(series, "muir ggc").people) == [
        ("ann.muir@example.org", 1),
        ("am@x", 1),
    ]
    found = contacts_of(series, "nobody")
    assert (found.people, found.found, found.everybody) == ((), 0, 3)


def test_one_name_and_organisation_are_listed_and_never_merged_alone(series: Series) -> None:
    [group] = contacts_of(series).perhaps
    assert {person.latest.email for person in group} == {"ann.muir@example.org", "am@x"}


def test_a_merge_makes_one_person_of_two_and_is_undone(series: Series) -> None:
    [group] = contacts_of(series).perhaps
    one = contacts.merge(series, [person.id for person in group])
    after = contacts_of(series)
    assert names(after.people) == [("am@x", 2), ("ben.kerr@example.org", 1)]
    assert after.perhaps == ()
    [part] = one.merged
    assert names((part,)) == [("am@x", 1)]
    contacts.separate(series, part.id)
    assert contacts_of(series).perhaps == (group,)


def test_nobody_of_another_series_can_be_merged(series: Series, event: Event) -> None:
    third = make_event(
        event.body_id,
        starts_at=event.starts_at + timedelta(days=91),
        ends_at=event.starts_at + timedelta(days=92),
    )
    make_attendee(third, "Ann Muir", organisation="NHS GGC", email="a3@x", email_key="a3@x")
    contacts_before = contacts_of(series)
    from_third = make_series(third, name="Other")
    with pytest.raises(NotFound):
        contacts.merge(series, [contacts_of(from_third).people[0].id, contacts_before.people[0].id])
    assert contacts_of(series) == contacts_before


def test_two_people_of_one_event_are_two(series: Series, event: Event) -> None:
    both = [p.id for p in contacts_of(series).people if event in p.signed_up_for]
    with pytest.raises(RuleBroken) as refused:
        contacts.merge(series, both)
    assert "both have a place at Health networking breakfast of 4 December 2026" in str(
        refused.value
    )
    assert len(contacts_of(series).people) == 3


def test_one_person_alone_is_nothing_to_merge(series: Series) -> None:
    ids = [contacts_of(series).people[0].id]
    with pytest.raises(InvalidInput):
        contacts.merge(series, ids * 2)


def test_a_stranger_to_the_series_cannot_be_separated(series: Series, stranger: Account) -> None:
    theirs = make_event(stranger.body_id)
    make_attendee(theirs, "Zoe")
    [zoe] = contacts_of(make_series(theirs)).people
    with pytest.raises(NotFound):
        contacts.separate(series, zoe.id)
