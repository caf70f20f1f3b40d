"""The forecast of an event, and how many usually stay away."""

from datetime import timedelta

from scheduler.models import Attendance, Event, db
from scheduler.services.events.forecast import forecast_of, sign_ups_over_time, usual_absence
from tests.builders import NOW, Account, make_attendee, make_event, make_people, make_series


def test_fewer_come_and_less_is_reached_but_everybody_stays_the_same(event: Event) -> None:
    assert forecast_of(event, 25) is None
    make_people(event, 30)
    full, less = forecast_of(event, 0), forecast_of(event, 30)
    assert full is not None
    assert less is not None
    assert (full.expected, full.spread) == (full.everybody, 0)
    assert less.everybody == full.everybody > less.expected > 0 < less.spread
    assert forecast_of(event, 30) is less
    assert (less.short, less.more > 0) == ("Voluntary", True)


def test_absence_is_that_of_the_series_where_anybody_was_checked_in(owner: Account) -> None:
    past = make_event(owner.body_id, starts_at=NOW - timedelta(days=90), ends_at=NOW)
    event, other = make_event(owner.body_id), make_event(owner.body_id)
    make_series(past, event)
    people = make_people(past, 4)
    assert (usual_absence(event), usual_absence(other)) == (None, None)
    for person in people[:3]:
        db.session.add(
            Attendance(
                attendee_id=person.id, event_id=past.id, state="here", came_at=NOW, noted_at=NOW
            )
        )
    db.session.commit()
    assert usual_absence(event) == 25
    # Where a colleague came instead, nobody stayed away.
    db.session.get_one(Attendance, people[0].id).instead_of_id = people[3].id
    db.session.commit()
    assert usual_absence(event) == 0


def test_sign_ups_over_time_leave_out_who_cancelled(event: Event) -> None:
    make_attendee(event, "Ann", "Public")
    make_attendee(event, "Bo", None, signed_up_at=NOW + timedelta(days=1))
    make_attendee(event, "Cy", "Public", state="cancelled")
    found = sign_ups_over_time(event, NOW + timedelta(days=1))
    assert [point.numbers for point in found] == [(0, 1, 0, 0), (0, 1, 0, 1)]
