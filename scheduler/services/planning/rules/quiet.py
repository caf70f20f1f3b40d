"""Quiet tables: whoever asked for one sits there where that breaks no rule.

To the engine such a seat is one that is settled beforehand. It is a wish: a rule goes before it,
and a plan that is only possible without it is made without it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from scheduler.domain.english import agree, count
from scheduler.engine.problem import Person, Problem, pair
from scheduler.models import Attendee, Event, Seat, db
from scheduler.services.people.presence import is_coming

_Seats = dict[tuple[int, str], int]
"""Tables by round and key."""


@dataclass(frozen=True, slots=True)
class QuietKept:
    """Of those who asked for a quiet table: how many, how many sit at one in every round they are
    seated in, and the names of the others. ``named``: whether any table is a quiet one."""

    asked: int
    kept: int
    others: tuple[str, ...]
    named: bool


def wish_sentence(event: Event) -> str:
    """How many ask for a quiet table, and what naming one does."""
    asked = len(_asking(event))
    return (
        f"{count(asked, 'person', 'people')} {agree(asked, 'asks', 'ask')} for one, and "
        f"{agree(asked, 'is', 'are')} seated there when the rounds are assigned."
        if asked
        else "Nobody who comes has asked for one so far."
    )


def quiet_kept(event: Event, seats: Sequence[Seat]) -> QuietKept:
    """What a plan with these seats keeps of the wish."""
    asking, quiet = _asking(event), set(event.quiet_tables)
    tables: defaultdict[int, set[int]] = defaultdict(set)
    for seat in seats:
        if seat.table is not None:
            tables[seat.attendee_id].add(seat.table)
    others = [name for key, name in asking.items() if not tables[key] or tables[key] - quiet]
    return QuietKept(len(asking), len(asking) - len(others), tuple(others), bool(quiet))


def with_quiet_seats(event: Event, problem: Problem) -> Problem:
    """The problem with a seat at a quiet table settled for everybody who asked for one, in each
    round where a rule, a host's seat or the room does not stand against it.

    One seat at least at each quiet table stays for others, so that everybody meets somebody new.
    """
    keys = {str(key) for key in _asking(event)}
    wanting = [person for person in problem.people if person.key in keys]
    if not wanting or not event.quiet_tables:
        return problem
    return replace(problem, locked=settled_seats(problem, wanting, event.quiet_tables))


def settled_seats(problem: Problem, people: Sequence[Person], tables: Sequence[int]) -> _Seats:
    """The seats at quiet tables of these people and of whoever always sits with them."""
    return _Quiet(problem, tables).seats_for(people)


def held_there(event: Event, places: Sequence[Mapping[str, int | None]]) -> set[tuple[int, str]]:
    """The (round, key) of everybody who asked and sits at a quiet table; ``places`` by round."""
    keys = {str(key) for key in _asking(event)}
    return {
        (number, key)
        for number, tables in enumerate(places, start=1)
        for key, table in tables.items()
        if key in keys and table in event.quiet_tables
    }


def _asking(event: Event) -> Mapping[int, str]:
    """Who comes and asked for a quiet table: names by id, in the order of sign-up."""
    rows = db.session.execute(
        select(Attendee.id, Attendee.name)
        .where(Attendee.event_id == event.id, is_coming(), Attendee.quiet_table)
        .order_by(Attendee.id)
    )
    return {row.id: row.name for row in rows}


class _Quiet:
    """Settles seats person after person, each at the quiet table where they know the fewest."""

    def __init__(self, problem: Problem, tables: Sequence[int]) -> None:
        self.problem, self.tables = problem, tables
        self.seats: _Seats = {}
        self.parties = {key: _party(key, problem) for key in problem.by_key}

    def seats_for(self, people: Sequence[Person]) -> _Seats:
        """The seats of these people and of whoever always sits with them."""
        for person in people:
            if not self._is_bound(person):
                self._settle(person)
        return self.seats

    def _is_bound(self, person: Person) -> bool:
        """Whether somebody of their party has a table already, or must meet a person who has."""
        party, bound = set(self.parties[person.key]), self.problem.fixed_tables.keys()
        settled = {key for _, key in self.seats}
        return bool((party | self._sought(party)) & bound) or bool(party & settled)

    def _sought(self, party: Collection[str]) -> set[str]:
        """Whom the party must meet."""
        pairs = [set(both) for both in self.problem.must_meet]
        return {key for both in pairs if both & set(party) for key in both - set(party)}

    def _settle(self, person: Person) -> None:
        """Give the party a table in each round; one table for all of them where somebody stays."""
        party = self.parties[person.key]
        rounds = [n for n in self.problem.open_rounds if person.present(n)]
        if not any(self.problem.by_key[key].stays for key in party):
            for number in rounds:
                self._seat(party, number, self.tables)
        else:
            free = (t for t in self.tables if all(self._free(party, n, t) for n in rounds))
            if (table := next(free, None)) is not None:
                for number in rounds:
                    self._seat(party, number, [table])

    def _seat(self, party: tuple[str, ...], number: int, tables: Sequence[int]) -> None:
        free = [table for table in tables if self._free(party, number, table)]
        if not free:
            return
        table = min(free, key=lambda table: self._cost(party, number, table))
        here = (key for key in party if self.problem.by_key[key].present(number))
        self.seats |= {(number, key): table for key in here}

    def _cost(self, party: tuple[str, ...], number: int, table: int) -> tuple[bool, bool, int, int]:
        """What speaks against a table, worst first: it is not where they sit in the plan that is
        to change little; nobody there whom they must meet; how many there they have met; how
        many sit there."""
        there = self._people_at(number, table)
        own = [here for here in self.seats.items() if here[0][1] in party]
        met = {key for (n, _), at in own for key in self._people_at(n, at)}
        sought = self._sought(party) - met
        moves = not self._was_there(party, number, table)
        return moves, bool(sought) and not there & sought, len(there & met), len(there)

    def _free(self, party: tuple[str, ...], number: int, table: int) -> bool:
        """Whether the party fits there beside one other, with nobody they are kept apart from."""
        sizes = [size for size in self.problem.table_sizes(number) if size]
        there = self._people_at(number, table)
        near = there | set(party)
        clash = any(pair(a, b) in self.problem.kept_apart for a in party for b in near)
        fits = self._is_open(number, table) and len(party) + len(there) < min(sizes)
        return fits and not clash

    def _is_open(self, number: int, table: int) -> bool:
        """Whether the table is one of the room that is in use, or may be beside those that are."""
        tables = sum(size > 0 for size in self.problem.table_sizes(number))
        taken = {*self.problem.fixed_tables.values(), *self.seats.values()}
        if not self.problem.room_tables or self.problem.pairs:
            return table <= tables
        return table in taken or (table <= self.problem.room_tables and len(taken) < tables)

    def _people_at(self, number: int, table: int) -> set[str]:
        """Who has a settled seat there in that round."""
        bound = {
            key
            for key, at in self.problem.fixed_tables.items()
            if at == table and self.problem.by_key[key].present(number)
        }
        return bound | {k for (n, k), at in self.seats.items() if (n, at) == (number, table)}

    def _was_there(self, party: tuple[str, ...], number: int, table: int) -> bool:
        """Whether they sit there already in the plan that is to change as little as possible."""
        before = self.problem.previous
        if number > len(before) or table > len(before[number - 1].tables):
            return False
        return not set(party).isdisjoint(before[number - 1].tables[table - 1])


def _party(key: str, problem: Problem) -> tuple[str, ...]:
    """Those who always sit with a person, also through others, and the person."""
    party, more = {key}, {key}
    while more:
        more = {k for both in problem.together if party & set(both) for k in both} - party
        party |= more
    return tuple(sorted(party))
