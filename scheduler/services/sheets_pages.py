"""The sheets of an event, page by page, for the browser's own print."""

from dataclasses import dataclass

from scheduler.domain.sheet_data import EventSheets, SheetPerson, SheetRound
from scheduler.exports.sheets import sort_key


@dataclass(frozen=True, slots=True)
class Visit:
    """One round at one table: the guests, and whether the table's host is missing."""

    round: SheetRound
    guests: tuple[SheetPerson, ...]
    host_away: bool


@dataclass(frozen=True, slots=True)
class HostPage:
    """One table's sheet for the whole morning."""

    number: int
    hosts: tuple[SheetPerson, ...]
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round's list: each table with the people at it, then who sits out."""

    round: SheetRound
    tables: tuple[tuple[int, tuple[SheetPerson, ...]], ...]
    out: tuple[SheetPerson, ...]


@dataclass(frozen=True, slots=True)
class WallRow:
    """One person: a table number for each round, "out", or "–" where they are not there."""

    person: SheetPerson
    seats: tuple[str, ...]


def host_pages(data: EventSheets) -> list[HostPage]:
    """One page for each table, ascending."""
    people = {person.key: person for person in data.people}
    pages = []
    for number in data.table_numbers():
        hosts = tuple(person for person in data.people if person.host_table == number)
        visits = tuple(_visit(round_, number, hosts, people) for round_ in data.rounds)
        pages.append(HostPage(number, hosts, visits))
    return pages


def round_pages(data: EventSheets) -> list[RoundPage]:
    """One list for each round."""
    people = {person.key: person for person in data.people}
    return [
        RoundPage(
            round_,
            tuple(
                (table.number, tuple(people[key] for key in table.people))
                for table in round_.tables
                if table.people
            ),
            tuple(people[key] for key in round_.sitting_out),
        )
        for round_ in data.rounds
    ]


def wall_rows(data: EventSheets) -> list[WallRow]:
    """Everybody, A to Z by first name."""
    places = [_places(round_) for round_ in data.rounds]
    return [
        WallRow(person, tuple(place.get(person.key, "–") for place in places))
        for person in sorted(data.people, key=lambda person: sort_key(person.name))
    ]


def _visit(
    round_: SheetRound,
    number: int,
    hosts: tuple[SheetPerson, ...],
    people: dict[str, SheetPerson],
) -> Visit:
    host_keys = {host.key for host in hosts}
    seated = [key for table in round_.tables if table.number == number for key in table.people]
    guests = tuple(people[key] for key in seated if key not in host_keys)
    return Visit(round_, guests, bool(hosts) and not host_keys.intersection(seated))


def _places(round_: SheetRound) -> dict[str, str]:
    seats = {key: str(table.number) for table in round_.tables for key in table.people}
    return seats | dict.fromkeys(round_.sitting_out, "out")
