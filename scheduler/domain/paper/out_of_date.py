"""Which printed sheets no longer say what is true, and why.

A sheet is remembered as its facts: for each subject (a person's key, or "" for the event) what it
says of them. Two prints of the same facts are the same sheet.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scheduler.domain.english import listed
from scheduler.domain.languages import ENGLISH
from scheduler.domain.paper.badges import Badge
from scheduler.domain.paper.sheet_data import EventSheets

PrintedFacts = dict[str, dict[str, str]]
"""What one sheet says: {subject: {aspect: value}}."""

KINDS: Final = ("hosts", "rounds", "wall")
EVERY_KIND: Final = (*KINDS, "cards")
"""What is remembered of a print."""
OWN_KINDS: Final = {"badges": "the badge no. ", "tents": "the name tent no. "}
"""Papers for one person each, with what each is called before its number."""
MOST_REASONS: Final = 4
"""How many changes of one sheet are told before the rest are counted."""


@dataclass(frozen=True, slots=True)
class OutOfDate:
    """One printed sheet that is out of date, such as "table 2", and why."""

    sheet: str
    why: str


def facts_of(data: EventSheets, *kinds: str) -> dict[str, PrintedFacts]:
    """Return what each sheet of these kinds says, by the name of the sheet."""
    found: dict[str, PrintedFacts] = {}
    for kind in kinds:
        found |= dict(_SAID[kind](data))
    return found


def badge_facts(
    kind: str, badges: Iterable[Badge], title: str, when: str
) -> dict[str, PrintedFacts]:
    """Return what each paper of one person says, by its name: each can be printed by itself.

    ``kind`` is one of OWN_KINDS. A badge has the event and its date on it, too.
    """
    above: PrintedFacts = (
        {"": {"the event’s name": title, "the date": when}} if kind == "badges" else {}
    )
    return {
        f"{OWN_KINDS[kind]}{badge.number}": above
        | {
            badge.number: {
                "name": badge.name, "organisation": badge.organisation, "sector": badge.sector
            }
            | ({"tables": " ".join(badge.tables)} if badge.tables else {})
        }
        for badge in badges
    }  # fmt: skip


def host_sheet(number: int) -> str:
    """What the sheet of a table is called."""
    return f"the sheet of table {number}"


def out_of_date(
    printed: Mapping[str, PrintedFacts], now: Mapping[str, PrintedFacts]
) -> list[OutOfDate]:
    """Return the printed sheets that say something else than they would now, in their order and
    those of one person each behind the others.

    The badge of somebody who does not come harms nobody and is left aside; one that was printed
    without tables is right without them.
    """
    own = tuple(OWN_KINDS.values())
    found = [
        OutOfDate(sheet, listed(reasons, MOST_REASONS))
        for sheet, facts in printed.items()
        if (sheet in now or not sheet.startswith(own))
        and (reasons := list(_differences(facts, _as_printed(facts, now.get(sheet, {})))))
    ]
    return sorted(found, key=lambda each: each.sheet.startswith(own))


def _as_printed(printed: PrintedFacts, now: PrintedFacts) -> PrintedFacts:
    """What a sheet would say now, without tables of those whose tables are not on the print."""
    return {
        subject: {
            key: value
            for key, value in about.items()
            if key != "tables" or key in printed.get(subject, {})
        }
        for subject, about in now.items()
    }


def _host_sheets(data: EventSheets) -> Iterator[tuple[str, PrintedFacts]]:
    people = {person.key: person for person in data.people}
    for number in data.table_numbers():
        facts = _event(data) | {"": _event(data)[""] | {"questions": "\n".join(data.prompts)}}
        language = data.language_of(number)
        if language != ENGLISH:
            facts[""]["the language"] = language
        if data.glossary:
            facts[""]["the words on the back"] = "\n".join(map(": ".join, data.glossary))
        for round_ in data.rounds:
            facts[""][f"the time of round {round_.number}"] = round_.time
            for table in round_.tables:
                for key in table.people if table.number == number else ():
                    person = people[key]
                    about = facts.setdefault(
                        key, _about(data, key) | {"line": person.note_in(language)}
                    )
                    about[f"round {round_.number}"] = "here"
        yield host_sheet(number), facts


def _lists(data: EventSheets) -> Iterator[tuple[str, PrintedFacts]]:
    for round_ in data.rounds:
        facts = _event(data)
        facts[""][f"the time of round {round_.number}"] = round_.time
        for table in round_.tables:
            for key in table.people:
                facts[key] = _about(data, key) | {"table": str(table.number)}
        for key in round_.sitting_out:
            facts[key] = _about(data, key) | {"table": "out"}
        yield f"the list of round {round_.number}", facts


def _wall(data: EventSheets) -> Iterator[tuple[str, PrintedFacts]]:
    facts = _event(data)
    for person in data.people:
        facts[person.key] = {"name": person.name}
    for round_ in data.rounds:
        facts[""][f"the time of round {round_.number}"] = round_.time
        for table in round_.tables:
            for key in table.people:
                facts[key][f"round {round_.number}"] = str(table.number)
        for key in round_.sitting_out:
            facts[key][f"round {round_.number}"] = "out"
    yield "the wall list", facts


def _cards(data: EventSheets) -> Iterator[tuple[str, PrintedFacts]]:
    # Who sits where says with whom.
    yield from (("the attendee cards", facts) for _, facts in _wall(data))


_SAID: Final = {"hosts": _host_sheets, "rounds": _lists, "wall": _wall, "cards": _cards}


def _event(data: EventSheets) -> PrintedFacts:
    return {"": {"the event’s name": data.title, "the date": data.when}}


def _about(data: EventSheets, key: str) -> dict[str, str]:
    person = next(person for person in data.people if person.key == key)
    return {"name": person.name, "organisation": person.organisation, "sector": person.sector}


def _differences(old: PrintedFacts, new: PrintedFacts) -> Iterator[str]:
    for subject in {**old, **new}:
        before, after = old.get(subject, {}), new.get(subject, {})
        if before == after:
            continue
        name = after.get("name") or before.get("name", "")
        if not subject:
            changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
            yield f"{listed(changed)} changed" if after else "the sheet is no longer needed"
        elif not after:
            yield f"{name} is no longer on it"
        elif not before:
            yield f"{name} is new on it"
        elif before["name"] != name:
            yield f"{before['name']} is now {name}"
        else:
            changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
            words = listed([f"their {key}" if key in _OWN else key for key in changed])
            yield f"{name}: {words} changed"


_OWN: Final = ("organisation", "sector", "line", "table", "tables")
