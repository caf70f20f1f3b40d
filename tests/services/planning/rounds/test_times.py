"""When the rounds are, by the agenda."""

from scheduler.models import Event
from scheduler.services.planning.rounds.times import times_of
from tests.builders import part_by_a_break


def starts(event: Event) -> list[str]:
    return [f"{start:%H:%M}" for start, _end in times_of(event, 4)]


def test_the_rounds_go_round_what_parts_them(event: Event) -> None:
    assert starts(event) == ["08:45", "08:55", "09:05", "09:15"]
    part_by_a_break(event, first=20, rest=15)
    assert starts(event) == ["08:45", "08:55", "09:20", "09:30"]
