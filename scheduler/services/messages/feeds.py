"""The private calendar feed of an attendee: an address to subscribe to, which can be taken back."""

import secrets
from datetime import datetime

from sqlalchemy import select

from scheduler.domain.languages import speaking
from scheduler.domain.messages.links import Links
from scheduler.models import Attendee, db, transaction
from scheduler.services.messages.calendars import personal_feed
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.registration.places import lock_attendee


def open_feed(attendee: Attendee) -> None:
    """Give the attendee a feed address; whoever has one keeps it."""
    with transaction():
        attendee = lock_attendee(attendee.id)
        if attendee.feed_token is None:
            attendee.feed_token = secrets.token_urlsafe(24)


def close_feed(attendee: Attendee) -> None:
    """Take the feed address back: calendars that subscribed to it find nothing any more."""
    with transaction():
        lock_attendee(attendee.id).feed_token = None


def feed_of(token: str, links: Links, *, names: bool = False) -> bytes | None:
    """Return what the calendars of that feed address get, or None if there is no such feed.

    The event and each round of the published plan as an entry, with whom they sit where ``names``
    are wanted; empty for who has no place. The
    same state gives the same bytes.
    """
    attendee = db.session.scalar(select(Attendee).where(Attendee.feed_token == token))
    if attendee is None:
        return None
    slots = [view.slot(names=names) for view in personal_rounds(attendee)]
    with speaking(attendee.speaks):
        return personal_feed(attendee, links, slots, _published_at(attendee))


def _published_at(attendee: Attendee) -> datetime | None:
    plan = published_plan(attendee.event)
    return plan.published_at if plan else None
