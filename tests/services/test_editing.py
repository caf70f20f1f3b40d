"""Whatever is edited is held as it is now, and not as it was read before."""

import pytest

from scheduler.errors import NotFound
from scheduler.models import Attendee, Event, db
from scheduler.services.editing import hold
from tests.builders import make_attendee


def test_a_row_that_somebody_else_changed_is_read_again(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    for stored, column in ((ann, "name"), (event, "title"), (event.body, "name")):
        table = type(stored).__table__
        db.session.execute(table.update().values({column: "As it is now"}))
        assert getattr(hold(stored), column) == "As it is now"
    db.session.commit()


def test_what_is_gone_is_not_found(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    db.session.execute(Attendee.__table__.delete())
    db.session.execute(Event.__table__.delete().where(Event.id == event.id))
    with pytest.raises(NotFound):
        hold(event)
    with pytest.raises(NotFound):
        hold(ann)
