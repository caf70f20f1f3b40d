"""What a list changes of people who are here already: its empty cells leave everything as it is."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from scheduler.domain.people.email_addresses import email_key
from scheduler.domain.people.import_actions import Decision, ImportAction
from scheduler.domain.people.import_rows import PersonDraft
from scheduler.domain.people.names import name_key
from scheduler.models import Attendee, Event, db
from scheduler.services.people.importing.former_values import former_of, stored_edit
from scheduler.services.people.person import Holders, PersonEdit
from scheduler.services.registration.answers.values import load_answers


def holders_of(people: Iterable[Attendee]) -> dict[tuple[str, str], Attendee]:
    """Return who has which address under which name."""
    return {(p.email_key, p.name_key): p for p in people if p.email_key}


def edit_of(draft: PersonDraft, sectors: Mapping[str, int]) -> PersonEdit:
    """Return a row's draft as an edit; ``sectors`` gives the id of each sector's name."""
    return PersonEdit(
        draft.name, draft.organisation, draft.email, sectors.get(draft.sector), draft.values
    )


def updated_by(attendee: Attendee, given: PersonEdit, holders: Holders) -> PersonEdit:
    """Return what a person is with what a row gives; an address that is taken is not."""
    stored = stored_edit(attendee)
    holder = holders.get((email_key(given.email), name_key(given.name)))
    taken = holder is not None and holder is not attendee
    return PersonEdit(
        name=given.name or stored.name,
        organisation=given.organisation or stored.organisation,
        email=stored.email if taken else given.email or stored.email,
        sector_id=given.sector_id or stored.sector_id,
        values={name: given.values.get(name) or old for name, old in stored.values.items()},
    )


def fields_changed(event: Event, decisions: Sequence[Decision]) -> dict[int, tuple[str, ...]]:
    """Return by the line of each row that updates somebody which fields change; none for "()".

    Changes nothing.
    """
    updates = {d.row.line: d for d in decisions if d.action == ImportAction.UPDATE}
    if not updates:
        return {}
    people = db.session.scalars(select(Attendee).where(Attendee.event_id == event.id)).all()
    load_answers(event)
    by_id, holders = {person.id: person for person in people}, holders_of(people)
    sectors = {sector.name: sector.id for sector in event.sectors}
    found: dict[int, tuple[str, ...]] = {}
    for line, decision in updates.items():
        assert decision.row.draft is not None
        assert decision.target is not None
        person = by_id[decision.target]
        edit = updated_by(person, edit_of(decision.row.draft, sectors), holders)
        found[line] = tuple(_field(name) for name in former_of(stored_edit(person), edit))
    return found


def _field(name: str) -> str:
    return "sector" if name == "sector_id" else name
