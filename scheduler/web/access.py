"""Who may see what, decided in one place.

404: absent, or another body's. 403: known and yours, but without the right. Views declare the right
that they need with a decorator; what a role may do is said in ``domain.accounts.roles``. A
guard test fails on a route without a rule, and another on one whose roles it does not know.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import abort, redirect, request, session, url_for
from flask_security.core import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.accounts.roles import Right, TeamRole, may
from scheduler.models import Event, Membership, OrganisingBody, Series, User, db
from scheduler.models.database import reading
from scheduler.services.registration.places import link_holder
from scheduler.web.shared.languages import speak_to

_View = Callable[..., Any]

BODY = "body"
"""Where the session keeps which of the user's organisations they work for."""


def public(view: _View) -> _View:
    """Mark a view that anybody may see."""
    view.access_rule = "public"  # type: ignore[attr-defined]
    return view


def account(view: _View) -> _View:
    """Let everybody in who has an account; send others to sign in."""

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

    guarded.access_rule = "account"  # type: ignore[attr-defined]
    return guarded


def member(right: Right) -> Callable[[_View], _View]:
    """Let members with the right in the organisation that they work for in."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            found = membership_of(current_user) or abort(404)
            _check(found.role, right)
            return view(*args, **kwargs)

        return _ruled(guarded, "", right)

    return decorate


def event_member(right: Right) -> Callable[[_View], _View]:
    """Like `member`, for /…/<int:event_id>/…: the view receives the Event as ``event``."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(*args: Any, event_id: int, **kwargs: Any) -> Any:
            event, role = _event_and_role(event_id) or abort(404)
            _check(role, right)
            return view(*args, event=event, **kwargs)

        return _ruled(guarded, "event ", right)

    return decorate


def series_member(right: Right) -> Callable[[_View], _View]:
    """Like `member`, for /…/<int:series_id>/…: the view receives the Series as ``series``."""

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(*args: Any, series_id: int, **kwargs: Any) -> Any:
            series, role = _series_and_role(series_id) or abort(404)
            _check(role, right)
            return view(*args, series=series, **kwargs)

        return _ruled(guarded, "series ", right)

    return decorate


organiser = member(Right.ORGANISE)
event_organiser = event_member(Right.ORGANISE)
series_organiser = series_member(Right.ORGANISE)


def personal(view: _View) -> _View:
    """For /…/<token>…: the view receives the Attendee as ``attendee``; a wrong token is 404."""

    @wraps(view)
    def guarded(*args: Any, token: str, **kwargs: Any) -> Any:
        attendee = link_holder(token)
        speak_to(attendee or abort(404))
        return view(*args, attendee=attendee, **kwargs)

    guarded.access_rule = "personal link"  # type: ignore[attr-defined]
    return guarded


def secret_link(
    argument: str, find: Callable[[str], Mapping[str, object] | None]
) -> Callable[[_View], _View]:
    """For /…/<argument>…, where the argument is a secret: everybody who has it is let in.

    ``find`` looks it up, without a lock, and returns what the view receives instead of it. Where
    it returns None there is no such page; it may raise an error with a sentence of its own.
    """

    def decorate(view: _View) -> _View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            with reading():
                found = find(kwargs.pop(argument))
            if found is None:
                abort(404)
            return view(*args, **found, **kwargs)

        guarded.access_rule = "secret link"  # type: ignore[attr-defined]
        return guarded

    return decorate


def find_event(event_id: int) -> Event | None:
    """Return the event if the signed-in user organises it."""
    found = _event_and_role(event_id)
    return found[0] if found and may(found[1], Right.ORGANISE) else None


def find_series(series_id: int) -> Series | None:
    """Return the series if the signed-in user organises it."""
    found = _series_and_role(series_id)
    return found[0] if found and may(found[1], Right.ORGANISE) else None


def membership_of(user: User) -> Membership | None:
    """Return the user's part in the organisation that they chose last, else in their first."""
    parts = memberships_of(user)
    chosen = [part for part in parts if part.body_id == session.get(BODY)]
    return next(iter(chosen or parts), None)


def memberships_of(user: User) -> list[Membership]:
    """Return the user's parts in organisations, the oldest first."""
    wanted = select(Membership).where(Membership.user_id == user.id).order_by(Membership.id)
    return list(db.session.scalars(wanted.options(joinedload(Membership.body))))


def body_of(user: User) -> OrganisingBody:
    """Return the organisation that the user works for, else 404."""
    found = membership_of(user) or abort(404)
    return found.body


def _event_and_role(event_id: int) -> tuple[Event, TeamRole] | None:
    found = db.session.execute(
        select(Event, Membership.role)
        .join(Membership, Membership.body_id == Event.body_id)
        .where(Event.id == event_id, Membership.user_id == current_user.id)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def _series_and_role(series_id: int) -> tuple[Series, TeamRole] | None:
    found = db.session.execute(
        select(Series, Membership.role)
        .join(Membership, Membership.body_id == Series.body_id)
        .where(Series.id == series_id, Membership.user_id == current_user.id)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def _check(role: TeamRole, right: Right) -> None:
    if not may(role, right):
        abort(403)


def _ruled(guarded: _View, owned: str, right: Right) -> _View:
    """The view behind the sign-in, with what it declares."""
    checked = account(guarded)
    checked.access_rule = f"{owned}{right}"  # type: ignore[attr-defined]
    checked.right = right  # type: ignore[attr-defined]
    return checked
