"""Host sheets as a part of a print: each in the language of whoever hosts the table."""

from collections.abc import Collection
from typing import Any

from scheduler.domain.english import listed
from scheduler.domain.languages import gettext, ngettext, speaking
from scheduler.domain.paper.sheet_data import EventSheets, SheetRound, ended
from scheduler.exports.paper.glyphs import printable
from scheduler.exports.paper.seated.names import Places, name_on_paper, person_data
from scheduler.exports.paper.seated.words import common, page_words, time_lines
from scheduler.exports.paper.table_drawing import table_drawing


def hosts_part(data: EventSheets, only: Collection[int] = ()) -> dict[str, Any]:
    """One leaf for each table; ``only``: the numbers of the tables wanted, all where none is named.

    ``people`` holds everybody once for each language that a sheet speaks.
    """
    numbers = [number for number in data.table_numbers() if not only or number in only]
    languages = list(dict.fromkeys(map(data.language_of, numbers)))
    part: dict[str, Any] = {"kind": "hosts", "people": [], "tables": []}
    places: dict[str, Places] = {}
    for language in languages:
        first = len(part["people"])
        places[language] = {person.key: first + at for at, person in enumerate(data.people)}
        with speaking(language):
            part["people"] += [person_data(one, one.note_in(language)) for one in data.people]
    for number in numbers:
        language = data.language_of(number)
        with speaking(language):
            part["tables"].append(_table(data, number, places[language]))
    with speaking(data.language):
        return part | common(data) | {"glossary": _glossary(data)}


def host_words() -> dict[str, str]:
    """The fixed words of a host's sheet, in the language spoken."""
    return page_words() | {
        "table": gettext("Table"),
        "table-number": gettext("Table %(number)s", number="{number}"),
        "sheet": gettext("Host sheet"),
        "side": gettext("Host sheet, side %(number)s of %(all)s", number="{number}", all="{all}"),
        "round": gettext("Round"),
        "to-start": gettext("To start the talk"),
        "last-minute": gettext("Last minute of each round"),
        "ask-each": gettext(
            "Ask each: what will you do, with whom, by when? Write it down and hand this sheet in."
        ),
        "stays": gettext("%(name)s stays all morning", name="{name}"),
        "agreed": gettext("Agreed: who, what, by when"),
        "glossary": gettext("What the words mean"),
    }


def heading_of(names: Collection[str]) -> str:
    """Whom the sheet speaks to: the hosts of its table."""
    if not names:
        return gettext("This table has no host")
    return ngettext(
        "%(names)s, you host this table",
        "%(names)s, you host this table",
        len(names),
        names=listed(list(names)),
    )


def remark_of(guests: Collection[object], host_away: bool) -> str:
    """What is to be known of a round in which somebody is missing, else ""."""
    if not guests:
        return gettext("Nobody sits here in this round.")
    return gettext("The host is not here in this round.") if host_away else ""


def _table(data: EventSheets, number: int, place: Places) -> dict[str, Any]:
    """One table's morning. Its hosts stand at the top of the sheet and not among the guests."""
    hosts = [person for person in data.people if person.host_table == number]
    own = common(data) | {"words": host_words()}
    return {
        "number": number,
        "own": own,
        "heading": heading_of([name_on_paper(host.name, host.key) for host in hosts]),
        "staying": [place[person.key] for person in data.staying(number)],
        "prompts": [ended(printable(prompt)) for prompt in data.prompts],
        "rounds": [
            _visit(data, round_, number, {host.key for host in hosts}, place)
            for round_ in data.rounds
        ],
    }


def _visit(
    data: EventSheets, round_: SheetRound, number: int, hosts: set[str], place: Places
) -> dict[str, Any]:
    people = {person.key: person for person in data.people}
    seated = [key for table in round_.tables if table.number == number for key in table.people]
    guests = [place[key] for key in seated if key not in hosts]
    staying = [place[person.key] for person in data.staying(number)]
    away = bool(hosts) and not hosts.intersection(seated)
    return {
        "number": round_.number,
        "time": [printable(line) for line in time_lines(round_.time)],
        "people": [guest for guest in guests if guest not in staying],
        "written": bool(guests),
        "then": printable(round_.then),
        "remark": remark_of(guests, away),
        **table_drawing(number, [people[key] for key in seated]),
    }


def _glossary(data: EventSheets) -> list[list[str]]:
    return [[printable(word), printable(means)] for word, means in data.glossary]
