"""The sheets of an event, page by page, for the browser's own print."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from scheduler.domain.languages import gettext, speaking
from scheduler.domain.paper.sheet_data import EventSheets, SheetPerson, SheetRound
from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.people.names import letter_of
from scheduler.domain.planning.round_table import RoundTable
from scheduler.exports.paper.seated.hosts import heading_of, remark_of
from scheduler.exports.paper.seated.names import by_surname
from scheduler.exports.paper.table_drawing import sheet_table


@dataclass(frozen=True, slots=True)
class Visit:
    """One round at one table: the guests, what is to be known where somebody is missing, the
    drawing."""

    round: SheetRound
    guests: tuple[SheetPerson, ...]
    remark: str
    drawing: RoundTable


@dataclass(frozen=True, slots=True)
class HostPage:
    """One table's sheet for the whole morning, in the language of its hosts."""

    number: int
    language: str
    hosts: tuple[SheetPerson, ...]
    visits: tuple[Visit, ...]

    @property
    def heading(self) -> str:
        """Whom it speaks to, in the language spoken."""
        return heading_of([host.name for host in self.hosts])


@dataclass(frozen=True, slots=True)
class RoundPage:
    """One round's list: each table's drawing with the people at it, then who sits out."""

    round: SheetRound
    tables: tuple[tuple[RoundTable, tuple[SheetPerson, ...]], ...]
    out: tuple[SheetPerson, ...]


@dataclass(frozen=True, slots=True)
class WallRow:
    """One person, surname first: a table number for each round, "out", or "–" where they are
    not there. ``beside`` tells people of one name apart; ``letter``: what they stand under."""

    surname: str
    rest: str
    beside: str
    seats: tuple[str, ...]
    letter: str


def host_pages(data: EventSheets, only: Collection[int] = ()) -> list[HostPage]:
    """One page for each table, ascending; for those of ``only``, where any are named."""
    people = {person.key: person for person in data.people}
    pages = []
    for number in data.table_numbers():
        if only and number not in only:
            continue
        hosts = tuple(person for person in data.people if person.host_table == number)
        language = data.language_of(number)
        with speaking(language):
            visits = tuple(_visit(round_, number, hosts, people) for round_ in data.rounds)
        pages.append(HostPage(number, language, hosts, visits))
    return pages


def round_pages(data: EventSheets) -> list[RoundPage]:
    """One list for each round."""
    people = {person.key: person for person in data.people}
    return [
        RoundPage(
            round_,
            tuple(
                _with_drawing(table.number, tuple(people[key] for key in table.people))
                for table in round_.tables
                if table.people
            ),
            tuple(people[key] for key in round_.sitting_out),
        )
        for round_ in data.rounds
    ]


def wall_rows(data: EventSheets) -> list[WallRow]:
    """Everybody by surname, A to Z."""
    places = [_places(round_) for round_ in data.rounds]
    times = Counter(person.name for person in data.people)
    return [
        WallRow(
            *surname_first(person.name),
            person.organisation if times[person.name] > 1 else "",
            tuple(place.get(person.key, "–") for place in places),
            letter_of(surname_first(person.name)[0]),
        )
        for person in by_surname(data.people)
    ]


def _with_drawing(
    number: int, people: tuple[SheetPerson, ...]
) -> tuple[RoundTable, tuple[SheetPerson, ...]]:
    return sheet_table(number, people), people


def _visit(
    round_: SheetRound,
    number: int,
    hosts: tuple[SheetPerson, ...],
    people: dict[str, SheetPerson],
) -> Visit:
    host_keys = {host.key for host in hosts}
    seated = [key for table in round_.tables if table.number == number for key in table.people]
    guests = tuple(people[key] for key in seated if key not in host_keys)
    away = bool(hosts) and not host_keys.intersection(seated)
    return Visit(
        round_,
        guests,
        remark_of(guests, away),
        sheet_table(number, [people[key] for key in seated]),
    )


def _places(round_: SheetRound) -> dict[str, str]:
    seats = {key: str(table.number) for table in round_.tables for key in table.people}
    return seats | dict.fromkeys(round_.sitting_out, gettext("out"))
