"""What the engine is asked: complete, validated, immutable. Symbols follow docs/engine.md.

Rounds and tables are numbered from 1, as on paper. People are named by ``key``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from scheduler.domain.people.organisations import organisation_key
from scheduler.errors import InvalidProblem

MOST_ROUNDS_SOLVED = 60
"""More rounds than any event has; the search counts the meetings of a pair in one byte."""

FAVOURED, WISHED, RATED = 100, 10, 1
"""What a pair is worth who should meet, in tenths of a wish: by the three kinds of such pairs."""

Pair = tuple[str, str]
"""Two different people's keys in ascending order; build with :func:`pair`."""


def pair(a: str, b: str) -> Pair:
    """Return the two keys in ascending order."""
    return (a, b) if a < b else (b, a)


class Odd(StrEnum):
    """What pairs do with an odd number present."""

    TRIO = "trio"
    SIT_OUT = "sit-out"


@dataclass(frozen=True, slots=True)
class Person:
    """One attendee as the engine sees them; ``away``: rounds for which they step out between."""

    key: str
    name: str
    organisation: str
    sector: str
    host_table: int | None = None
    stays: bool = False
    arrives_round: int = 1
    leaves_after_round: int | None = None
    away: frozenset[int] = frozenset()
    priorities: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    def present(self, round_number: int) -> bool:
        """Whether this person is there in that round."""
        comes = self.arrives_round <= round_number <= (self.leaves_after_round or round_number)
        return comes and round_number not in self.away


@dataclass(frozen=True, slots=True)
class SeatedRound:
    """Who sits where in one round: ``tables[t - 1]`` holds the keys at table ``t``."""

    tables: tuple[tuple[str, ...], ...]
    sitting_out: tuple[str, ...] = ()


Rounds = tuple[SeatedRound, ...]


