"""Rating rounds: asked with the survey where the series follows it, kept for the next plan."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete

from scheduler.models import Attendee, RoundRating, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.people.presence import sign_ups_before
from scheduler.services.planning.rounds.personal_rounds import RoundView, own_rounds
from scheduler.services.registration.places import lock_attendee


def rounds_to_rate(attendee: Attendee, now: datetime) -> list[RoundView]:
    """Return the rounds of which the attendee is asked whether they were worth it."""
    series = attendee.event.series
    if series is None or not series.follows_ratings:
        return []
    return [view for view in own_rounds(attendee, now) if view.companions and not view.missed]


def rate_rounds(attendee: Attendee, said: Mapping[int, bool], now: datetime) -> int:
    """Keep whether rounds were worth it, in the place of what was said before; return how many.

    Rounds of which the attendee is not asked are left aside.
    """
    asked = {view.number for view in rounds_to_rate(attendee, now)}
    kept = {number: worth for number, worth in said.items() if number in asked}
    with transaction():
        lock_attendee(attendee.id)
        own = RoundRating.attendee_id == attendee.id
        changed_rows(delete(RoundRating).where(own, RoundRating.round.in_(kept)))
        db.session.add_all(
            RoundRating(attendee_id=attendee.id, round=number, worth=worth, said_at=now)
            for number, worth in kept.items()
        )
    return len(kept)


def forget_ratings(body_id: int, kept: timedelta, now: datetime) -> int:
    """Delete what was said of events that ended longer ago; return how much that was.

    In the caller's transaction.
    """
    over = sign_ups_before(body_id, now - kept)
    return changed_rows(delete(RoundRating).where(RoundRating.attendee_id.in_(over)))
