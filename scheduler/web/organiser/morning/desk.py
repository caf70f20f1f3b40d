"""The check-in desk on the Day page, and the links of volunteers."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.english import count
from scheduler.domain.morning.chairs import MOST_NAMED
from scheduler.domain.morning.noted import Noted
from scheduler.domain.registration.transitions import organiser as by_organiser
from scheduler.domain.states import DeskKind
from scheduler.domain.words.zones import until_words
from scheduler.errors import CrosstalkError, InvalidInput, RuleBroken
from scheduler.models import Event
from scheduler.services.morning import desk_links
from scheduler.services.morning.desk.handing_over import DeskOf
from scheduler.services.morning.desk.new_hosts import name_host
from scheduler.services.morning.desk.taking_back import expect_again
from scheduler.services.morning.hosting import let_run_clock
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rounds.published import published_plan
from scheduler.web.access import event_organiser
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.organiser.undo import offer_undo, offered_undo, take_undo
from scheduler.web.shared.morning.card import printed_card
from scheduler.web.shared.morning.desk import Desk, desk_state, keeping_script, news
from scheduler.web.shared.numbers import number

DAY = "/events/<int:event_id>/day"


@blueprint.get(DAY + "/desk/state")
@event_organiser
def day_desk_state(event: Event) -> ResponseReturnValue:
    """Whether the desk has something new to show."""
    return desk_state(event.id, datetime.now(UTC))


@blueprint.get(DAY + "/bare")
@event_organiser
def day_bare(event: Event) -> ResponseReturnValue:
    """The Day page without anybody's name, for one that is loaded again without a network."""
    return render_template(
        "organiser/morning/day_bare.html", event=event, desk=organisers_desk(event)
    )


@blueprint.get("/events/<int:event_id>/kept-day.js")
@event_organiser
def kept_day(event: Event) -> ResponseReturnValue:
    """The worker that keeps the bare Day page: above it, as the page has no folder of its own."""
    return keeping_script()


@blueprint.get(DAY + "/desk/card/<int:attendee_id>.pdf")
@event_organiser
def day_desk_card(event: Event, attendee_id: int) -> ResponseReturnValue:
    """The card of somebody whom a desk put on the list, to be printed."""
    return printed_card(event, organisers_desk(event).of, attendee_id)


@blueprint.post(DAY + "/links")
@event_organiser
def desk_link_new(event: Event) -> ResponseReturnValue:
    """Make a link for a volunteer."""
    given = request.form.get("kind", DeskKind.DESK)
    kind = next((kind for kind in DeskKind if kind == given), None) or abort(404)
    try:
        name = request.form.get("name", "").strip()
        if kind is DeskKind.TABLET:
            name = name or "Tablet at the door"
        desk_links.check_links_last(event, datetime.now(UTC))
        link = desk_links.make_link(event, name, kind)
    except (InvalidInput, RuleBroken) as error:
        flash(error.sentence, "bad")
    else:
        ends = until_words(link.expires_at, event.timezone)
        flash(f"The link for {link.name} is below. It ends on {ends}.")
    return _back_to(event, "links")


@blueprint.post(DAY + "/links/<int:link_id>/end")
@event_organiser
def desk_link_end(event: Event, link_id: int) -> ResponseReturnValue:
    """End a volunteer's link at once."""
    ended = desk_links.end_link(event, link_id)
    flash("The link is ended." if ended else "That link had ended already.")
    return _back_to(event, "links")


@blueprint.post(DAY + "/hosts/<int:attendee_id>/clock")
@event_organiser
def host_clock(event: Event, attendee_id: int) -> ResponseReturnValue:
    """Let a host run the clock, or no longer."""
    allowed = request.form.get("may") == "yes"
    try:
        host = let_run_clock(event, attendee_id, allowed)
    except CrosstalkError as error:
        flash(error.sentence, "bad")
    else:
        flash(f"{host.name} {'may' if allowed else 'can no longer'} run the clock.")
    return _back_to(event, "hosts")


@blueprint.post(DAY + "/hosts/table/<int:table>")
@event_organiser
def table_host(event: Event, table: int) -> ResponseReturnValue:
    """Let somebody who is here host a table whose host does not come."""
    try:
        who = number(request.form.get("who", ""))
        host = name_host(event, table, who, datetime.now(UTC))
    except ValueError:
        flash("Choose who hosts the table.", "bad")
    except CrosstalkError as error:
        flash(error.sentence, "bad")
    else:
        news.forget()
        flash(f"{host.name} hosts table {table}: new tables seat them there.")
    return _back_to(event, "hosts")


def _back_to(event: Event, part: str) -> ResponseReturnValue:
    """To a part of the Day page that is folded otherwise."""
    page = url_for("organiser.day", event_id=event.id, open=part)
    return redirect(f"{page}#{part}", 303)


def offer_to_expect_again(event: Event, marked: Sequence[Noted]) -> None:
    """Offer an undo for those who were noted as not coming in one press."""
    sentence = f"{count(len(marked), 'person does', 'people do')} not come."
    ids = [noted.who for noted in marked]
    offer_undo("absent", event.id, sentence, ids=ids, noted=marked[0].packed, at=_at(event))


def offered_to_expect_again(event: Event, absent: Collection[int]) -> dict[str, Any] | None:
    """That offer, while it is of the moment: no round has begun since, no other tables have come,
    and all of them are still among the ``absent``."""
    offer = offered_undo("absent", event.id)
    if offer is None or not {*offer["data"]["ids"]} <= {*absent}:
        return None
    (plan, begun), (plan_now, begun_now) = offer["data"].get("at", (0, 0)), _at(event)
    # The first tables are made by the very press that is offered to be undone.
    return offer if begun == begun_now and plan in (0, plan_now) else None


def _at(event: Event) -> list[int]:
    plan = published_plan(event)
    return [plan.id if plan else 0, rounds_begun(event, datetime.now(UTC))]


def expected_again(event: Event) -> str:
    """Take that press back, while it is offered; returns a sentence for the page, or ""."""
    taken = take_undo("absent", event.id)
    if taken is None or "noted" not in taken:
        return ""
    number, left_alone = expect_again(
        event, [Noted.read(who, taken["noted"]) for who in taken["ids"]]
    )
    said = f"{count(number, 'person is', 'people are')} expected again"
    if more := left_alone[MOST_NAMED:]:
        left_alone[MOST_NAMED:] = [f"{count(len(more), 'other has', 'others have')} other news too"]
    return "; ".join([said, *left_alone]) + "."


def organisers_desk(event: Event) -> Desk:
    """The desk as the organiser has it."""
    here: dict[str, Any] = {"event_id": event.id}
    return Desk(
        name=current_user.name,
        actor=by_organiser(current_user.id),
        page=url_for("organiser.day", **here),
        act=url_for("organiser.day_desk_act", **here),
        find=url_for("organiser.day_desk", **here),
        state=url_for("organiser.day_desk_state", **here),
        sees_needs=True,
        organises=True,
        until=desk_links.night_after(event),
        of=DeskOf(user_id=current_user.id, every=True),
        card=lambda who: url_for("organiser.day_desk_card", **here, attendee_id=who),
        # Where the worker finds the page and its bare form, from where the worker stands.
        keeper=url_for("organiser.kept_day", **here, page="day", bare="day/bare"),
    )
