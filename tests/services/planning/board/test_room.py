"""One round of a draft as the room shows it."""

from collections.abc import Callable

from scheduler.domain.planning.locks import Held, Lock
from scheduler.domain.planning.room_plan import Spot, first_spot
from scheduler.models import Attendee, TablePlace, db
from scheduler.services.planning.board.locking import lock
from scheduler.services.planning.board.room import round_on, spots_of
from scheduler.services.planning.board.state import Draft
from tests.builders import NOW, Account, make_attendee
from tests.services.planning.board.conftest import Board


def test_everybody_sits_or_is_named_as_unseated(board: Board, draft: Callable[[], Draft]) -> None:
    event, _ = board
    make_attendee(event, "Late Joiner")
    found = round_on(draft(), 2)
    assert [len(table.people) for table in found.tables] == [3, 3, 3, 0]
    assert [person.name for person in found.unseated] == ["Late Joiner"]
    assert (found.sitting_out, found.closed) == ((), False)


def test_what_is_locked_is_marked(board: Board, draft: Callable[[], Draft], owner: Account) -> None:
    event, _ = board
    person = db.session.query(Attendee).filter_by(event_id=event.id, name="Person 04").one()
    lock(*board, Lock(Held.PERSON, 1, None, str(person.id)), owner.user, NOW)
    lock(*board, Lock(Held.TABLE, 1, 3), owner.user, NOW)
    tables = round_on(draft(), 1).tables
    assert [sorted(table.held) for table in tables[:2]] == [[], [person.id]]
    assert [table.closed for table in tables] == [False, False, True]


def test_a_table_stands_where_it_was_put(board: Board) -> None:
    event, _ = board
    db.session.add(TablePlace(event_id=event.id, table=2, x=90, y=100, note="by the door"))
    db.session.add(TablePlace(event_id=event.id, table=9, x=90, y=100, note="gone"))
    db.session.commit()
    assert spots_of(event, 2) == {1: first_spot(1, 2), 2: Spot(90, 100, "by the door")}
