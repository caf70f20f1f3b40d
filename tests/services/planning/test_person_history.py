"""One person over the events of a series, and where they sit at this one."""

from datetime import timedelta

from scheduler.models import Attendance, Event, db
from scheduler.services.planning.person_history import seats_of_person, sign_ups_of
from scheduler.services.registration.recognition import recognise
from tests.builders import NOW, Account, make_attendee, make_event, make_plan, make_series


def test_sign_ups_of_the_series_with_what_became_of_each(owner: Account) -> None:
    first = make_event(owner.body_id, starts_at=NOW - timedelta(90), ends_at=NOW - timedelta(89))
    second = make_event(owner.body_id, starts_at=NOW - timedelta(9), ends_at=NOW - timedelta(8))
    third = make_event(owner.body_id)
    make_series(first, second, third)
    names = ("Ann Lee", "Bo Ek", "Cy Gow")
    people = {event.id: [make_attendee(event, n) for n in names] for event in (first, second)}
    people[first.id][0].organisation = "The Surgery"
    people[second.id][0].organisation = "LEE TRUST"
    again = make_attendee(third, "Ann Lee")
    for event in (first, second, third):
        recognise(event, [*people.get(event.id, []), *([again] if event is third else [])], NOW)
    make_plan(first, [{1: people[first.id]}])
    make_plan(second, [{1: people[second.id]}])
    # At the second, Bo alone was checked in.
    here = {"event_id": second.id, "attendee_id": people[second.id][1].id}
    db.session.add(Attendance(**here, state="here", noted_at=NOW))
    db.session.commit()
    found = [(o.attendee.event_id, o.words, o.met, o.moved) for o in sign_ups_of(again)]
    assert found == [
        (second.id, "had a place and did not come", 0, False),
        (first.id, "had a place and was there", 2, True),
    ]
    assert sign_ups_of(make_attendee(make_event(owner.body_id), "Ann Lee")) == []


def test_where_somebody_sits_is_read_from_the_published_plan(event: Event) -> None:
    ann, bo, cy = (make_attendee(event, name) for name in ("Ann", "Bo", "Cy"))
    assert seats_of_person(ann) is None
    make_plan(event, [{1: [ann, bo, cy]}, {1: [bo, cy], None: [ann]}])
    make_plan(event, [{2: [ann, bo]}], number=2, state="draft")
    found = seats_of_person(ann)
    assert found is not None
    tables = [seat.card and [member.name for member in seat.card.people] for seat in found.seats]
    assert tables == [["Ann", "Bo", "Cy"], None]
    assert [(seat.round, seat.others) for seat in found.seats] == [(1, ("Bo", "Cy")), (2, ())]
