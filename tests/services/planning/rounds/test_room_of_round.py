"""The room as a round of the published plan fills it."""

from scheduler.domain.planning.room_plan import Spot
from scheduler.models import Event, TablePlace, db
from scheduler.services.planning.rounds.room_of_round import TableOfRound, room_of_round
from tests.builders import make_attendee, make_plan


def test_a_table_has_the_shapes_of_those_who_come(event: Event) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray", "Public")
    gone = make_attendee(event, "Gone Away", state="cancelled")
    assert room_of_round(event, 1) == ()
    make_plan(event, [{1: [bob, ann], 3: [gone]}, {2: [ann, bob]}])
    assert room_of_round(event, 1) == (TableOfRound(1, (1, 2), None),)
    assert room_of_round(event, 2) == (TableOfRound(2, (1, 2), None),)


def test_all_tables_stand_there_once_one_is_placed(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    make_plan(event, [{1: [ann], 2: []}, {2: [ann]}])
    db.session.add(TablePlace(event_id=event.id, table=2, x=300, y=200, note="by the door"))
    db.session.commit()
    room = room_of_round(event, 2)
    assert [(table.number, table.styles) for table in room] == [(1, ()), (2, (1,))]
    assert room[1].spot == Spot(300, 200, "by the door")
    assert room[0].spot
