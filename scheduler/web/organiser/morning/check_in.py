"""The check-in desk alone, for members who may do nothing else."""

from datetime import UTC, datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.core import current_user

from scheduler.domain.accounts.roles import Right
from scheduler.models import Event
from scheduler.services.morning.desk.handing_over import DeskOf
from scheduler.services.morning.desk_links import night_after
from scheduler.web.access import event_member
from scheduler.web.organiser.acting import acting
from scheduler.web.organiser.blueprint import blueprint
from scheduler.web.shared.morning.card import printed_card
from scheduler.web.shared.morning.desk import Desk, desk_part, desk_state, desk_values
from scheduler.web.shared.morning.pressing import pressed

CHECK_IN = "/events/<int:event_id>/check-in"


@blueprint.get(CHECK_IN)
@event_member(Right.CHECK_IN)
def check_in(event: Event) -> ResponseReturnValue:
    """The desk; ``find`` is what is looked for."""
    return _page(event)


@blueprint.get(CHECK_IN + "/part")
@event_member(Right.CHECK_IN)
def check_in_part(event: Event) -> ResponseReturnValue:
    """The desk alone, for a page that is open."""
    return desk_part(event, _desk(event))


@blueprint.get(CHECK_IN + "/state")
@event_member(Right.CHECK_IN)
def check_in_state(event: Event) -> ResponseReturnValue:
    """Whether the desk has something new to show."""
    return desk_state(event.id, datetime.now(UTC))


@blueprint.get(CHECK_IN + "/card/<int:attendee_id>.pdf")
@event_member(Right.CHECK_IN)
def check_in_card(event: Event, attendee_id: int) -> ResponseReturnValue:
    """The card of somebody whom this member put on the list, to be printed."""
    return printed_card(event, _desk(event).of, attendee_id)


@blueprint.post(CHECK_IN)
@event_member(Right.CHECK_IN)
def check_in_act(event: Event) -> ResponseReturnValue:
    """One button of the desk."""
    return pressed(event, _desk(event), lambda: _page(event))


def _page(event: Event) -> str:
    values = desk_values(event, _desk(event), request.args.get("find", ""))
    return render_template("organiser/morning/check_in.html", **values)


def _desk(event: Event) -> Desk:
    return Desk(
        name=current_user.name,
        actor=acting(),
        page=url_for("organiser.check_in", event_id=event.id),
        act=url_for("organiser.check_in_act", event_id=event.id),
        find=url_for("organiser.check_in_part", event_id=event.id),
        state=url_for("organiser.check_in_state", event_id=event.id),
        sees_needs=False,
        organises=False,
        until=night_after(event),
        of=DeskOf(user_id=current_user.id),
        card=lambda who: url_for("organiser.check_in_card", event_id=event.id, attendee_id=who),
    )
