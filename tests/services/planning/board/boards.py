"""What lies on a board, read from the database for comparison."""

from sqlalchemy import select

from scheduler.domain.planning.locks import Lock
from scheduler.models import Event, Plan, Seat, db
from scheduler.services.planning.board.history import rescore
from scheduler.services.planning.board.state import board_draft, locks_of
from tests.builders import NOW, make_event, make_people, make_plan

ROUNDS, TABLES, PEOPLE = 2, 3, 9
Lying = tuple[frozenset[tuple[int, int, int]], frozenset[Lock], int, int]


def lying(plan: Plan) -> Lying:
    """Every (attendee, round, table), the locks, and the links and repeats that are stored."""
    rows = db.session.execute(
        select(Seat.attendee_id, Seat.round, Seat.table).where(Seat.plan_id == plan.id)
    )
    seats = frozenset((a, number, table or 0) for a, number, table in rows)
    score = db.session.scalars(select(Plan.score).where(Plan.id == plan.id)).one()
    figures = score["cross_sector_pairs"], score["repeat_meetings"]
    return seats, frozenset(locks_of(plan)), *figures


def nine_people(body_id: int, *, stuck: bool = False) -> tuple[Event, Plan]:
    """Nine people at three tables for two rounds; nobody meets twice, or ``stuck`` nobody moves."""
    event = make_event(body_id, rounds=ROUNDS, table_size=3)
    people = make_people(event, PEOPLE)
    seating = [{1: people[:3], 2: people[3:6], 3: people[6:]},
               {1: people[::3], 2: people[1::3], 3: people[2::3]}]  # fmt: skip
    plan = make_plan(event, seating[:1] * 2 if stuck else seating, "draft", tables=TABLES)
    rescore(board_draft(event, plan, NOW))
    db.session.commit()
    return event, plan
