"""Who could still be invited: people of the series' earlier events who have not signed up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from scheduler.domain.events.sectors import sector_key
from scheduler.domain.privacy.traces import NAME_REMOVED
from scheduler.models import Attendee, Consent, Contact, Event, Sector, db

FUTURE_EVENTS = "future_events"
"""The consent without which nobody is invited."""

_MAY: Final[ColumnElement[bool]] = Attendee.email.is_not(None) & exists().where(
    Consent.attendee_id == Attendee.id, Consent.kind == FUTURE_EVENTS
)


@dataclass(frozen=True, slots=True)
class ToInvite:
    """By their latest sign-up: ``number`` who may be written to, and how many more may not.

    ``people`` are the first of that number, who came last. ``silent`` did not agree to emails about
    future events, or have no address.
    """

    people: Sequence[Attendee]
    number: int
    silent: int


def to_invite(event: Event, sector: str, most: int) -> ToInvite:
    """Return who of that sector came before and is not on the list of this event at all.

    Counted by the database, which hands over ``most`` people: a series may know thousands.
    """
    if event.series_id is None:
        return ToInvite((), 0, 0)
    may = case((_MAY, 1), else_=0)
    theirs = Attendee.sector_id.in_(_sectors_called(event.series_id, sector))
    wanted = (
        _latest(event, event.series_id)
        .where(theirs)
        .add_columns(may, func.sum(may).over(), func.count().over())
        .options(joinedload(Attendee.event))
        .order_by(may.desc(), Event.starts_at.desc(), Attendee.id.desc())
        .limit(most)
    )
    found = db.session.execute(wanted).all()
    number, everybody = found[0][2:] if found else (0, 0)
    return ToInvite([person for person, may, *_ in found if may], number, everybody - number)


def invited(event: Event, ids: Collection[int]) -> Sequence[Attendee]:
    """Return those of these earlier sign-ups who may be invited now, by name."""
    if event.series_id is None:
        return []
    these = _latest(event, event.series_id).where(Attendee.id.in_(ids), _MAY)
    return db.session.scalars(these.order_by(Attendee.name_key, Attendee.id)).all()


def _sectors_called(series_id: int, sector: str) -> list[int]:
    """The sectors of the series' events that offices would call the same."""
    of_series = select(Sector.id, Sector.name).join(Event).where(Event.series_id == series_id)
    wanted = sector_key(sector)
    return [id_ for id_, name in db.session.execute(of_series) if sector_key(name) == wanted]


def _latest(event: Event, series_id: int) -> Select[Attendee]:
    """The latest sign-up, at events before this one, of each person who is not on its list."""
    standing = (
        select(Contact.id.label("contact"), Contact.id.label("person"))
        .where(Contact.series_id == series_id, Contact.merged_into_id.is_(None))
        .cte("standing", recursive=True)
    )
    # Who was merged into somebody is that person, through as many merges as there were.
    standing = standing.union_all(
        select(Contact.id, standing.c.person).where(Contact.merged_into_id == standing.c.contact)
    )
    newest_first = (Event.starts_at.desc(), Attendee.id.desc())
    here = case((Attendee.event_id == event.id, 1), else_=0)
    ranked = (
        select(
            Attendee.id,
            func.row_number()
            .over(partition_by=standing.c.person, order_by=newest_first)
            .label("place"),
            func.max(here).over(partition_by=standing.c.person).label("here"),
        )
        .join(Event, Attendee.event_id == Event.id)
        .join(standing, Attendee.contact_id == standing.c.contact)
        .where(
            Event.series_id == series_id,
            or_(Event.id == event.id, Event.starts_at < event.starts_at),
        )
        .subquery()
    )
    return (
        select(Attendee)
        .join(ranked, Attendee.id == ranked.c.id)
        .join(Event, Attendee.event_id == Event.id)
        .where(ranked.c.place == 1, ranked.c.here == 0, Attendee.name != NAME_REMOVED)
    )
