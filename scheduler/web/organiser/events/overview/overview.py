"""The overview of one event: where it stands, what is next, and its link to share."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from scheduler.domain.events.agenda import agenda_times
from scheduler.domain.events.event_state import signup_is_open
from scheduler.domain.events.fix_places import FixPlace
from scheduler.domain.events.forecast import MORE
from scheduler.domain.planning.room_so_far import room_so_far
from scheduler.domain.words.checklist import OpenPoint, ServerSetUp, Weight
from scheduler.exports.paper.qr import qr_svg
from scheduler.models import Event
from scheduler.services.afterwards.happened import Happened, happened
from scheduler.services.events import settings as event_services
from scheduler.services.events.forecast import forecast_of, sign_ups_over_time
from scheduler.services.events.overview import Overview, overview_of, tables_for_capacity
from scheduler.services.morning.arrivals import arrivals_of, room_in_the_end
from scheduler.services.morning.desk.guests import guests_of
from scheduler.services.people.inviting import to_invite
from scheduler.services.planning.rounds.clock import morning_is_over
from scheduler.services.registration.places import event_times
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.events.overview.balance import invite_url, sectors_drawn
from scheduler.web.organiser.events.overview.chart import sign_ups_svg
from scheduler.web.organiser.events.overview.timeline import TimelineStep, timeline_of
from scheduler.web.organiser.fix import Fix
from scheduler.web.shared.links import links_for
from scheduler.web.shared.mailing import emails_leave

FIXES: Mapping[FixPlace, Fix] = {
    FixPlace.AGENDA: Fix("Change the agenda", "organiser.agenda"),
    FixPlace.DETAILS: Fix("Change the details", "organiser.details"),
    FixPlace.FORMAT: Fix("Change rounds and tables", "organiser.format"),
    FixPlace.WITHOUT_SECTOR: Fix("Choose their sectors", "organiser.people", {"sector": "none"}),
    FixPlace.UNMAILED: Fix("Send them their link", "organiser.people_links"),
    FixPlace.UNANSWERED: Fix("See who", "organiser.people", {"state": "unconfirmed"}),
    FixPlace.ASKING: Fix("Answer them", "organiser.requests"),
    FixPlace.WAITING: Fix("Look at who waits", "organiser.waiting_list"),
    FixPlace.OUTSIDE_ROUNDS: Fix("Look at them", "organiser.people", {"state": "outside"}),
    FixPlace.ALIKE: Fix("Look at them", "organiser.people", {"state": "alike"}),
    FixPlace.HOSTS: Fix("Look at the hosts", "organiser.people", {"state": "hosts"}),
    FixPlace.SECTORS: Fix("Change the sectors", "organiser.sectors"),
    FixPlace.SIGNUP: Fix("Change the sign-up", "organiser.signup"),
    FixPlace.WAITING_LIST: Fix("See the waiting list", "organiser.waiting_list"),
    FixPlace.RULES: Fix("Change the rules", "organiser.rules"),
    FixPlace.ROUNDS: Fix("Go to the rounds", "organiser.rounds"),
    FixPlace.TIMES: Fix("Tell them the new times…", "organiser.new_times"),
    FixPlace.OUTBOX: Fix("Look at the outbox", "organiser.outbox"),
    FixPlace.OVERVIEW: Fix("Share the link", "organiser.overview", {"_anchor": "share"}),
}
"""Where each open point is mended."""

DOORS = timedelta(hours=1)
"""So long before it begins the overview says who has arrived, and no longer whom to invite."""

FIRST_INVITED = 5
"""How many of those to invite the overview names; the page of the balance has them all."""


@blueprint.get("/events/<int:event_id>/")
@event_organiser
def overview(event: Event) -> ResponseReturnValue:
    """Where the event stands, who signed up, and what is open."""
    now = datetime.now(UTC)
    found = overview_of(
        event,
        now,
        ServerSetUp(bool(current_app.config["SITE_URL"]), emails_leave()),
    )
    link = links_for(current_app).event(event.slug)
    over = morning_is_over(event, now)
    arriving = _arriving(event, now) and not over
    came = happened(event, now) if over and not event.called_off_at else None
    steps = timeline_of(event, found, now, arriving=arriving, came=came)
    return render_template(
        "organiser/events/overview/overview.html",
        event=event,
        overview=found,
        now=now,
        over=over,
        **_in_the_end(event, found, came, now),
        arriving=arrivals_of(guests_of(event, now)) if arriving else None,
        nobody=not any(sector.coming for sector in found.sectors),
        signup_open=signup_is_open(event_times(event), now),
        tell=event_services.people_to_tell(event) if event.called_off_at and not over else 0,
        Weight=Weight,
        points=[
            (p, FIXES[p.fix].link(event) if p.fix in FIXES else None)
            for p in _open_points(found, over, steps)
        ],
        server_points=[p.sentence for p in found.warnings if _of_server(p)],
        steps=steps,
        bar=_bar(found),
        agenda=list(zip(event.agenda, agenda_times(event.starts_at, event.agenda), strict=True)),
        **_balance(event, now),
        link=link,
        qr=qr_svg(link, "QR code of the sign-up page"),
    )


@blueprint.get("/events/<int:event_id>/qr.svg")
@event_organiser
def event_qr(event: Event) -> ResponseReturnValue:
    """The QR code of the public page, for posters and slides."""
    svg = qr_svg(links_for(current_app).event(event.slug), event.title)
    response = Response(svg, content_type="image/svg+xml; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"{event.slug}.svg")
    return response


def _in_the_end(
    event: Event, found: Overview, came: Happened | None, now: datetime
) -> dict[str, Any]:
    """The room so far; once it is known who came, what came of it and the room as it was then."""
    # Without a check-in nobody knows what came of it.
    if came and came.checked and found.plan:
        sectors = arrivals_of(guests_of(event, now)).sectors
        room = room_in_the_end(sectors, found.plan.tables)
        return {"told": came, "room": room, "came_of": {one.name: one.here for one in sectors}}
    counts = [(sector.name, sector.style, sector.placed) for sector in found.sectors]
    room = room_so_far(counts, tables_for_capacity(event), event.capacity, 48)
    return {"told": None, "room": room, "came_of": {}}


def _balance(event: Event, now: datetime) -> dict[str, Any]:
    """What the overview shows of the balance: the drawing, and until the doors open the most
    that the rounds can reach and, while there are places, whom to invite.
    """
    days = sign_ups_over_time(event, now)
    ahead = now < event.starts_at - DOORS and not event.called_off_at
    forecast = forecast_of(event, 0) if ahead else None
    room_left = event.places_taken < event.capacity
    shown = to_invite(event, forecast.short, FIRST_INVITED) if forecast and room_left else None
    chosen = shown.people if shown else ()
    return {
        "chart": sign_ups_svg(days, sectors_drawn(event, days)),
        "forecast": forecast,
        "more": MORE,
        "to_invite": shown.number if shown else 0,
        "chosen": chosen,
        "invite_url": invite_url(event, chosen),
    }


def _arriving(event: Event, now: datetime) -> bool:
    """Whether people are about to arrive, or are there."""
    return event.starts_at - DOORS <= now < event.ends_at and not event.called_off_at


def _of_server(point: OpenPoint) -> bool:
    """Whether a point stands above everything: emails do not leave."""
    return point.weight is Weight.SERVER and point.fix is FixPlace.OUTBOX


def _open_points(found: Overview, over: bool, steps: Sequence[TimelineStep]) -> list[OpenPoint]:
    """The checklist: what the next step says already is left out, and once the event is over
    whatever cannot be mended any more."""
    next_step = next((step.endpoint for step in steps if step.state == "now"), None)
    said = FixPlace.ROUNDS if next_step == "organiser.rounds" else None
    points = [
        point
        for point in found.warnings
        if not _of_server(point) and (point.weight, point.fix) != (Weight.ADVICE, said)
    ]
    return [point for point in points if point.fix is FixPlace.OUTBOX] if over else points


def _bar(found: Overview) -> list[tuple[int, int, int, str]]:
    """The stacked bar's pieces: where each begins, its width, its style, and its words."""
    pieces, start = [], 0
    for sector in found.sectors:
        if sector.placed:
            pieces.append((start, sector.placed, sector.style, f"{sector.name} {sector.placed}"))
            start += sector.placed
    return pieces
