"""What the button that assigns the rounds would do."""

from scheduler.models import Event
from scheduler.services.planning.forecast import RoomForecast, room_forecast
from tests.builders import make_attendee, make_people


def test_without_people_it_says_what_is_missing(event: Event) -> None:
    make_attendee(event, "Ann Lee")
    found = room_forecast(event)
    assert (found.people, found.tables, found.sizes) == (1, 0, ())
    assert found.trouble == ("Ann Lee is the only person so far. Rounds need at least two people.")


def test_it_counts_the_tables_of_the_fullest_round(event: Event) -> None:
    make_people(event, 14)
    assert room_forecast(event) == RoomForecast(14, 3, (4, 5))
