"""The transactions of the database handle."""

from sqlalchemy import select, update

from scheduler.models import Event, db
from scheduler.models.database import reading


def test_others_can_write_while_something_is_looked_up_after_the_first_question(
    event: Event,
) -> None:
    """As in a request that changes things: who may do so was asked with the lock taken."""
    db.session.scalars(select(Event)).all()
    with reading():
        db.session.scalars(select(Event)).all()
        with db.engine.begin() as other:
            other.execute(update(Event).values(title="Changed meanwhile"))
    db.session.refresh(event)
    assert event.title == "Changed meanwhile"
