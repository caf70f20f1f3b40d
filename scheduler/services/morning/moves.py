"""Who goes to which table for a round, as the screen and the announcer say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from scheduler.domain.morning.namesakes import offices_of_namesakes, with_office
from scheduler.domain.people.names import sort_key, without_title
from scheduler.models import Attendee, Event, Seat, db
from scheduler.services.people.presence import away_from, is_coming
from scheduler.services.planning.rounds.published import published_plan

ON_A_PAGE: Final = 18
MANY: Final = 12 * ON_A_PAGE
"""From more names on, more stand on a page: else the time to move would not do for all pages."""
ON_A_DENSE_PAGE: Final = 32


@dataclass(frozen=True, slots=True)
class ScreenMove:
    """Somebody who goes to a table; ``table`` None means that they sit out.

    ``office``: their organisation, where somebody else at the event has their name too.
    """

    name: str
    table: int | None
    office: str = ""

    @property
    def first(self) -> str:
        """The first word of the name, titles left out."""
        return next(iter(without_title(self.name)), self.name)

    @property
    def rest(self) -> str:
        """The other words of the name, and what tells two people of one name apart."""
        return with_office(" ".join(without_title(self.name)[1:]), self.office).strip()


@dataclass(frozen=True, slots=True)
class MovesPage:
    """As many names as fit on the screen, with the letters they go from and to.

    ``dense``: in smaller letters, because there are many.
    """

    letters: str
    moves: tuple[ScreenMove, ...]
    dense: bool = False


def tables_for_round(
    event: Event, number: int, *, everybody: bool = False
) -> tuple[ScreenMove, ...]:
    """Who changes tables for that round of the published plan, by name; for round 1 everybody.

    Who stays where they are is named with ``everybody`` alone.
    """
    plan = published_plan(event)
    if plan is None:
        return ()
    rows = db.session.execute(
        select(Seat.attendee_id, Attendee.name, Attendee.organisation, Seat.round, Seat.table)
        .join(Attendee)
        .where(
            Seat.plan_id == plan.id,
            Seat.round.in_((number - 1, number)),
            is_coming(),
        )
    ).all()
    away_before, away = (away_from(event.id, turn) for turn in (number - 1, number))
    before = {
        key: table
        for key, _name, _office, turn, table in rows
        if turn == number - 1 and key not in away_before
    }
    people = {key: (name, office) for key, name, office, _turn, _table in rows}
    offices = offices_of_namesakes((key, *each) for key, each in people.items())
    moves = [
        ScreenMove(name, table, offices.get(key, ""))
        for key, name, _office, turn, table in rows
        if turn == number and key not in away
        if everybody or key not in before or before[key] != table
    ]
    return tuple(sorted(moves, key=lambda move: sort_key(f"{move.first} {move.rest}")))


def pages_of(moves: Sequence[ScreenMove]) -> tuple[MovesPage, ...]:
    """The moves in pages for the screen."""
    dense = len(moves) > MANY
    each = ON_A_DENSE_PAGE if dense else ON_A_PAGE
    pages = [moves[at : at + each] for at in range(0, len(moves), each)]
    return tuple(MovesPage(_letters(page), tuple(page), dense) for page in pages)


def _letters(moves: Sequence[ScreenMove]) -> str:
    first, last = (move.first[:1].upper() for move in (moves[0], moves[-1]))
    return first if first == last else f"{first}–{last}"
