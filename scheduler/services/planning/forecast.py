"""What assigning the rounds would mean for the people and the room of now."""

from dataclasses import dataclass

from scheduler.errors import RuleBroken
from scheduler.models import Event
from scheduler.services.planning.problem import placed_attendees, problem_for


@dataclass(frozen=True, slots=True)
class RoomForecast:
    """What the button will do: how many people, and the tables of the first full round.

    ``trouble`` is the sentence that says why there is nothing to assign yet, or empty, and
    ``field`` what of the people or the event it is about.
    """

    people: int
    tables: int = 0
    sizes: tuple[int, ...] = ()
    met_before: int = 0
    trouble: str = ""
    field: str = ""


def room_forecast(event: Event) -> RoomForecast:
    """What assigning the rounds would mean now."""
    try:
        problem = problem_for(event)
    except RuleBroken as error:
        people = len(placed_attendees(event.id))
        return RoomForecast(people, trouble=error.sentence, field=error.field)
    fullest = max(range(1, problem.rounds + 1), key=lambda r: len(problem.present(r)))
    sizes = tuple(size for size in problem.table_sizes(fullest) if size)
    distinct = tuple(sorted(set(sizes)))
    return RoomForecast(len(problem.people), len(sizes), distinct, len(problem.history))
