"""Whom a few letters mean, and what a scanner read."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest

from scheduler.errors import NotFound
from scheduler.models import Attendee, Event
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.finding import (
    find_guests,
    find_table,
    marks_of_badges,
)
from scheduler.services.morning.desk.guests import guests_of
from tests.builders import Account, make_attendee, make_event

MORNING = datetime(2026, 12, 4, 8, 41, tzinfo=UTC)


def test_three_letters_find_a_person_accents_aside(event: Event, four: list[Attendee]) -> None:
    make_attendee(event, "Ann Lee", organisation="Bakers", email=None, email_key=None)
    make_attendee(event, "Zoë Dąbrowska", organisation="Viaduct Health")

    def found(typed: str) -> list[tuple[str, str]]:
        return [(g.name, g.organisation) for g in find_guests(guests_of(event, MORNING), typed)]

    assert found("dab") == found("viad") == [("Zoë Dąbrowska", "Viaduct Health")]
    assert [name for name, _office in found("ann lee")] == ["Ann Lee", "Ann Lee"]
    assert found("ann bak") == [("Ann Lee", "Bakers")]
    assert found("") == found("xyz") == []


def test_the_number_on_a_badge_finds_its_person(event: Event, four: list[Attendee]) -> None:
    found = find_guests(guests_of(event, MORNING), f" {four[1].id} ")
    assert [guest.id for guest in found] == [four[1].id]


def test_a_mark_is_of_one_badge_and_leads_to_no_link(event: Event, four: list[Attendee]) -> None:
    marks = marks_of_badges(event)
    assert set(marks) == {person.id for person in four}
    assert len(set(marks.values())) == 4
    assert {len(mark) for mark in marks.values()} == {16}
    token = four[1].token
    assert marks[four[1].id] == sha256(token.encode()).hexdigest()[:16]
    assert not any(mark in token for mark in marks.values())


def test_a_scanned_link_finds_its_person_or_says_whose_it_is(
    event: Event, four: list[Attendee], owner: Account
) -> None:
    link = f"https://crosstalk.example.org/me/{four[1].token}"
    assert [guest.name for guest in find_guests(guests_of(event, MORNING), link)] == ["Bob Ray"]
    other = make_attendee(make_event(owner.body_id, title="Spring breakfast"), "Flo Hay")
    with pytest.raises(NotFound) as refused:
        find_guests(guests_of(event, MORNING), f"https://crosstalk.example.org/me/{other.token}/")
    assert refused.value.sentence == (
        "Flo Hay is signed up for another date: 4 December 2026, Spring breakfast."
    )
    with pytest.raises(NotFound):
        find_guests(guests_of(event, MORNING), "https://crosstalk.example.org/me/unknown")


def test_a_table_finds_who_is_missing_there_for_a_desk_alone(
    event: Event, four: list[Attendee]
) -> None:
    attendance.check_in(event, four[0].id, "Jean", MORNING)
    listed = guests_of(event, MORNING)
    assert [guest.name for guest in find_table(listed, " Table 1 ") or ()] == ["Bob Ray"]
    assert find_table(listed, "bob") is None
    assert find_guests(listed, "table 1") == ()
    attendance.check_in(event, four[1].id, "Jean", MORNING)
    with pytest.raises(NotFound) as refused:
        find_table(guests_of(event, MORNING), "table 1")
    assert refused.value.sentence == "Nobody is missing at table 1."
