"""The balance of an event before its day: over time, what it can reach, whom to invite."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.events.forecast import MORE, USUAL_ABSENT
from scheduler.domain.registration.over_time import DayCount
from scheduler.models import Attendee, Event
from scheduler.services.events.forecast import forecast_of, sign_ups_over_time, usual_absence
from scheduler.services.messages.writing.groups import INVITED
from scheduler.services.people.inviting import to_invite
from scheduler.services.registration.waiting_list import still_held
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.overview.chart import sign_ups_svg

MOST_INVITED = 100
"""How many people one link carries to the page that writes."""


@blueprint.get("/events/<int:event_id>/balance")
@event_organiser
def balance(event: Event) -> ResponseReturnValue:
    """Sign-ups over time, the forecast with ?absent= percent away, and whom to invite."""
    now = datetime.now(UTC)
    usual = usual_absence(event)
    forecast = forecast_of(event, _absent(USUAL_ABSENT if usual is None else usual))
    points = sign_ups_over_time(event, now)
    shown = sectors_drawn(event, points)
    inviting = to_invite(event, forecast.short, MOST_INVITED) if forecast else None
    chosen = inviting.people if inviting else ()
    return render_template(
        "organiser/events/overview/balance.html",
        event=event,
        usual=usual,
        forecast=forecast,
        more=MORE,
        points=points,
        shown=shown,
        chart=sign_ups_svg(points, shown),
        held=still_held(event, now),
        inviting=inviting,
        invite_url=invite_url(event, chosen),
        chosen=chosen,
    )


def sectors_drawn(event: Event, days: Sequence[DayCount]) -> list[tuple[str, int]]:
    """Return name and style of each sector that is drawn over time; style 0: those without one."""
    sectors = [(sector.name, sector.style) for sector in event.sectors]
    unsure = any(day.numbers[-1] for day in days)
    return [*sectors, ("No sector yet", 0)] if unsure else sectors


def invite_url(event: Event, people: Sequence[Attendee]) -> str:
    """Return the address of the page that writes the invitation of these people."""
    return url_for(
        "organiser.write",
        event_id=event.id,
        to="-".join([INVITED, *(str(person.id) for person in people)]),
        about="invitation",
    )


def _absent(usual: int) -> int:
    typed = request.args.get("absent", "")
    return min(90, int(typed)) if typed.isdecimal() and len(typed) < 4 else usual
