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
    """The tables where they stand, with their hosts and notes beside."""
    standing = {number: spots[number] for number in data.table_numbers() if number in spots}
    with speaking(data.language):
        return common(data) | {
            "kind": "room",
            "words": room_words(),
            "width": WIDTH,
            "depth": depth(list(standing.values())),
            "table": TABLE,
            "tables": [
                _table(data, number, spots) | {"x": spot.x, "y": spot.y}
                for number, spot in standing.items()
            ],
        }


def _table(data: EventSheets, number: int, spots: Mapping[int, Spot]) -> dict[str, Any]:
    hosts = [person.name for person in data.people if person.host_table == number]
    note = spots[number].words if number in spots else ""
    return {
        "number": number,
        "host": printable(listed(hosts)) if hosts else "",
        "note": printable(note) if note else "",
    }
