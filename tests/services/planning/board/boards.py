"""What lies on a board, read from the database for comparison."""

from sqlalchemy import select

from scheduler.domain.planning.locks import Lock
from scheduler.models import Plan, Seat, db
from scheduler.services.planning.board.state import locks_of

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
