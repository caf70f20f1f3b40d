"""Events, read."""

from datetime import UTC, datetime
from typing import Any

from scheduler.domain.accounts.roles import Right
from scheduler.models import Event
from scheduler.services.accounts.api_keys import KeyHolder
from scheduler.services.events.listing import EventLine, events_of, line_of
from scheduler.services.messages.mail_context import mail_context
from scheduler.web.api.blueprint import blueprint
from scheduler.web.api.keyed import keyed
from scheduler.web.api.schemas import EventSchema


@blueprint.route("/events")
@blueprint.response(200, EventSchema(many=True))
@keyed(Right.LOOK)
def events(holder: KeyHolder) -> list[dict[str, Any]]:
    """The organisation's events: those to come, the next first, then those past."""
    coming, past = events_of(holder.body_id, datetime.now(UTC))
    return [_shown(line) for line in (*coming, *past)]


@blueprint.route("/events/<int:event_id>")
@blueprint.response(200, EventSchema)
@keyed(Right.LOOK)
def event(holder: KeyHolder, event: Event) -> dict[str, Any]:
    """One event."""
    return _shown(line_of(event, datetime.now(UTC)))


def _shown(line: EventLine) -> dict[str, Any]:
    shown = line.event
    return {
        "id": shown.id,
        "title": shown.title,
        "place": shown.place,
        "timezone": shown.timezone,
        "starts_at": shown.starts_at,
        "ends_at": shown.ends_at,
        "state": str(line.state),
        "capacity": shown.capacity,
        "places_taken": line.placed,
        "on_waiting_list": line.waiting,
        "rounds": shown.rounds,
        "table_size": shown.table_size,
        "sectors": [sector.name for sector in shown.sectors],
        "sign_up_page": mail_context().links.event(shown.slug),
    }
