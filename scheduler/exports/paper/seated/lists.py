"""The lists that everybody reads, as parts of a print: by round, and the wall list."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from scheduler.domain.languages import gettext, marked, speaking
from scheduler.domain.paper.sheet_data import EventSheets, SheetPerson, SheetRound
from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.people.names import letter_of
from scheduler.exports.paper.glyphs import is_printable, printable
from scheduler.exports.paper.seated.names import (
    Places,
    by_surname,
    key_words,
    person_data,
)
from scheduler.exports.paper.seated.words import common, list_words, time_words
from scheduler.exports.paper.table_drawing import table_drawing

_AWAY, _OUT = "–", marked("out")
FOR_EVERYBODY: Final = ("rounds", "wall")
"""The kinds of lists."""


def list_part(data: EventSheets, kind: str) -> dict[str, Any]:
    """A list of one of the kinds FOR_EVERYBODY, in the event's language."""
    place = {person.key: index for index, person in enumerate(data.people)}
    with speaking(data.language):
        return common(data) | {
            "kind": kind,
            "words": list_words(),
            "people": [person_data(person) for person in data.people],
            "rounds": [_round(data, round_, place) for round_ in data.rounds],
            "times": [printable(time_words(round_.time)) for round_ in data.rounds],
            "wall": list(_wall(data)) if kind == "wall" else [],
            "legend": _legend(data),
        }


def _round(data: EventSheets, round_: SheetRound, place: Places) -> dict[str, Any]:
    return {
        "number": round_.number,
        "starts": printable(round_.time.partition(" to ")[0]),
        "tables": [
            {
                "number": table.number,
                "people": [place[key] for key in table.people],
                **table_drawing(table.number, [data.people[place[key]] for key in table.people]),
            }
            for table in sorted(round_.tables, key=lambda table: table.number)
            if table.people
        ],
        "out": [place[key] for key in round_.sitting_out],
    }


def _wall(data: EventSheets) -> Iterator[dict[str, Any]]:
    """The rows A to Z; ``initial`` is given where it changes. Of several people with one name,
    ``beside`` tells them apart."""
    rounds = [_seats(round_) for round_ in data.rounds]
    times = Counter(person.name for person in data.people)
    last = ""
    for person in by_surname(data.people):
        surname, rest = surname_first(person.name)
        initial = letter_of(surname)
        yield {
            "initial": printable(initial) if initial != last else "",
            "letter": printable(initial),
            "surname": printable(surname),
            "rest": printable(rest) if rest else "",
            "beside": _beside(person, times[person.name] > 1),
            "seats": [seats.get(person.key, _AWAY) for seats in rounds],
        }
        last = initial


def _beside(person: SheetPerson, shared: bool) -> str:
    """What tells a person of the wall list apart from others, under the name."""
    number = "" if is_printable(person.name) else key_words(person.key)
    organisation = printable(person.organisation) if shared and person.organisation else ""
    return ", ".join(part for part in (organisation, number) if part)


def _seats(round_: SheetRound) -> dict[str, str]:
    seats = {key: str(table.number) for table in round_.tables for key in table.people}
    return seats | dict.fromkeys(round_.sitting_out, gettext(_OUT))


def _legend(data: EventSheets) -> str:
    """What the signs in the list mean, where they occur."""
    rounds = [_seats(round_) for round_ in data.rounds]
    shown = {seats.get(person.key, _AWAY) for seats in rounds for person in data.people}
    meanings = {
        _AWAY: gettext("– not here then."),
        gettext(_OUT): gettext("%(sign)s: sits out.", sign=gettext(_OUT)),
    }
    signs = [meaning for sign, meaning in meanings.items() if sign in shown]
    return " ".join([gettext("The number is your table."), *signs])
