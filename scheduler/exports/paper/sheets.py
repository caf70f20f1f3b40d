"""The printed sheets of an event as PDF: host sheets, a list for each round, the wall list.

Everything is black on white A4 with the event's title and date and "page n of m" on each page.
Each function raises DocumentFailed when the renderer fails.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from scheduler.domain.languages import gettext, marked, speaking, spoken
from scheduler.domain.paper.sheet_data import EventSheets, SheetPerson, SheetRound, ended
from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.text import plain_letters
from scheduler.domain.words.zones import day_words
from scheduler.exports.paper.glyphs import STAND_IN, is_printable, printable
from scheduler.exports.paper.print_run import print_pdf
from scheduler.exports.paper.table_drawing import table_drawing

PDF_TYPE: Final = "application/pdf"
MOST_NAMED: Final = 12
"""How many names a warning lists before it counts."""
Places = dict[str, int]
"""Each person's key with their place in the list of people."""
_AWAY, _OUT = "–", marked("out")
FOR_EVERYBODY: Final = ("rounds", "wall")
"""The kinds of sheets that everybody reads."""
_NOBODY = "Nobody sits here in this round."
_HOST_AWAY = "The host is not here in this round."


def round_sheets_pdf(data: EventSheets) -> bytes:
    """One PDF for the whole event: host sheets, then the rounds' lists, then the wall list."""
    return _pdf(data, "hosts", "rounds", "wall")


def host_sheets_pdf(data: EventSheets, only: Collection[int] = ()) -> bytes:
    """One leaf of A4 for each table: who comes in every round, from where, and what to ask.

    Type is 12 pt or more and the line about a person is always there. More than two sides are
    used where even close setting needs them; each table begins a new leaf. ``only``: the numbers
    of the tables wanted; all where none is named.
    """
    return print_pdf(data.title, sheet_parts(data, ("hosts",), only))


def round_lists_pdf(data: EventSheets) -> bytes:
    """For each round, on pages of its own, every table with the people at it."""
    return _pdf(data, "rounds")


def wall_list_pdf(data: EventSheets) -> bytes:
    """Everybody by surname, A to Z, with the table for each round."""
    return _pdf(data, "wall")


def print_warning(texts: Iterable[tuple[str, str]]) -> str:
    """One sentence naming what holds letters that no print font has; empty where all is well.

    ``texts``: each after what it is, as of :meth:`EventSheets.texts`.
    """
    named = [subject for subject, text in texts if not is_printable(text)]
    if not named:
        return ""
    shown = ", ".join(named[:MOST_NAMED])
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return (
        f"We cannot print every letter of these: {shown}{more}. {STAND_IN} stands in for them, and "
        "a person’s number beside the name, on every paper alike."
    )


def name_on_paper(name: str, key: str) -> str:
    """A name as it is printed; where letters of it are missing, with the person's number."""
    return printable(name) if is_printable(name) else f"{printable(name)} (no. {key})"


def sort_key(name: str) -> tuple[bool, str, str]:
    """The order of names: Latin letters first, accents and case set aside."""
    folded = plain_letters(name)
    return (not ("a" <= folded[:1] <= "z"), folded, name)


def sheet_parts(
    data: EventSheets, kinds: Iterable[str], only: Collection[int] = ()
) -> list[dict[str, Any]]:
    """The parts of a print that show the plan; ``kinds`` are among "hosts", "rounds" and "wall".

    Texts are printable; people are named by their place in ``people``. ``only``: as in
    :func:`host_sheets_pdf`.
    """
    place = {person.key: index for index, person in enumerate(data.people)}
    tables = [number for number in data.table_numbers() if not only or number in only]
    content = {
        "title": printable(data.title),
        "when": printable(data.when),
        "version": printable(data.version),
        "prompts": [ended(printable(prompt)) for prompt in data.prompts],
        "glossary": [[printable(word), printable(means)] for word, means in data.glossary],
        "people": [_person(person) for person in data.people],
        "tables": [_table(data, number, place) for number in tables],
        "rounds": [_round(data, round_, place) for round_ in data.rounds],
    }
    return [content | _of_kind(data, kind, place) for kind in kinds]


