"""What is known of who is there, for everything that asks: plans, pages, the series' memory."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    true,
)

from scheduler.domain.events.online import Venue
from scheduler.domain.morning.away import rounds_away
from scheduler.domain.states import CAME, Presence, RegistrationState
from scheduler.models import (
    Attendance,
    Attendee,
    Event,
    HandOver,
    HelpCall,
    Missing,
    SentCheckIn,
    db,
)

PLACED = RegistrationState.PLACED


def not_here(event: Event) -> Sequence[Attendee]:
    """Everybody with a place of whom nothing is known yet, by name; not who joins online."""
    return db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == event.id,
            Attendee.state == PLACED,
            ~exists().where(Attendance.attendee_id == Attendee.id),
            ~joins_from_afar(),
        )
        .order_by(Attendee.name, Attendee.id)
    ).all()


def here_count(event: Event) -> int:
    """How many people with a place are here."""
    return (
        db.session.scalar(
            select(func.count(Attendee.id))
            .join(Attendance, Attendance.attendee_id == Attendee.id)
            .where(
                Attendee.event_id == event.id,
                Attendee.state == PLACED,
                Attendance.state == Presence.HERE,
            )
        )
        or 0
    )


def is_coming() -> ColumnElement[bool]:
    """Say, of an Attendee in a query, that they have a place and are not said to stay away."""
    away = exists().where(
        Attendance.attendee_id == Attendee.id, Attendance.state == Presence.ABSENT
    )
    return and_(Attendee.state == PLACED, ~away)


def joins_from_afar() -> ColumnElement[bool]:
    """Say, of an Attendee in a query, that they join online: no desk can check them in."""
    of_event = Event.__table__.alias("of_event")
    online = or_(
        of_event.c.venue == Venue.ONLINE,
        and_(of_event.c.venue == Venue.HYBRID, Attendee.joins_online),
    )
    return exists().where(of_event.c.id == Attendee.event_id, online)


def was_there() -> ColumnElement[bool]:
    """Say, of an Attendee in a query, that they were at the event.

    Where anybody was checked in, those who were, and who joined online unless they are said to
    have stayed away; elsewhere everybody who had a place.
    """
    own, any_of_all = Attendance.__table__.alias("own"), Attendance.__table__.alias("any_of_all")
    came = exists().where(own.c.attendee_id == Attendee.id, own.c.state.in_(CAME))
    kept = exists().where(any_of_all.c.event_id == Attendee.event_id, any_of_all.c.state.in_(CAME))
    away = exists().where(own.c.attendee_id == Attendee.id, own.c.state == Presence.ABSENT)
    return and_(Attendee.state == PLACED, came | ~kept | and_(joins_from_afar(), ~away))


def came_another_instead() -> ColumnElement[bool]:
    """Say, of an Attendee in a query, that a colleague came in their place, and they did not."""
    instead, own = Attendance.__table__.alias("instead"), Attendance.__table__.alias("own_too")
    came_too = exists().where(own.c.attendee_id == Attendee.id, own.c.state == Presence.HERE)
    return and_(exists().where(instead.c.instead_of_id == Attendee.id), ~came_too)


def was_checked(event: Event) -> bool:
    """Whether anybody was checked in at the event."""
    there = select(Attendance.attendee_id).where(
        Attendance.event_id == event.id, Attendance.state.in_(CAME)
    )
    return db.session.scalar(there.limit(1)) is not None


def away_ids(event_id: int) -> frozenset[int]:
    """The ids of those who are said not to come."""
    return frozenset(
        db.session.scalars(
            select(Attendance.attendee_id).where(
                Attendance.event_id == event_id, Attendance.state == Presence.ABSENT
            )
        )
    )


def away_rounds(event_id: int, rounds: int) -> dict[int, frozenset[int]]:
    """For those who do not sit through all of the rounds, by id, the rounds that they miss.

    Who does not come at all is not among them, see :func:`away_ids`.
    """
    rows = db.session.execute(
        select(Attendance.attendee_id, Attendance.away).where(
            Attendance.event_id == event_id, Attendance.state != Presence.ABSENT
        )
    )
    found = {key: rounds_away(spans, rounds) for key, spans in rows}
    return {key: missed for key, missed in found.items() if missed}


def away_from(event_id: int, number: int) -> frozenset[int]:
    """The ids of those who miss the round ``number`` and are expected in others."""
    return frozenset(
        key for key, missed in away_rounds(event_id, max(number, 1)).items() if number in missed
    )


def missing_rounds(event_id: int) -> frozenset[tuple[int, int]]:
    """Each person, by id, and round in which their host missed them."""
    rows = db.session.execute(
        select(Missing.attendee_id, Missing.round).where(Missing.event_id == event_id)
    )
    return frozenset((key, number) for key, number in rows)


def news_of(event_id: int) -> str:
    """What differs after every change of who is there, whom hosts miss, who asks for help, which
    notes of desks are seen to, and who has opened their page."""
    noted = select(
        func.count(),
        func.max(Attendance.noted_at),
        func.count(case((Attendance.note != "", 1))).label("notes"),
    ).where(Attendance.event_id == event_id)
    missing = select(func.count(), func.max(Missing.id)).where(Missing.event_id == event_id)
    calls = select(func.count(), func.max(HelpCall.id)).where(
        HelpCall.event_id == event_id, HelpCall.answered_at.is_(None)
    )
    sent = select(func.count(), func.max(SentCheckIn.id)).where(SentCheckIn.event_id == event_id)
    opened = select(func.count(), func.max(HandOver.opened_at)).where(
        HandOver.event_id == event_id, HandOver.opened_at.is_not(None)
    )
    # One question: it is asked after every check-in, by everybody's open page.
    asked = [one.subquery() for one in (noted, missing, calls, sent, opened)]
    together: FromClause = asked[0]
    for one in asked[1:]:
        together = together.join(one, true())
    counted = db.session.execute(select(*asked).select_from(together)).one()
    return "-".join(map(str, counted))


def sign_ups_before(body_id: int, moment: datetime) -> Select[int]:
    """Return the ids of the sign-ups at those of the body's events that had ended by then."""
    return (
        select(Attendee.id)
        .join(Event, Attendee.event_id == Event.id)
        .where(Event.body_id == body_id, Event.ends_at < moment)
    )


def attended(attendee: Attendee) -> bool:
    """Whether the person was at the event: by :func:`was_there`, and not said to stay away."""
    there = select(and_(was_there(), is_coming())).where(Attendee.id == attendee.id)
    return bool(db.session.scalar(there))


def presence_of(attendee_id: int) -> Presence | None:
    """What is known of one person; None: nothing yet."""
    return db.session.scalar(select(Attendance.state).where(Attendance.attendee_id == attendee_id))


def who_came_instead(attendee_id: int) -> str | None:
    """Return the name of the colleague who came instead of that person, if one did."""
    there = (Attendance.attendee_id == Attendee.id) & (Attendance.instead_of_id == attendee_id)
    return db.session.scalar(select(Attendee.name).join(Attendance, there))


def colleagues_instead(event_id: int) -> dict[int, str]:
    """Return, by the id of each person in whose place a colleague came, that colleague's name."""
    rows = db.session.execute(
        select(Attendance.instead_of_id, Attendee.name)
        .join(Attendee, Attendee.id == Attendance.attendee_id)
        .where(Attendance.event_id == event_id, Attendance.instead_of_id.is_not(None))
    )
    return {key: name for key, name in rows if key is not None}
