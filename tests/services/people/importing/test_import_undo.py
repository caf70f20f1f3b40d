"""Taking an import back: who goes, who stays, and nobody else feels it."""

from datetime import timedelta

import pytest

from scheduler.errors import RuleBroken
from scheduler.models import Attendee, Event, db
from scheduler.services.people.importing.import_run import run_import
from scheduler.services.people.importing.import_undo import undo_import, untouched
from scheduler.services.people.listing import all_people
from tests.builders import NOW, ORGANISER, make_attendee, posted
from tests.builders.lists import stage

LATER = NOW + timedelta(minutes=5)


def test_whom_it_added_goes_and_the_capacity_is_as_before(event: Event) -> None:
    event.capacity = 2
    make_attendee(event, "Ann Ek", "Public")
    staged = stage(event)
    run_import(event, staged, ORGANISER, NOW, raise_capacity=True)
    assert (event.capacity, event.places_taken) == (5, 5)
    assert undo_import(event, staged, ORGANISER, LATER) == (4, 0)
    assert [person.name for person in all_people(event)] == ["Ann Ek"]
    assert (event.capacity, event.places_taken, posted()) == (2, 1, [])
    assert undo_import(event, staged, ORGANISER, LATER) == (0, 0)
    # The same list can be imported again.
    assert run_import(event, stage(event), ORGANISER, LATER, raise_capacity=True).added == 4


def test_who_confirmed_was_changed_or_written_to_stays(event: Event) -> None:
    staged = stage(event)
    run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    confirmed, changed, *others = db.session.query(Attendee).order_by(Attendee.id)
    confirmed.confirmed_at, changed.updated_at = LATER, LATER
    db.session.commit()
    assert untouched(event, staged) == sorted(others, key=lambda person: person.name)
    assert undo_import(event, staged, ORGANISER, LATER) == (2, 0)
    assert event.places_taken == 2


def test_it_is_refused_where_somebody_who_waits_would_move_up(event: Event) -> None:
    event.capacity = 4
    staged = stage(event)
    run_import(event, staged, ORGANISER, NOW, raise_capacity=False)
    make_attendee(event, "Ida Late", state="waiting", waiting_since=LATER)
    with pytest.raises(RuleBroken, match="1 of those who wait"):
        undo_import(event, staged, ORGANISER, LATER)
    assert (event.places_taken, len(untouched(event, staged))) == (4, 4)
    db.session.commit()