def _of_kind(data: EventSheets, kind: str, place: Places) -> dict[str, Any]:
    """What a part of this kind has of its own; a list for everybody is in the event's language."""
    if kind not in FOR_EVERYBODY:
        return {"kind": kind}
    with speaking(data.language):
        return {
            "kind": kind,
            "language": spoken().tag,
            "when": printable(day_on_lists(data)),
            "words": list_words(),
            "times": [printable(time_words(round_.time)) for round_ in data.rounds],
            "wall": list(_wall(data, place)) if kind == "wall" else [],
            "legend": _legend(data),
        }


def list_words() -> dict[str, str]:
    """The fixed words of the lists, in the language spoken."""
    return {
        "round": gettext("Round"),
        "by-table": gettext("Round %(number)s, by table", number="{number}"),
        "sitting-out": gettext("Sitting out this round"),
        "surname": gettext("Surname, first name"),
        "where": gettext("Where do I sit?"),
        "from-to": gettext("%(start)s to %(end)s", start="{first}", end="{last}"),
        "page": gettext("page %(number)s of %(all)s", number="{number}", all="{all}"),
        "table": gettext("Table"),
        "hosts": gettext("%(name)s hosts this table", name="{name}"),
    }


def day_on_lists(data: EventSheets) -> str:
    """The day, in the language spoken."""
    return day_words(data.starts) if data.starts else data.when


def time_words(time: str) -> str:
    """The time of a round, such as "09:10 to 09:18", in the language spoken."""
    starts, to, ends = time.partition(" to ")
    return gettext("%(start)s to %(end)s", start=starts, end=ends) if to else time


def _pdf(data: EventSheets, *kinds: str) -> bytes:
    return print_pdf(data.title, sheet_parts(data, kinds))


def _person(person: SheetPerson) -> dict[str, str]:
    return {
        "name": name_on_paper(person.name, person.key),
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
        "rounds": [_visit(data, round_, number, hosts, place) for round_ in data.rounds],
    }


def _visit(
    data: EventSheets, round_: SheetRound, number: int, hosts: set[str], place: Places
) -> dict[str, Any]:
    seated = [key for table in round_.tables if table.number == number for key in table.people]
    guests = [place[key] for key in seated if key not in hosts]
    away = bool(hosts) and not hosts.intersection(seated)
    return {
        "number": round_.number,
        "time": printable(round_.time),
        "people": guests,
        "remark": _NOBODY if not guests else _HOST_AWAY if away else "",
        **table_drawing(number, [data.people[place[key]] for key in seated]),
    }


def _round(data: EventSheets, round_: SheetRound, place: Places) -> dict[str, Any]:
    return {
        "number": round_.number,
        "time": printable(round_.time),
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


def _wall(data: EventSheets, place: Places) -> Iterator[dict[str, Any]]:
    """The rows A to Z; ``initial`` is given where it changes. Of several people with one name,
    ``beside`` tells them apart."""
    rounds = [_seats(round_) for round_ in data.rounds]
    times = Counter(person.name for person in data.people)
    last = ""
    for person in by_surname(data.people):
        surname, rest = surname_first(person.name)
        initial = _initial(surname)
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
    number = "" if is_printable(person.name) else f"no. {person.key}"
    organisation = printable(person.organisation) if shared and person.organisation else ""
    return ", ".join(part for part in (organisation, number) if part)


def by_surname(people: Iterable[SheetPerson]) -> list[SheetPerson]:
    """People in the order of the wall list."""
    return sorted(people, key=lambda person: sort_key(" ".join(surname_first(person.name))))


def _initial(name: str) -> str:
    """The letter a name stands under: plain for Latin names, as written for all others."""
    foreign, folded, _ = sort_key(name)
    return (name.strip() if foreign else folded)[:1].upper()


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
