"""The day: the morning's timetable, the paper, the hosts and what people need."""

from datetime import UTC, datetime
from functools import partial
from typing import assert_never
from zoneinfo import ZoneInfo

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.messages.links import Links
from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import DeskKind
from scheduler.exports.paper.qr import qr_svg
from scheduler.models import DeskLink, Event
from scheduler.services.afterwards.commitments import commitments_of
from scheduler.services.morning.day import closed_tables_of, day_of
from scheduler.services.morning.desk.guests import round_now
from scheduler.services.morning.desk.new_hosts import who_may_host
from scheduler.services.morning.desk_links import links_of, night_after
from scheduler.services.morning.glossary import glossary_of
from scheduler.services.morning.hosting import clock_runners
from scheduler.services.paper.prints import printed_sheets
from scheduler.services.planning.rounds.clock import morning_is_over
from scheduler.services.planning.rounds.published import published_plan
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.morning.clock import ON_THE_DAY, clock_values
from scheduler.web.organiser.morning.desk import (
    DAY,
    expected_again,
    offer_to_expect_again,
    offered_to_expect_again,
    organisers_desk,
)
from scheduler.web.organiser.morning.replan import replan_values
from scheduler.web.shared.links import links_for
from scheduler.web.shared.morning.desk import desk_part, desk_values, news
from scheduler.web.shared.morning.pressing import pressed


@blueprint.get(DAY)
@event_organiser
def day(event: Event) -> ResponseReturnValue:
    """What the organiser needs at hand on the morning."""
    return _page(event)


@blueprint.get(DAY + "/desk")
@event_organiser
def day_desk(event: Event) -> ResponseReturnValue:
    """The desk, and whether new tables are needed, for a page that is open.

    ``find`` is what is looked for; the list and whoever is found come alone.
    """
    desk = organisers_desk(event)
    if request.args.keys() & {"list", "found"}:
        return desk_part(event, desk)
    return render_template(
        "organiser/morning/day/_followed.html",
        **desk_values(event, desk, request.args.get("find", "")),
        **replan_values(event, published_plan(event)),
    )


@blueprint.post(DAY + "/desk")
@event_organiser
def day_desk_act(event: Event) -> ResponseReturnValue:
    """One button of the desk."""
    undoable = partial(offer_to_expect_again, event)
    return pressed(event, organisers_desk(event), lambda: _page(event), at="#desk", marked=undoable)


@blueprint.post(DAY + "/desk/undo")
@event_organiser
def day_desk_undo(event: Event) -> ResponseReturnValue:
    """Whoever was marked as not coming together, and still is, is expected again."""
    if said := expected_again(event):
        news.forget()
        flash(said)
    return redirect(url_for("organiser.day", event_id=event.id) + "#desk", 303)


def _page(event: Event) -> str:
    now = datetime.now(UTC)
    links = links_for(current_app)
    found, words = day_of(event), glossary_of(event)
    clock = clock_values(event)
    desk = desk_values(event, organisers_desk(event), request.args.get("find", ""))
    phase = clock["clock"].phase if clock["room"] else Phase.BEFORE
    begun = desk["arrivals"].here or phase is not Phase.BEFORE
    ahead = 0 if begun or event.called_off_at else days_ahead(event, now)
    over = now >= event.ends_at and morning_is_over(event, now)
    return render_template(
        "organiser/morning/day.html",
        day=found,
        closed=closed_tables_of(event, now),
        ahead=ahead,
        over=over,
        finished=over or phase is Phase.DONE,
        folded=bool(ahead) or over or event.called_off_at is not None,
        printed=printed_sheets(event, found.published, now) if found.published else None,
        undo=offered_to_expect_again(event, [guest.id for guest in desk["arrivals"].absent]),
        links_end=night_after(event),
        may_host=who_may_host(event, round_now(event, now)) if not over else (),
        volunteers=[
            (link, address, qr_svg(address, "QR code of the link"))
            for link in links_of(event, now)
            for address in (_address(links, link),)
        ],
        clock_runners=clock_runners(event.id),
        commitments=commitments_of(event),
        explained=sum(one.shown for one in words),
        to_read=sum(not one.shown for one in words),
        opened="check-in" if desk["typed"] or request.form else request.args.get("open", ""),
        **clock,
        **replan_values(event, found.published),
        **desk,
    )


def days_ahead(event: Event, now: datetime) -> int:
    """How many days there are to the event by its own calendar; 0 from the evening before."""
    zone = ZoneInfo(event.timezone)
    days = (event.starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    return days if event.starts_at - now > ON_THE_DAY else 0


def _address(links: Links, link: DeskLink) -> str:
    match link.kind:
        case DeskKind.DESK:
            return links.desk(link.token)
        case DeskKind.TABLET:
            return links.tablet(link.token)
        case _:
            assert_never(link.kind)
