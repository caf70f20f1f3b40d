"""Attendee cards and name tents, as parts of a print."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from scheduler.domain.languages import gettext, speaking
from scheduler.domain.paper.badges import Badge
from scheduler.domain.paper.labels import Placing, format_called
from scheduler.domain.paper.sheet_data import EventSheets, SheetPerson, SheetRound
from scheduler.domain.people.names import called_and_rest
from scheduler.domain.words.zones import day_in_year
from scheduler.exports.paper.badges import Part, badge_data, code_of, code_words, format_data
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.seated.names import by_surname, name_on_paper

FORMAT: Final = "a6"


def cards_part(data: EventSheets, links: Mapping[str, str]) -> Part:
    """A card for everybody with their table in each round and who sits there; ``links``: of their
    own pages, by key. Four on a sheet, by surname."""
    called = {person.key: called_and_rest(person.name)[0] for person in data.people}
    placing = Placing(format_called(FORMAT))
    return {
        "kind": "cards",
        "title": printable(data.title),
        "format": format_data(placing.format),
        "cards": [
            _card(data, person, links[person.key], called) for person in by_surname(data.people)
        ],
        "sheets": [
            [[label, placing.spot(place)] for label, place in sheet]
            for sheet in placing.sheets(len(data.people))
        ],
    }


def tents_part(badges: Sequence[Badge]) -> Part:
    """A tent for each person, to be folded in the middle."""
    return {"kind": "tents", "badges": [_tent(badge) for badge in badges]}


def _tent(badge: Badge) -> dict[str, Any]:
    with speaking(badge.language):
        return badge_data(badge)


def _card(
    data: EventSheets, person: SheetPerson, link: str, called: Mapping[str, str]
) -> dict[str, Any]:
    """One card, in the language of whoever carries it."""
    with speaking(person.language):
        return {
            "name": name_on_paper(person.name, person.key),
            "when": printable(day_in_year(data.starts) if data.starts else data.when),
            "code": code_of(link),
            "code-words": code_words(printable(person.name)),
            "called": printable(called[person.key]),
            "table-words": gettext("Table"),
            "with-words": gettext("with"),
            "foot": gettext("Changes show here and on the big screen."),
            "rounds": [_round(round_, person, called) for round_ in data.rounds],
        }


def _round(round_: SheetRound, person: SheetPerson, called: Mapping[str, str]) -> dict[str, Any]:
    table = next((table for table in round_.tables if person.key in table.people), None)
    others = [called[key] for key in (table.people if table else ()) if key != person.key]
    out = gettext("you sit out") if person.key in round_.sitting_out else gettext("not here")
    return {
        "called": gettext("round %(number)s", number=round_.number),
        "time": round_.time.split(" ")[0],
        "table": str(table.number) if table else "",
        "words": "" if table else out,
        "with": printable(", ".join(others)) if others else "",
    }
