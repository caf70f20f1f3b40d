"""Which events of a series count, and that a person is one over all of them."""

from datetime import timedelta

from scheduler.models import Event
from scheduler.services.planning.rounds.breakfasts import breakfasts_of, breakfasts_until
from tests.builders import Account, make_attendee, make_event, make_plan, make_series


def breakfast(owner: Account, weeks: int, *names: str, **changes: object) -> Event:
    event = make_event(owner.body_id)
    later = timedelta(weeks=weeks)
    event.starts_at, event.ends_at = event.starts_at + later, event.ends_at + later
    for name, value in changes.items():
        setattr(event, name, value)
    make_plan(event, [{1: [make_attendee(event, name) for name in names]}])
    return event


def test_events_called_off_before_the_count_or_without_rounds_do_not_count(owner: Account) -> None:
    old = breakfast(owner, -60, "Ann Lee")
    off = breakfast(owner, -10, "Ann Lee", called_off_at=old.starts_at)
    first, last = breakfast(owner, -5, "Ann Lee", "Bob Ray"), breakfast(owner, 0, "Ann Lee")
    unplanned = make_event(owner.body_id)
    unplanned.starts_at = first.starts_at + timedelta(days=1)
    series = make_series(old, off, first, last, unplanned)
    series.counts_from = (old.starts_at + timedelta(days=1)).date()
    found = breakfasts_until(last, last.ends_at)
    assert [one.key for one in found] == [first.id, last.id]
    assert [one.key for one in breakfasts_of(series, first.ends_at)] == [first.id]
    ann, bob = (guest.person for guest in found[0].guests)
    assert [guest.person for guest in found[1].guests] == [ann]
    assert ann != bob


def test_an_event_of_no_series_stands_alone(owner: Account) -> None:
    breakfast(owner, -5, "Ann Lee")
    event = breakfast(owner, 0, "Ann Lee", "Bob Ray")
    (found,) = breakfasts_until(event, event.ends_at)
    assert (found.key, len(found.guests), found.expected) == (event.id, 2, 2)
    assert breakfasts_until(make_event(owner.body_id), event.ends_at) == []
