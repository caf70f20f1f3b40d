"""Links for volunteers: they check people in, see no addresses, and end that night."""

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from scheduler.domain.people.names import as_name
from scheduler.domain.states import DeskKind
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import DeskLink, Event, HandOver, db, transaction
from scheduler.models.database import changed_rows

SMALL_HOURS: Final = time(4)
"""When a link ends at the latest: nobody is at a door any more."""


def check_links_last(event: Event, now: datetime) -> None:
    """Raise RuleBroken once the links of the event have ended: a new one would be of no use."""
    if now >= night_after(event):
        raise RuleBroken("Links end the night after the event: let people in on this page.")


def make_link(event: Event, name: str, kind: DeskKind = DeskKind.DESK) -> DeskLink:
    """A link for the volunteer, desk or tablet of that name. Raises InvalidInput without a name."""
    name = as_name(name)[:80]
    if not name:
        raise InvalidInput("Say who gets the link, such as “Jean at the door”.", field="name")
    link = DeskLink(
        event_id=event.id,
        kind=kind,
        name=name,
        token=secrets.token_urlsafe(24),
        expires_at=night_after(event),
    )
    with transaction():
        db.session.add(link)
    return link


def links_of(event: Event, now: datetime) -> Sequence[DeskLink]:
    """The links that still work, in the order in which they were made."""
    wanted = select(DeskLink).where(DeskLink.event_id == event.id, DeskLink.expires_at > now)
    return db.session.scalars(wanted.order_by(DeskLink.id)).all()


def end_link(event: Event, link_id: int) -> bool:
    """Make a link useless at once, with the codes it showed; False for one that is gone already."""
    mine = (DeskLink.id == link_id, DeskLink.event_id == event.id)
    shown = (HandOver.desk_link_id == link_id, HandOver.event_id == event.id)
    with transaction():
        changed_rows(update(HandOver).where(*shown).values(code=None))
        return changed_rows(delete(DeskLink).where(*mine)) == 1


def link_of(token: str, now: datetime, kind: DeskKind = DeskKind.DESK) -> DeskLink | None:
    """The link of that kind with this secret, while it works, with its event."""
    return db.session.scalar(
        select(DeskLink)
        .where(DeskLink.token == token, DeskLink.kind == kind, DeskLink.expires_at > now)
        .options(joinedload(DeskLink.event))
    )


def night_after(event: Event) -> datetime:
    """The first time after the event's end that it is four in the morning there."""
    zone = ZoneInfo(event.timezone)
    ends = event.ends_at.astimezone(zone)
    day = ends.date() + timedelta(days=ends.time() >= SMALL_HOURS)
    return datetime.combine(day, SMALL_HOURS, zone)
