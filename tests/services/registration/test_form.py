"""The organiser chooses what the public form asks."""

from scheduler.domain.people.fields import CHOSEN
from scheduler.models import Event
from scheduler.services.registration.form import choose_fields
from tests.builders import NOW, make_attendee


def test_what_is_not_wanted_is_off_and_what_was_told_stays(event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", dietary="vegan")
    choose_fields(event, {"access", "no such field", "name"}, NOW)
    assert set(event.fields_off) == {field.name for field in CHOSEN} - {"access"}
    assert ann.dietary == "vegan"
    choose_fields(event, {field.name for field in CHOSEN}, NOW)
    assert event.fields_off == []
