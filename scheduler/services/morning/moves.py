"""Who goes to which table: for a round as the screen says it, for new tables to be read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from scheduler.domain.morning.moves import (
    RoundMoves,
    Tables,
    changed_tables,
    given_up_tables,
    moves_by_round,
)
from scheduler.domain.morning.namesakes import offices_of_namesakes, with_office
from scheduler.domain.people.names import sort_key, without_title
from scheduler.models import Attendee, Event, Plan, Seat, db
from scheduler.services.people.presence import away_from, away_ids, is_coming
from scheduler.services.planning.plans import comes, plan_of, seats_of
from scheduler.services.planning.problem_again import origin_of
from scheduler.services.planning.rounds.published import published_plan

ON_A_PAGE: Final = 18
MANY: Final = 12 * ON_A_PAGE
"""From more names on, more stand on a page: else the time to move would not do for all pages."""
ON_A_DENSE_PAGE: Final = 32


@dataclass(frozen=True, slots=True)
class Aloud:
    """A new plan against the one it replaces, to be read aloud.

    ``people`` is how many sit elsewhere than before, ``newcomers`` how many had no table.
    ``tables``: the numbers of those where somebody else sits in any round still to come;
    ``given_up``: of those where nobody sits any more. ``hosts``: whoever is there and hosts one of
    these, with its number; they sit where everybody does.
    """

    plan: Plan
    former: Plan
    held: int
    rounds: tuple[RoundMoves, ...]
    people: int
    newcomers: int
    tables: tuple[int, ...]
    given_up: tuple[int, ...]
    hosts: tuple[tuple[str, int], ...] = ()


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
    befores = ["", *(page[-1].first for page in pages)]
    afters = [*(page[0].first for page in pages[1:]), ""]
    return tuple(
        MovesPage(_letters(page[0].first, page[-1].first, before, after), tuple(page), dense)
        for page, before, after in zip(pages, befores, afters, strict=False)
    )


def _letters(first: str, last: str, before: str, after: str) -> str:
    """Such as "A–K" for the names from the first to the last of a page; "A–Ra" and "Ro–T" where two
    pages have names with one letter: ``before`` is the name before the first, ``after`` the next.
    """
    start = first[: 1 + (first[:1] == before[:1])].capitalize()
    end = last[: 1 + (last[:1] == after[:1])].capitalize()
    if len(start) > 1 and start[0] == end[0]:
        end = last[:2].capitalize()
    return start if start == end else f"{start}–{end}"


def aloud(event: Event, number: int) -> Aloud | None:
    """Who moves when the plan takes the place of the one it stays close to.

    None for a plan that was made afresh. Raises NotFound without the one or the other.
    """
    plan = plan_of(event, number)
    again = origin_of(plan)
    if again is None:
        return None
    former = plan_of(event, again.plan)
    before, after = seats_of(former), seats_of(plan)
    away = away_ids(event.id)
    coming = {s.attendee_id: s.attendee for s in after if comes(s.attendee, away)}
    offices = offices_of_namesakes((p.id, p.name, p.organisation) for p in coming.values())
    names = {key: with_office(p.name, offices.get(key)) for key, p in coming.items()}
    old, new = _tables(before), _tables(after)
    rounds = moves_by_round(old, new, names, again.held)
    moves = [move for each in rounds for move in each.moves]
    people = {move.person for move in moves if not move.new}
    newcomers = {move.person for move in moves} - people
    tables = changed_tables(old, new, names, again.held)
    given_up = given_up_tables(old, new, names, again.held)
    closed = {key: p.host_table for key, p in coming.items() if p.host_table in given_up}
    hosts = sorted((table, names[key]) for key, table in closed.items() if table)
    return Aloud(
        plan, former, again.held, rounds, len(people), len(newcomers), tables, given_up,
        tuple((name, table) for table, name in hosts),
    )  # fmt: skip


def _tables(seats: Sequence[Seat]) -> Tables:
    return {(seat.attendee_id, seat.round): seat.table for seat in seats}
