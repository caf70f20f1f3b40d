"""The unconnected are favoured when the series says so, from who sat together at earlier events."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.models import Attendee, Event, Series, db
from scheduler.services.afterwards.impact import story_of
from scheduler.services.afterwards.reports import begin_report
from scheduler.services.morning import attendance, hosting
from scheduler.services.planning.problem import fingerprint, problem_for
from scheduler.services.planning.rules.unconnected import (
    favour_unconnected,
    favoured_pairs,
    unconnected_of,
)
from tests.builders import Account, make_attendee, make_event, make_plan, make_series


@pytest.fixture
def series(event: Event, owner: Account) -> Series:
    """At the earlier breakfast the shed sat with two other sectors, the pantry with the choir."""
    starts = event.starts_at - timedelta(days=91)
    earlier = make_event(owner.body_id, starts_at=starts, ends_at=starts + timedelta(hours=2))
    shed, pantry, choir = (_guest(earlier, name) for name in ("Shed", "PANTRY", "Choir"))
    council, trader = _guest(earlier, "Council", "Public"), _guest(earlier, "Trade", "Private")
    make_plan(earlier, [{1: [shed, council, trader], 2: [pantry, choir]}])
    return make_series(earlier, event)


def _guest(event: Event, organisation: str, sector: str = "Voluntary") -> Attendee:
    return make_attendee(event, f"{organisation} Guest", sector, organisation=organisation)


def test_first_links_are_wanted_once_the_series_favours_them(event: Event, series: Series) -> None:
    people = [_guest(event, "Shed"), _guest(event, " Pantry"), _guest(event, "Council", "Public")]
    new = _guest(event, "Newcomer", "Private")
    (gap,) = unconnected_of(event)
    assert (gap.name, gap.sectors) == ("Pantry", ("Public", "Private"))
    before = problem_for(event)
    assert before.favoured == frozenset()
    favour_unconnected(series, True)
    _shed, pantry, council = (str(person.id) for person in people)
    asked = problem_for(event)
    assert asked.favoured == {(pantry, council), (pantry, str(new.id))}
    assert asked.wanted == dict.fromkeys(asked.favoured, 100)
    assert fingerprint(asked) != fingerprint(before)
    assert favoured_pairs(event, people) == {(pantry, council)}


def test_a_seat_planned_and_not_taken_links_nobody(event: Event, series: Series) -> None:
    """The council's person came, and the host missed them: the report counts the same."""
    earlier = db.session.scalars(select(Event).where(Event.id != event.id)).one()
    there = db.session.scalars(select(Attendee).where(Attendee.event_id == earlier.id))
    people = {person.organisation: person for person in there}
    for name in ("Shed", "Council", "Trade"):
        attendance.check_in(earlier, people[name].id, "", earlier.starts_at)
    host = people["Shed"]
    host.host_table = 1
    hosting.note_missing(host, people["Council"].id, 1, True, earlier.starts_at)
    for organisation in ("Shed", "Council"):
        sector = people[organisation].sector
        _guest(event, organisation, sector.name if sector else "")
    _guest(event, "Newcomer", "Private")
    assert [(gap.name, gap.sectors) for gap in unconnected_of(event)] == [
        ("Council", ("Voluntary", "Private")),
        ("Shed", ("Public",)),
    ]
    report = begin_report(series)
    story = story_of(report, earlier.ends_at)
    assert story is not None
    assert {one.sector: list(one.now) for one in story.impact.reach} == {
        "Voluntary": ["Council"],
        "Public": ["Shed", "Trade"],
        "Private": ["Council"],
    }


def test_outside_a_series_nobody_is_unconnected(event: Event) -> None:
    _guest(event, "Shed")
    assert unconnected_of(event) == []
    assert favoured_pairs(event, []) == frozenset()
