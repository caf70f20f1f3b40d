"""What was printed is remembered, so that a later change can be told."""

from datetime import timedelta

from scheduler.models import Attendee, Event, Plan, db
from scheduler.services.paper.prints import note_print, printed_sheets
from tests.builders import NOW

LATER = NOW + timedelta(hours=1)


def test_nothing_is_out_of_date_before_the_first_print(event: Event, plan: Plan) -> None:
    found = printed_sheets(event, plan, NOW)
    assert (found.at, found.stale) == (None, ())


def test_a_change_is_told_of_the_sheets_that_say_it(event: Event, plan: Plan) -> None:
    note_print(event, plan, "hosts", NOW)
    assert printed_sheets(event, plan, LATER).stale == ()
    db.session.query(Attendee).filter_by(name="Ben").one().name = "Benedict"
    db.session.commit()
    found = printed_sheets(event, plan, LATER)
    assert (found.at, [sheet.sheet for sheet in found.stale]) == (NOW, ["the sheet of table 1"])
    note_print(event, plan, "hosts", LATER, tables=[1])
    assert printed_sheets(event, plan, LATER).stale == ()
