"""Who did what: the log of an organisation, with filters."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.accounts.audit import Topic
from scheduler.services.accounts import audit_pages
from scheduler.services.accounts.audit_pages import LogFilter
from scheduler.services.events.listing import team_zone
from scheduler.web.access import body_of, organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.numbers import number


@blueprint.get("/history")
@organiser
def audit() -> ResponseReturnValue:
    """The log, the newest first, by topic, member, event or person."""
    body = body_of(current_user)
    asked = LogFilter(
        topic=request.args.get("topic", ""),
        user_id=request.args.get("who", type=number),
        event_id=request.args.get("event", type=number),
        person_id=request.args.get("person", type=number),
        before=request.args.get("before", type=number),
    )
    events = audit_pages.events_of_log(body.id)
    return render_template(
        "organiser/accounts/audit.html",
        body=body,
        asked=asked,
        page=audit_pages.read_log(body.id, asked),
        topics=[(topic.value, topic.words) for topic in Topic],
        events={event.id: event for event in events},
        choices=[(event.id, f"{event.title}, {event.starts_at:%-d %B %Y}") for event in events],
        timezone=team_zone(body.id),
        users=audit_pages.users_of_log(body.id),
    )
