"""The people of an event: read, and added as rows of a list."""

from datetime import UTC, datetime
from typing import Any

from scheduler.domain.accounts.roles import Right
from scheduler.domain.registration.transitions import organiser
from scheduler.models import Attendee, Event
from scheduler.services.accounts.api_keys import KeyHolder
from scheduler.services.people.importing.rows import import_rows
from scheduler.services.people.listing import all_people
from scheduler.services.registration.answers.values import load_answers, values_of
from scheduler.web.api.blueprint import blueprint
from scheduler.web.api.keyed import keyed
from scheduler.web.api.schemas import PersonSchema, RowsDoneSchema, RowsSchema


@blueprint.route("/events/<int:event_id>/people")
@blueprint.response(200, PersonSchema(many=True))
@keyed(Right.LOOK)
def people(holder: KeyHolder, event: Event) -> list[dict[str, Any]]:
    """Everybody on the list, in the order of sign-up."""
    whole = Right.ORGANISE in holder.rights
    if whole:
        load_answers(event)
    return [_shown(person, whole) for person in all_people(event)]


@blueprint.route("/events/<int:event_id>/people", methods=["POST"])
@blueprint.response(200, RowsDoneSchema)
@keyed(Right.ORGANISE)
@blueprint.arguments(RowsSchema)
def people_add(rows: dict[str, Any], holder: KeyHolder, event: Event) -> dict[str, Any]:
    """Add or update people, as the import of a list does: one bad row never loses the others.

    Nobody is emailed. The same rows sent twice change nothing the second time.
    """
    return import_rows(
        event,
        rows["people"],
        holder.key_name,
        organiser(holder.user.id),
        datetime.now(UTC),
        update_existing=rows["update"],
        raise_capacity=rows["raise_capacity"],
    )


def _shown(person: Attendee, whole: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": person.id,
        "name": person.name,
        "organisation": person.organisation,
        "sector": person.sector.name if person.sector else None,
        "state": person.state.value,
    }
    return shown | {"email": person.email, "fields_": values_of(person)} if whole else shown
