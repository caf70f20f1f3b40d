"""Who may see what, decided in one place.

404: absent, or another body's. 403: known and yours, but without the right. Views declare
their rule with a decorator; a guard test fails on a route without one.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, redirect, request, url_for
from flask_security.core import current_user
from sqlalchemy import select

from scheduler.models import Attendee, Event, Membership, OrganisingBody, Series, User, db

View = Callable[..., Any]


def public(view: View) -> View:
    """Mark a view that anybody may see."""
    view.access_rule = "public"  # type: ignore[attr-defined]
    return view


def organiser(view: View) -> View:
    """Let members of an organising body in; send others to sign in."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            if request.method == "POST":
                # The sign-in page keeps what was typed.
                abort(401)
            there = url_for("security.login", next=request.full_path.rstrip("?"))
            if request.headers.get("HX-Request"):
                # A part of a page that renews itself: the whole page goes to sign in.
                return "", 200, {"HX-Redirect": url_for("security.login")}
            return redirect(there)
        return view(*args, **kwargs)

    guarded.access_rule = "organiser"  # type: ignore[attr-defined]
    return guarded


def event_organiser(view: View) -> View:
    """Like `organiser`, for /…/<int:event_id>/…: the view receives the Event as ``event``."""

    @wraps(view)
    def guarded(*args: Any, event_id: int, **kwargs: Any) -> Any:
        return view(*args, event=event_of_current_user(event_id), **kwargs)

    checked = organiser(guarded)
    checked.access_rule = "event organiser"  # type: ignore[attr-defined]
    return checked


def series_organiser(view: View) -> View:
    """Like `organiser`, for /…/<int:series_id>/…: the view receives the Series as ``series``."""

    @wraps(view)
    def guarded(*args: Any, series_id: int, **kwargs: Any) -> Any:
        return view(*args, series=find_series(series_id) or abort(404), **kwargs)

    checked = organiser(guarded)
    checked.access_rule = "series organiser"  # type: ignore[attr-defined]
    return checked


def personal(view: View) -> View:
    """For /…/<token>…: the view receives the Attendee as ``attendee``; a wrong token is 404."""

    @wraps(view)
    def guarded(*args: Any, token: str, **kwargs: Any) -> Any:
        attendee = db.session.scalar(select(Attendee).where(Attendee.token == token))
        return view(*args, attendee=attendee or abort(404), **kwargs)

    guarded.access_rule = "personal link"  # type: ignore[attr-defined]
    return guarded


def event_of_current_user(event_id: int) -> Event:
    """Return the event if it belongs to a body of the signed-in user, else 404."""
    return find_event(event_id) or abort(404)


def find_event(event_id: int) -> Event | None:
    """Return the event if it belongs to a body of the signed-in user."""
    return db.session.scalar(
        select(Event)
        .join(Membership, Membership.body_id == Event.body_id)
        .where(Event.id == event_id, Membership.user_id == current_user.id)
    )


def find_series(series_id: int) -> Series | None:
    """Return the series if it belongs to a body of the signed-in user."""
    return db.session.scalar(
        select(Series)
        .join(Membership, Membership.body_id == Series.body_id)
        .where(Series.id == series_id, Membership.user_id == current_user.id)
    )


def body_of(user: User) -> OrganisingBody:
    """Return the body the user belongs to, else 404."""
    body = db.session.scalar(
        select(OrganisingBody)
        .join(Membership, Membership.body_id == OrganisingBody.id)
        .where(Membership.user_id == user.id)
        .order_by(Membership.id)
    )
    return body or abort(404)
