"""What the public page shows, as rows that are equal while nothing of it changed."""

from scheduler.models import Event, db
from scheduler.services.events.public_rows import public_rows
from tests.builders import make_attendee


def test_equal_until_something_shown_changes(event: Event) -> None:
    first = public_rows(event.slug, 5)
    assert public_rows(event.slug, 5) == first
    make_attendee(event, "Ann Lee")
    second = public_rows(event.slug, 5)
    assert second != first
    event.sectors[0].name = "Third sector"
    db.session.commit()
    assert public_rows(event.slug, 5) != second


def test_sign_ups_are_counted_from_the_fewest_on_and_cancelled_ones_never(event: Event) -> None:
    make_attendee(event, "Ann Lee")
    make_attendee(event, "Bo Ek", state="cancelled")
    few, enough = public_rows(event.slug, 2), public_rows(event.slug, 1)
    assert few is not None
    assert enough is not None
    assert few.sign_ups == ()
    assert [tuple(row) for row in enough.sign_ups] == [(event.sectors[0].id, "placed", 1)]


def test_no_page_for_an_event_that_there_is_not(event: Event) -> None:
    assert public_rows("no-such-event", 1) is None
