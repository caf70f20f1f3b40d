"""What an import overwrote of people who were there before, kept to be given back for a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from scheduler.domain.people.questions.description import Value
from scheduler.errors import InvalidInput
from scheduler.models import Attendee, Event, StagedImport, db
from scheduler.services.people.chosen import chosen_people
from scheduler.services.people.importing.outcome import Former, outcome_of
from scheduler.services.people.person import PersonEdit, write_person
from scheduler.services.registration.answers.values import load_answers, values_of
from scheduler.services.registration.recognition import recognise

COLUMNS = ("name", "organisation", "email", "sector_id")


def stored_edit(person: Attendee) -> PersonEdit:
    """The edit that would change nothing about a person."""
    return PersonEdit(
        person.name, person.organisation, person.email or "", person.sector_id, values_of(person)
    )


def former_of(before: PersonEdit, after: PersonEdit) -> Former:
    """Return the fields that differ between what was stored and what is."""
    old, new = _fields(before), _fields(after)
    return {name: [value, new[name]] for name, value in old.items() if new.get(name) != value}


def overwritten(event: Event, staged: StagedImport) -> Iterator[tuple[Attendee, PersonEdit]]:
    """Yield whom the import changed and who still holds some of it, with the edit that undoes it.

    A field that was changed since stays as it is, and so does a sector that is gone.
    """
    outcome = outcome_of(staged)
    former = outcome.former if outcome else {}
    load_answers(event)
    sectors = {None, *(sector.id for sector in event.sectors)}
    for person in chosen_people(event, [int(key) for key in former]):
        now = stored_edit(person)
        held = _fields(now)
        back = {
            name: old
            for name, (old, given) in former[str(person.id)].items()
            if name in held and held[name] == given and (name != "sector_id" or old in sectors)
        }
        if back:
            values = {name: _value(old) for name, old in back.items() if name not in COLUMNS}
            columns = {name: old for name, old in back.items() if name in COLUMNS}
            yield person, replace(now, **columns, values=values)


def give_back(event: Event, staged: StagedImport, now: datetime) -> int:
    """Write what the import overwrote back, in the caller's transaction; of how many people.

    Who cannot have their former name and address again, because somebody else has them, keeps
    what the list said.
    """
    restored = []
    for person, edit in list(overwritten(event, staged)):
        try:
            write_person(person, edit, event, now)
        except InvalidInput:
            continue
        db.session.flush()
        restored.append(person)
    recognise(event, restored, now)
    return len(restored)


def _fields(edit: PersonEdit) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(edit, name) for name in COLUMNS}
    found |= {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in edit.values.items()
    }
    return found


def _value(kept: Any) -> Value:
    return tuple(kept) if isinstance(kept, list) else kept
