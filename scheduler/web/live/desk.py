"""A volunteer's desk: check-in and nothing else, behind a link that ends that night."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scheduler.domain.registration.transitions import Actor, ActorKind
from scheduler.models import DeskLink, Event, db
from scheduler.services.morning.desk_links import link_of
from scheduler.web.access import public
from scheduler.web.shared.morning.desk import Desk, desk_part, desk_state, desk_values, pressed
from scheduler.web.shared.reading import reading

blueprint = Blueprint("desk", __name__, url_prefix="/desk/<desk_token>")


@blueprint.get("/", strict_slashes=False)
@public
def page(desk_token: str) -> ResponseReturnValue:
    """The desk; ``find`` is what is looked for."""
    return _page(*_event(desk_token))


@blueprint.get("/part")
@public
def part(desk_token: str) -> ResponseReturnValue:
    """The desk alone, for a page that is open."""
    link, event = _event(desk_token)
    return desk_part(event, _desk(link))


@blueprint.get("/state")
@public
def state(desk_token: str) -> ResponseReturnValue:
    """Whether the desk has something new to show."""
    link, _event_of_link = _event(desk_token)
    return desk_state(link.event_id, datetime.now(UTC))


@blueprint.post("/", strict_slashes=False)
@public
def press(desk_token: str) -> ResponseReturnValue:
    """One button of the desk."""
    with reading():
        link, event = _event(desk_token)
    return pressed(event, _desk(link), lambda: _page(link, event))


def _page(link: DeskLink, event: Event) -> str:
    values = desk_values(event, _desk(link), request.args.get("find", ""))
    return render_template("live/desk.html", link=link, **values)


def _event(token: str) -> tuple[DeskLink, Event]:
    link = link_of(token, datetime.now(UTC)) or abort(404)
    return link, db.session.get_one(Event, link.event_id)


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
    )
