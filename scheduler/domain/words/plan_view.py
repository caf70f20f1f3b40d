"""A plan as people read it: cards of tables in rounds, and a row for each person."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from scheduler.domain.morning.finding import typed_words, words_fit, words_to_find
from scheduler.domain.planning.round_table import Mark, RoundTable, Sitter, draw

SITS_OUT = 0
"""Stands for a table number where a person sits out."""


@dataclass(frozen=True, slots=True)
class Member:
    """One attendee of a plan. ``here`` is False once they no longer come."""

    id: int
    name: str
    organisation: str
    sector: str
    style: int
    host_table: int | None = None
    here: bool = True


@dataclass(frozen=True, slots=True)
class PlaceInRound:
    """Where one attendee is in one round; ``table`` None means sitting out."""

    attendee_id: int
    round: int
    table: int | None


@dataclass(frozen=True, slots=True)
class TableCard:
    """One table in one round, its host first, then sector by sector.

    ``free``: by how many people it is smaller than the largest table of its round.
    """

    number: int
    people: tuple[Member, ...]
    free: int = 0

    @property
    def seated(self) -> int:
        """How many will really sit there."""
        return sum(member.here for member in self.people)


@dataclass(frozen=True, slots=True)
class RoundCard:
    """One round: aware times, every table in use, and who sits out."""

    number: int
    starts: datetime
    ends: datetime
    tables: tuple[TableCard, ...]
    sitting_out: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One attendee's morning: a table number, SITS_OUT or None (not there) for each round.

    ``met``: how many people of other sectors they meet for the first time; only people who
    are still coming count.
    """

    member: Member
    tables: tuple[int | None, ...]
    met: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Where one person is in one round, and with whom; ``table`` None means at no table."""

    round: int
    table: TableCard | None
    companions: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Following:
    """One person's morning: a stop for each round."""

    row: PersonRow
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Seating:
    """Every round and every person of a plan."""

    rounds: tuple[RoundCard, ...]
    people: tuple[PersonRow, ...]
    links: int
    """Pairs of different sectors who meet, those who had met before among them."""

    @property
    def new_links(self) -> int:
        """How many of the links are between people who had not met before."""
        return sum(row.met for row in self.people) // 2

    @property
    def average(self) -> int:
        """How many people of other sectors somebody who is coming meets on average, rounded."""
        met = [row.met for row in self.people if row.member.here]
        return round(sum(met) / len(met)) if met else 0


def seating(
    members: Mapping[int, Member],
    places: Iterable[PlaceInRound],
    spans: Sequence[tuple[datetime, datetime]],
    known: frozenset[tuple[int, int]] = frozenset(),
    order: Callable[[str], object] = str.casefold,
) -> Seating:
    """Arrange the places of a plan by round and by person.

    ``spans``: start and end of each round. ``known``: pairs of ids, ascending, who met at an
    earlier event and do not count as new. ``order`` sorts names.
    """
    by_round: dict[int, dict[int, list[Member]]] = defaultdict(lambda: defaultdict(list))
    by_person: dict[int, dict[int, int]] = defaultdict(dict)
    for place in places:
        table = place.table or SITS_OUT
        by_round[place.round][table].append(members[place.attendee_id])
        by_person[place.attendee_id][place.round] = table
    rounds = tuple(
        _round(number, by_round[number], span, order) for number, span in enumerate(spans, start=1)
    )
    links = _links(rounds)
    met = _met(links, known)
    people = tuple(
        PersonRow(
            members[key],
            tuple(by_person[key].get(number) for number in range(1, len(spans) + 1)),
            met[key],
        )
        for key in sorted(by_person, key=lambda key: (order(members[key].name), key))
    )
    return Seating(rounds, people, len(links))


def people_called(arranged: Seating, typed: str) -> tuple[PersonRow, ...]:
    """Whoever is called so, written in any case; else whose name has words that begin so."""
    wanted = " ".join(typed.casefold().split())
    exact = tuple(row for row in arranged.people if row.member.name.casefold() == wanted)
    parts = typed_words(typed)
    if exact or not parts:
        return exact
    return tuple(r for r in arranged.people if words_fit(parts, words_to_find(r.member.name)))


def follow(arranged: Seating, row: PersonRow) -> Following:
    """The morning of one person, round by round."""
    return Following(row, tuple(_stop(round_, row.member) for round_ in arranged.rounds))


def drawing(card: TableCard, size: int, followed: int | None = None) -> RoundTable:
    """The round table of a card; the person with the id ``followed`` is ringed."""
    sitters: list[Sitter | None] = [_sitter(m, card.number, followed) for m in card.people]
    return draw(card.number, sitters + [None] * card.free, size)


def in_order(
    people: Iterable[Member], table: int, order: Callable[[str], object]
) -> tuple[Member, ...]:
    """The people at a table: its host first, then sector by sector, each by name."""
    return tuple(sorted(people, key=lambda m: (m.host_table != table, m.style, order(m.name))))


def _stop(round_: RoundCard, member: Member) -> Stop:
    for card in round_.tables:
        if member in card.people:
            return Stop(round_.number, card, tuple(m for m in card.people if m != member))
    return Stop(round_.number, None, ())


def _sitter(member: Member, table: int, followed: int | None) -> Sitter:
    marks = {Mark.FOLLOWED} if member.id == followed else set()
    marks |= set() if member.here else {Mark.ABSENT}
    return Sitter(
        member.name,
        member.sector,
        member.style,
        host=member.host_table == table,
        marks=frozenset(marks),
    )


def _round(
    number: int,
    tables: Mapping[int, list[Member]],
    span: tuple[datetime, datetime],
    order: Callable[[str], object],
) -> RoundCard:
    def at(table: int) -> tuple[Member, ...]:
        return in_order(tables[table], table, order)

    used = [table for table in sorted(tables) if table != SITS_OUT]
    most = max((len(tables[table]) for table in used), default=0)
    cards = tuple(TableCard(table, at(table), most - len(tables[table])) for table in used)
    out = at(SITS_OUT) if SITS_OUT in tables else ()
    return RoundCard(number, *span, cards, out)


def _links(rounds: Iterable[RoundCard]) -> set[tuple[int, int]]:
    return {
        (min(a.id, b.id), max(a.id, b.id))
        for round_ in rounds
        for table in round_.tables
        for a, b in combinations([m for m in table.people if m.here], 2)
        if a.sector != b.sector
    }


def _met(links: set[tuple[int, int]], known: frozenset[tuple[int, int]]) -> dict[int, int]:
    met: dict[int, int] = defaultdict(int)
    for a, b in links - known:
        met[a] += 1
        met[b] += 1
    return met
