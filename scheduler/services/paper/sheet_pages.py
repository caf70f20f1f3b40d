"""The sheets of an event, page by page, for the browser's own print."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.domain.paper.sheet_data import EventSheets, SheetPerson, SheetRound
from scheduler.exports.paper.sheets import sort_key

PAGE_MM, HEAD_MM, VISIT_MM, LINE_MM = 258.0, 56.0, 9.0, 5.6
"""Heights on paper at 12 pt: the page inside its margins, its head, a round's head, a line."""
WRAPS_NAME, WRAPS_OTHER = 26, 36
"""Letters after which a name or an organisation needs a second line."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One round at one table: the guests, and whether the table's host is missing."""

    round: SheetRound
    guests: tuple[SheetPerson, ...]
    host_away: bool


class Fit(StrEnum):
    """How a table's sheet is set so that it keeps to one A4 page, roomiest first."""

    NOTES = "notes"
    ROOMY = "roomy"
    CLOSE = "close"
    TIGHT = "tight"


@dataclass(frozen=True, slots=True)
class HostPage:
    """One table's sheet for the whole morning."""

    number: int
    hosts: tuple[SheetPerson, ...]
    visits: tuple[Visit, ...]
    fit: Fit


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
        pages.append(HostPage(number, hosts, visits, _fit(visits, len(data.prompts))))
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


def _fit(visits: tuple[Visit, ...], prompts: int) -> Fit:
    """The roomiest setting in which the page's estimated height stays within A4.

    Notes about people go before the type becomes smaller than 12 pt, as in the PDF.
    """
    guests = [person for visit in visits for person in visit.guests]
    wrapped = sum(len(p.name) > WRAPS_NAME or len(p.organisation) > WRAPS_OTHER for p in guests)
    notes = sum(bool(person.note) for person in guests)
    lines = len(guests) + wrapped + sum(not visit.guests or visit.host_away for visit in visits)
    head = HEAD_MM + LINE_MM * max(0, prompts - 3)
    for fit, size in ((Fit.NOTES, 1.0), (Fit.ROOMY, 1.0), (Fit.CLOSE, 0.875)):
        shown = lines + (notes if fit is Fit.NOTES else 0)
        if head + size * (len(visits) * VISIT_MM + shown * LINE_MM) <= PAGE_MM:
            return fit
    return Fit.TIGHT


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
