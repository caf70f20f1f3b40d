"""What a change of a registration is decided by: the event as it is now, and the queue."""

from datetime import timedelta

import pytest

from scheduler.domain.events.setting_up import MOST_PLACES
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import Event, db
from scheduler.services.registration.places import (
    check_changeable,
    check_held,
    lock_attendee,
    lock_event,
    make_room,
    next_waiting_number,
    waiting_number,
)
from tests.builders import NOW, SECOND, make_attendee


def test_numbers_on_the_waiting_list_go_by_time_and_then_by_row(event: Event) -> None:
    late = make_attendee(event, "Late", state="waiting", waiting_since=NOW + SECOND)
    first, second = (
        make_attendee(event, name, state="waiting", waiting_since=NOW) for name in ("A", "B")
    )
    placed = make_attendee(event, "Placed")
    assert [waiting_number(p) for p in (first, second, late, placed)] == [1, 2, 3, None]
    assert next_waiting_number(event.id) == 4


@pytest.mark.parametrize(
    ("called_off", "later", "rule"),
    [
        (False, timedelta(0), None),
        (False, timedelta(days=30), Rule.BEGUN),
        (True, timedelta(0), Rule.CALLED_OFF),
    ],
)
def test_changes_end_when_the_event_begins_or_is_called_off(
    event: Event, called_off: bool, later: timedelta, rule: Rule | None
) -> None:
    event.called_off_at = NOW if called_off else None
    try:
        check_changeable(event, NOW + later)
        found = None
    except RuleBroken as refused:
        found = refused.rule
    assert found is rule


def test_organisers_are_told_to_reinstate_it_first(event: Event) -> None:
    check_held(event)
    event.called_off_at = NOW
    with pytest.raises(RuleBroken, match="Reinstate it first"):
        check_held(event)


def test_what_is_locked_is_read_as_it_is_now(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    db.session.execute(Event.__table__.update().values(capacity=7))
    assert lock_attendee(ann.id) is ann
    assert event.capacity == 7
    with pytest.raises(NotFound):
        lock_event(event.id + 1)


def test_no_event_grows_beyond_what_its_form_takes(event: Event) -> None:
    event.capacity, event.places_taken = 40, 40
    make_room(event)
    assert event.capacity == 41
    event.capacity = event.places_taken = MOST_PLACES
    with pytest.raises(RuleBroken) as refused:
        make_room(event)
    assert (refused.value.sentence, refused.value.rule, event.capacity) == (
        "An event has at most 2,000 places, and every one is taken.",
        Rule.FULL,
        MOST_PLACES,
    )
