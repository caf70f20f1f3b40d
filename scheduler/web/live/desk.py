"""A volunteer's desk: check-in and nothing else, behind a link that ends that night."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.registration.transitions import Actor, ActorKind
from scheduler.models import DeskLink, Event
from scheduler.services.morning.desk.handing_over import DeskOf
from scheduler.services.morning.desk_links import link_of
from scheduler.web.access import secret_link
from scheduler.web.shared.morning.card import printed_card
from scheduler.web.shared.morning.desk import (
    Desk,
    desk_part,
    desk_state,
    desk_values,
    keeping_script,
)
from scheduler.web.shared.morning.pressing import pressed

blueprint = Blueprint("desk", __name__, url_prefix="/desk/<desk_token>")


def _opened(token: str) -> dict[str, object] | None:
    link = link_of(token, datetime.now(UTC))
    return {"link": link, "event": link.event} if link else None


volunteer = secret_link("desk_token", _opened)


@blueprint.get("/", strict_slashes=False)
@volunteer
def page(link: DeskLink, event: Event) -> ResponseReturnValue:
    """The desk; ``find`` is what is looked for."""
    return _page(link, event)


@blueprint.get("/part")
@volunteer
def part(link: DeskLink, event: Event) -> ResponseReturnValue:
    """The desk alone, for a page that is open."""
    return desk_part(event, _desk(link))


@blueprint.get("/state")
@volunteer
def state(link: DeskLink, event: Event) -> ResponseReturnValue:
    """Whether the desk has something new to show."""
    return desk_state(event.id, datetime.now(UTC))


@blueprint.get("/bare")
@volunteer
def bare(link: DeskLink, event: Event) -> ResponseReturnValue:
    """The desk without anybody's name, for a page that is loaded again without a network."""
    return render_template("live/desk_bare.html", link=link, event=event, desk=_desk(link))


@blueprint.get("/kept-desk.js")
@volunteer
def kept_desk(link: DeskLink, event: Event) -> ResponseReturnValue:
    """The worker that keeps the bare desk."""
    return keeping_script()


@blueprint.get("/card/<int:attendee_id>.pdf")
@volunteer
def card(link: DeskLink, event: Event, attendee_id: int) -> ResponseReturnValue:
    """The card of somebody whom this link put on the list, to be printed."""
    return printed_card(event, _desk(link).of, attendee_id)


@blueprint.post("/", strict_slashes=False)
@volunteer
def press(link: DeskLink, event: Event) -> ResponseReturnValue:
    """One button of the desk."""
    return pressed(event, _desk(link), lambda: _page(link, event))


def _page(link: DeskLink, event: Event) -> str:
    values = desk_values(event, _desk(link), request.args.get("find", ""))
    return render_template("live/desk.html", link=link, **values)


def _desk(link: DeskLink) -> Desk:
    here: dict[str, Any] = {"desk_token": link.token}
    return Desk(
        name=link.name,
        actor=Actor(ActorKind.ORGANISER),
        page=url_for("desk.page", **here),
        act=url_for("desk.press", **here),
        find=url_for("desk.part", **here),
        state=url_for("desk.state", **here),
        sees_needs=False,
        organises=False,
        until=link.expires_at,
        of=DeskOf(link_id=link.id),
        card=lambda who: url_for("desk.card", **here, attendee_id=who),
        keeper=url_for("desk.kept_desk", **here),
    )
