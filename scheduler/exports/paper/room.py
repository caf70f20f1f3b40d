"""Table numbers and the room plan, as parts of a print."""

from collections.abc import Mapping
from typing import Any

from scheduler.domain.english import listed
from scheduler.domain.languages import speaking, spoken
from scheduler.domain.paper.sheet_data import EventSheets
from scheduler.domain.planning.room_plan import TABLE, WIDTH, Spot, depth
from scheduler.exports.paper.badges import Part
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.seated.words import common, list_words, room_words
from scheduler.exports.paper.table_drawing import table_drawing


def numbers_part(data: EventSheets, spots: Mapping[int, Spot]) -> Part:
    """A page for each table with its number, its host, and what is to be known of its place."""
    with speaking(data.language):
        return {
            "kind": "numbers",
            "words": list_words(),
            "language": spoken().tag,
            "tables": [_table(data, each, spots) for each in data.table_numbers()],
        }


def room_part(data: EventSheets, spots: Mapping[int, Spot]) -> Part:
    """The tables where they stand as the first round seats them, their hosts and notes beside."""
    first = data.rounds[0]
    people = {person.key: person for person in data.people}
    seated = {table.number: [people[key] for key in table.people] for table in first.tables}
    standing = {number: spots[number] for number in data.table_numbers() if number in spots}
    with speaking(data.language):
        return common(data) | {
            "kind": "room",
            "words": room_words(),
            "width": WIDTH,
            "depth": depth(list(standing.values())),
            "table": TABLE,
            "round": first.number,
            "staying": [
                [printable(person.name), number]
                for number in data.table_numbers()
                for person in data.staying(number)
            ],
            "tables": [
                _table(data, number, spots)
                | {"x": spot.x, "y": spot.y}
                | table_drawing(number, seated.get(number, ()))
                for number, spot in standing.items()
            ],
        }


def _table(data: EventSheets, number: int, spots: Mapping[int, Spot]) -> dict[str, Any]:
    hosts = [person for person in data.people if person.host_table == number]
    seats = [len(t.people) for r in data.rounds for t in r.tables if t.number == number]
    note = spots[number].words if number in spots else ""
    return {
        "number": number,
        "host": printable(listed([host.name for host in hosts])) if hosts else "",
        "shape": hosts[0].shape.value if len(hosts) == 1 else "",
        "seats": max(seats, default=0),
        "note": printable(note) if note else "",
    }
