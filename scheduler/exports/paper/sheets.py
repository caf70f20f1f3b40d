"""The printed sheets of an event as PDF: host sheets, a list for each round, the wall list.

Everything is black on white A4 with the event's title, date and place and "page n of m" on each
page. Each function raises DocumentFailed when the renderer fails.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from scheduler.domain.paper.sheet_data import EventSheets, SheetPerson, SheetRound
from scheduler.domain.text import normalized
from scheduler.exports.paper import letters as sheets_letters
from scheduler.exports.paper.letters import printable
from scheduler.exports.paper.typst_render import render

PDF_TYPE: Final = "application/pdf"
TEMPLATE: Final = "sheets.typ"
Places = dict[str, int]
"""Each person's key with their place in the list of people."""
_AWAY, _OUT = "–", "out"
_NOBODY, _HOST_AWAY = "nobody comes", "without the host"
_LETTERS_APART = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ð": "d", "ı": "i"})


def round_sheets_pdf(data: EventSheets) -> bytes:
    """One PDF for the whole event: host sheets, then the rounds' lists, then the wall list."""
    return _pdf(data, "hosts", "rounds", "wall")


def host_sheets_pdf(data: EventSheets) -> bytes:
    """One A4 page for each table, with who comes in every round and what to ask.

    Type steps down from 14 pt to no less than 9 pt so that a table keeps to one page; notes
    about people are left out before type goes below 11 pt. A table that 9 pt cannot hold
    continues on further pages.
    """
    return _pdf(data, "hosts")


def round_lists_pdf(data: EventSheets) -> bytes:
    """For each round, on pages of its own, every table with the people at it."""
    return _pdf(data, "rounds")


def wall_list_pdf(data: EventSheets) -> bytes:
    """Everybody by first name, A to Z, with the table for each round."""
    return _pdf(data, "wall")


def print_warnings(data: EventSheets) -> tuple[str, ...]:
    """One sentence for each text with letters that no print font has; they print as a stand-in."""
    return sheets_letters.print_warnings(data.texts())


def sort_key(name: str) -> tuple[bool, str, str]:
    """The order of the wall list: Latin letters first, accents and case set aside."""
    bare = normalized("NFKD", name.casefold().translate(_LETTERS_APART))
    folded = "".join(c for c in bare if not unicodedata.combining(c)).strip()
    return (not ("a" <= folded[:1] <= "z"), folded, name)


def template_data(data: EventSheets, *kinds: str) -> dict[str, Any]:
    """What ``sheets.typ`` reads: printable texts; people named by their place in ``people``.

    ``kinds`` are among "hosts", "rounds" and "wall".
    """
    place = {person.key: index for index, person in enumerate(data.people)}
    return {
        "kinds": kinds,
        "title": printable(data.title),
        "when": printable(data.when),
        "place": printable(data.place),
        "version": printable(data.version),
        "prompts": [printable(prompt) for prompt in data.prompts],
        "remark": _HOST_AWAY,
        "people": [_person(person) for person in data.people],
        "tables": [_table(data, number, place) for number in data.table_numbers()],
        "rounds": [_round(round_, place) for round_ in data.rounds],
        "wall": list(_wall(data, place)),
        "legend": _legend(data),
    }


def _pdf(data: EventSheets, *kinds: str) -> bytes:
    return render(TEMPLATE, template_data(data, *kinds))


def _person(person: SheetPerson) -> dict[str, str]:
    return {
        "name": printable(person.name),
        "organisation": printable(person.organisation),
        "sector": printable(person.sector),
        "shape": person.shape.value,
        "note": printable(person.note),
    }


def _table(data: EventSheets, number: int, place: Places) -> dict[str, Any]:
    """One table's morning. Its hosts stand at the top of the sheet and not among the guests."""
    hosts = {person.key for person in data.people if person.host_table == number}
    return {
        "number": number,
        "hosts": sorted(place[key] for key in hosts),
        "rounds": [_visit(round_, number, hosts, place) for round_ in data.rounds],
    }


def _visit(round_: SheetRound, number: int, hosts: set[str], place: Places) -> dict[str, Any]:
    seated = [key for table in round_.tables if table.number == number for key in table.people]
    guests = [place[key] for key in seated if key not in hosts]
    away = bool(hosts) and not hosts.intersection(seated)
    return {
        "number": round_.number,
        "time": printable(round_.time),
        "people": guests,
        "remark": _NOBODY if not guests else _HOST_AWAY if away else "",
    }


def _round(round_: SheetRound, place: Places) -> dict[str, Any]:
    return {
        "number": round_.number,
        "time": printable(round_.time),
        "tables": [
            {"number": table.number, "people": [place[key] for key in table.people]}
            for table in sorted(round_.tables, key=lambda table: table.number)
            if table.people
        ],
        "out": [place[key] for key in round_.sitting_out],
    }


def _wall(data: EventSheets, place: Places) -> Iterator[dict[str, Any]]:
    """The rows A to Z; ``initial`` is given where it changes."""
    rounds = [_seats(round_) for round_ in data.rounds]
    last = ""
    for person in sorted(data.people, key=lambda person: sort_key(person.name)):
        initial = _initial(person.name)
        yield {
            "initial": printable(initial) if initial != last else "",
            "person": place[person.key],
            "seats": [seats.get(person.key, _AWAY) for seats in rounds],
        }
        last = initial


def _initial(name: str) -> str:
    """The letter a name stands under: plain for Latin names, as written for all others."""
    foreign, folded, _ = sort_key(name)
    return (name.strip() if foreign else folded)[:1].upper()


def _seats(round_: SheetRound) -> dict[str, str]:
    seats = {key: str(table.number) for table in round_.tables for key in table.people}
    return seats | dict.fromkeys(round_.sitting_out, _OUT)


def _legend(data: EventSheets) -> str:
    """What the signs in the list mean, where they occur."""
    rounds = [_seats(round_) for round_ in data.rounds]
    shown = {seats.get(person.key, _AWAY) for seats in rounds for person in data.people}
    meanings = {_AWAY: f"{_AWAY} means not here in that round.", _OUT: f"{_OUT}: sitting out."}
    return " ".join(meaning for sign, meaning in meanings.items() if sign in shown)