@dataclass(frozen=True)
class Problem:
    """One morning to be planned.

    ``table_count`` tables every round. With ``pairs`` the tables seat two, an odd number
    present is met as ``odd`` says (one table of three, or one person sits out), and the
    number of tables follows from who is present; ``table_count`` is then ignored.
    ``table_limit`` is the greatest size of any table (``--table-size``), or None.
    ``room_tables``: how many table numbers a re-plan may choose from, where it needs fewer;
    those it leaves out are empty, and hosts may have any of these numbers. 0: the tables are
    1..T. ``numbers``: what tables 1..T are called in sentences, where that is something else.

    ``wishes``: pairs who would like to meet; ``favoured``: pairs who should meet before these are
    granted; ``rated``: pairs of whom a meeting promises to be worth it, after them.
    ``history``: pairs who met at an earlier event; they do not count again.
    ``kept``: rounds 1..len(kept) as they were (a re-plan); keys there may have left since.
    ``previous``: the whole plan that a re-plan replaces, to move the fewest people from.
    ``locked``: seats fixed beforehand, as {(round, key): table}.

    Raises InvalidProblem, with the value in the sentence, on anything inconsistent.
    """

    people: tuple[Person, ...]
    rounds: int
    pairs: bool = False
    table_count: int = 0
    table_limit: int | None = None
    room_tables: int = 0
    numbers: tuple[int, ...] = ()
    odd: Odd = Odd.TRIO
    history: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    together: frozenset[Pair] = frozenset()
    must_meet: frozenset[Pair] = frozenset()
    wishes: frozenset[Pair] = frozenset()
    favoured: frozenset[Pair] = frozenset()
    rated: frozenset[Pair] = frozenset()
    apart_organisations: bool = False
    kept: Rounds = ()
    previous: Rounds = ()
    prefer_stability: bool = False
    locked: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _validate(self)

    @cached_property
    def by_key(self) -> dict[str, Person]:
        """Every person by key."""
        return {person.key: person for person in self.people}

    @cached_property
    def wanted(self) -> Mapping[Pair, int]:
        """What it is worth that two people meet who should, in tenths of a wish; others are left
        out."""
        worth: Counter[Pair] = Counter()
        for pairs, each in (
            (self.favoured, FAVOURED), (self.wishes, WISHED), (self.rated, RATED)
        ):  # fmt: skip
            worth.update(dict.fromkeys(pairs, each))
        return dict(worth)

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that occur, sorted."""
        return tuple(sorted({person.sector for person in self.people}))

    def present(self, round_number: int) -> tuple[Person, ...]:
        """The people there in that round, in input order."""
        known = self._present_by_round
        if round_number not in known:
            known[round_number] = tuple(p for p in self.people if p.present(round_number))
        return known[round_number]

    @cached_property
    def _present_by_round(self) -> dict[int, tuple[Person, ...]]:
        """What :meth:`present` has answered: bounds and search ask it hundreds of times."""
        return {}

    @cached_property
    def open_rounds(self) -> range:
        """The rounds to be planned: every round after the kept ones."""
        return range(len(self.kept) + 1, self.rounds + 1)

    @cached_property
    def in_every_round(self) -> tuple[Person, ...]:
        """The people seated or sitting out in every kept round and present in every other."""
        seen = [_everybody(seated) for seated in self.kept]
        return tuple(
            person
            for person in self.people
            if all(person.key in keys for keys in seen)
            and all(person.present(r) for r in self.open_rounds)
        )

    @cached_property
    def fixed_tables(self) -> Mapping[str, int]:
        """The table of everybody bound to one in all open rounds: hosts, and those who stay.

        A person who stays is bound to the table of the kept rounds, if that was one table
        and it still exists in every open round the person is present in, beside those of the
        hosts. Without such a table the choice is free, but it is one choice for all open rounds.
        """
        fixed = {p.key: p.host_table for p in self.people if p.host_table is not None}
        for key, table in self.stayed_at.items():
            person = self.by_key[key]
            rounds = [r for r in self.open_rounds if person.present(r)]
            exists = all(table <= len(self.table_sizes(r)) for r in rounds)
            if key not in fixed and exists and self._is_free(table, fixed.values()):
                fixed[key] = table
        return fixed

    def _is_free(self, table: int, bound: Iterable[int]) -> bool:
        """Whether a table may be in use beside those that are bound to be."""
        taken = {*bound, *self.locked.values()}
        return self.pairs or table in taken or len(taken) < self.table_count

    @cached_property
    def stayed_at(self) -> Mapping[str, int]:
        """The one table of the kept rounds of each person who stays; others are left out."""
        tables = {p.key: _tables_of(p.key, self.kept) for p in self.people if p.stays}
        return {key: max(numbers) for key, numbers in tables.items() if len(numbers) == 1}

    def table_sizes(self, round_number: int) -> tuple[int, ...]:
        """The multiset of table sizes of a round, largest first, zeros included.

        Which table number gets which size is the solver's choice. In pairs with SIT_OUT and
        an odd number present, the sizes add up to one fewer than the people present.
        """
        people = len(self.present(round_number))
        return sizes_of(people, self.table_count, pairs=self.pairs, odd=self.odd)

    @cached_property
    def kept_apart(self) -> frozenset[Pair]:
        """Everybody who may not share a table: pairs kept apart, and colleagues where these are."""
        colleagues = self.colleagues() if self.apart_organisations else ()
        return self.apart | frozenset(colleagues)

    def called(self, table: int) -> int:
        """The number of a table in the room, as sentences have it."""
        return self.numbers[table - 1] if 0 < table <= len(self.numbers) else table

    def colleagues(self) -> Iterable[Pair]:
        """Every pair of people from one organisation (empty names belong to none)."""
        members: dict[str, list[str]] = {}
        for person in self.people:
            if key := organisation_key(person.organisation):
                members.setdefault(key, []).append(person.key)
        for keys in members.values():
            for i, a in enumerate(keys):
                for b in keys[i + 1 :]:
                    yield pair(a, b)


def tables_for(people: int, table_size: int) -> int:
    """The fewest tables that seat ``people`` with at most ``table_size`` at each: ⌈N/K⌉."""
    return max(1, -(-people // table_size))


def _everybody(seated: SeatedRound) -> frozenset[str]:
    return frozenset(key for table in seated.tables for key in table) | set(seated.sitting_out)


def _tables_of(key: str, rounds: Rounds) -> set[int]:
    return {
        number
        for seated in rounds
        for number, table in enumerate(seated.tables, start=1)
        if key in table
    }


def sizes_of(people: int, table_count: int, *, pairs: bool, odd: Odd) -> tuple[int, ...]:
    """The table sizes of a round with so many people, as :meth:`Problem.table_sizes` has them."""
    if not pairs:
        small, larger = divmod(people, table_count)
        return (small + 1,) * larger + (small,) * (table_count - larger)
    if people % 2 == 0 or odd is Odd.SIT_OUT:
        return (2,) * (people // 2)
    return (3,) + (2,) * (people // 2 - 1) if people >= 3 else (1,)


def _validate(problem: Problem) -> None:
    if problem.rounds < 1:
        raise InvalidProblem(f"There must be at least 1 round, not {problem.rounds}.")
    if problem.rounds > MOST_ROUNDS_SOLVED:
        raise InvalidProblem(
            f"There can be at most {MOST_ROUNDS_SOLVED} rounds, not {problem.rounds}."
        )
    if not problem.pairs and problem.table_count < 1:
        raise InvalidProblem(f"There must be at least 1 table, not {problem.table_count}.")
    if len(problem.by_key) != len(problem.people):
        raise InvalidProblem("Two people have the same key.")
    if len(problem.kept) > problem.rounds:
        raise InvalidProblem(
            f"{len(problem.kept)} rounds are kept, but there are only {problem.rounds}."
        )
    for person in problem.people:
        _validate_person(problem, person)
    for name in ("apart", "together", "must_meet", "wishes", "favoured", "rated"):
        for a, b in getattr(problem, name):
            if a >= b or a not in problem.by_key or b not in problem.by_key:
                raise InvalidProblem(f"The pair {a}, {b} in {name} does not name two people.")


def _validate_person(problem: Problem, person: Person) -> None:
    if not 1 <= person.arrives_round <= problem.rounds:
        raise InvalidProblem(
            f"{person.name} arrives in round {person.arrives_round}, "
            f"but the rounds are 1 to {problem.rounds}."
        )
    leaves = person.leaves_after_round
    if leaves is not None and leaves < person.arrives_round:
        raise InvalidProblem(
            f"{person.name} leaves after round {leaves}, before arriving in round "
            f"{person.arrives_round}."
        )
    tables = problem.table_count
    tables = len(problem.people) // 2 if problem.pairs else max(tables, problem.room_tables)
    if person.host_table is not None and not 1 <= person.host_table <= max(1, tables):
        raise InvalidProblem(
            f"{person.name} hosts table {person.host_table}, but the tables are 1 to {tables}."
        )
