"""What the printed sheets of an event are made from: a published plan, ready to read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from scheduler.domain.languages import ENGLISH, gettext, marked
from scheduler.errors import InvalidInput

LONGEST_NOTE: Final = 120
"""Letters of a note on a host sheet; longer ones end in an ellipsis."""

MOST_STAYING: Final = 2
"""At one table, so that they are named once at the head of its sheet."""

MOST_NOTES: Final = 5
"""Of more, each would have too little room to be understood."""


NO_SECTOR: Final = marked("No sector")
"""What is said, and printed, of somebody whose sector is not known."""


class Shape(StrEnum):
    """The shape that stands beside a sector's word, so that paper needs no colour."""

    DISC = "●"
    SQUARE = "■"
    TRIANGLE = "▲"
    DIAMOND = "◆"
    PENTAGON = "⬟"
    CROSS = "✚"
    TRIANGLE_DOWN = "▼"
    STAR = "★"
    BAR = "▬"
    HALF = "◗"
    HEXAGON = "⬢"
    PILLAR = "▮"


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One attendee as paper shows them.

    ``key`` is what the seats call them; ``sector`` is the word printed; ``note`` is what
    is worth asking about ("Offers a community kitchen." and more on further lines), or empty;
    ``notes`` the same for hosts who read another language than the event's, by its tag.
    ``host_table`` is the table they host in every round, or None. ``language``: that of the paper
    which is theirs alone.
    """

    key: str
    name: str
    organisation: str
    sector: str
    shape: Shape
    note: str = ""
    host_table: int | None = None
    language: str = ENGLISH
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def printed_sector(self) -> str:
        """The sector's word, in the language spoken where there is none."""
        return sector_words(self.sector)

    def note_in(self, language: str) -> str:
        """What is worth asking about, for a host who reads this language."""
        return self.notes.get(language, self.note)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One table in one round: its printed number and the keys of the people at it."""

    number: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetRound:
    """One round: ``time`` as printed ("09:40 to 09:48", may be empty) and who sits where.

    Who is at no table and not in ``sitting_out`` is not there in this round. ``then``: what comes
    after it where that is no round ("Break 09:40 to 09:50"), else empty.
    """

    number: int
    tables: tuple[SheetTable, ...]
    sitting_out: tuple[str, ...] = ()
    time: str = ""
    then: str = ""


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a print is made from: the plan's number, and when, in the event's zone."""

    plan: int
    at: datetime


@dataclass(frozen=True)
class EventSheets:
    """Everything the sheets of one event show.

    ``when`` is printed as it is ("Wednesday 3 February 2027"). ``prompts`` are questions for the
    tables; ``glossary``: words with their meanings, for the back of host sheets. ``version`` tells
    one print from the next where it is not said what it is ``made`` from; it may be empty.
    ``starts``, in the event's zone: ``when`` in another language is made from it. ``language``:
    the event's, in which the lists are printed that everybody reads.

    Raises InvalidInput when there is nothing to print or the seats contradict the people.
    """

    title: str
    when: str
    people: tuple[SheetPerson, ...]
    rounds: tuple[SheetRound, ...]
    prompts: tuple[str, ...] = ()
    version: str = ""
    glossary: tuple[tuple[str, str], ...] = ()
    starts: datetime | None = None
    language: str = ENGLISH
    made: MadeFrom | None = None

    def __post_init__(self) -> None:
        if not self.rounds or not self.table_numbers():
            raise InvalidInput("There are no rounds to print; make a plan first.")
        known = {person.key for person in self.people}
        if len(known) != len(self.people):
            raise InvalidInput("Two people on the sheets have the same key.")
        for round_ in self.rounds:
            _check_seats(round_, known)

    def table_numbers(self) -> tuple[int, ...]:
        """Every table used in any round or hosted, ascending."""
        used = {table.number for round_ in self.rounds for table in round_.tables}
        hosted = {person.host_table for person in self.people if person.host_table is not None}
        return tuple(sorted(used | hosted))

    def language_of(self, table: int) -> str:
        """The language of a table's host sheet: the host's, and the event's where hosts differ or
        there is none."""
        spoken = {person.language for person in self.people if person.host_table == table}
        return spoken.pop() if len(spoken) == 1 else self.language

    def staying(self, table: int) -> tuple[SheetPerson, ...]:
        """Who sits at the table in every round and does not host it; nobody where that is not
        what sets them apart: with one round, or more of them than MOST_STAYING."""
        each = [
            {key for at in round_.tables if at.number == table for key in at.people}
            for round_ in self.rounds
        ]
        always = set.intersection(*each)
        found = [one for one in self.people if one.key in always and one.host_table != table]
        return tuple(found) if len(each) > 1 and len(found) <= MOST_STAYING else ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that somebody wrote and that is printed, after what it is: a person's
        name with their number, or such as "the organisation of Ann Lee"."""
        yield "the event’s name", self.title
        yield from (("a question for the tables", prompt) for prompt in self.prompts)
        yield from ((f"the word {word}", f"{word}: {meaning}") for word, meaning in self.glossary)
        yield from (("a sector", sector) for sector in {p.sector: None for p in self.people})
        for person in self.people:
            yield f"{person.name} (no. {person.key})", person.name
            yield f"the organisation of {person.name}", person.organisation
            yield f"the line about {person.name}", person.note


def _check_seats(round_: SheetRound, known: set[str]) -> None:
    seated: set[str] = set(round_.sitting_out)
    for table in round_.tables:
        for key in table.people:
            if key in seated:
                raise InvalidInput(f"Round {round_.number} seats {key!r} twice.")
            seated.add(key)
    if unknown := sorted(seated - known):
        raise InvalidInput(f"Round {round_.number} seats {unknown[0]!r}, who is not a person here.")


def fitted(notes: Sequence[str], *, closed: bool = True) -> str:
    """The notes about one person, each on its line, as long as a sheet has room for.

    Each of the first ``MOST_NOTES`` is there; the longest are shortened, to the same length, until
    all have at most ``LONGEST_NOTE`` characters. ``closed``: each ends as a sentence does.
    """
    kept = notes[:MOST_NOTES]
    room = LONGEST_NOTE - 2 * len(kept) + 1
    limit = room
    for place, note in enumerate(sorted(kept, key=len)):
        limit = room // (len(kept) - place)
        if len(note) > limit:
            break
        room -= len(note)
    cut = [note if len(note) <= limit else note[: limit - 1].rstrip() + "…" for note in kept]
    return "\n".join(map(ended, cut) if closed else cut)


def sector_words(sector: str) -> str:
    """A sector as it is printed: the organiser's own word, or that there is none."""
    return gettext(NO_SECTOR) if sector == NO_SECTOR else sector


def ended(note: str) -> str:
    """A sentence that can be followed by another on the same line."""
    return note if note[-1:] in ".!?…" else f"{note}."
