"""How somebody whom a desk put on the list gets to their own page: a code for their phone.

A desk shows the code of nobody else, so that a volunteer reaches no other personal page.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, false, select, true, update

from scheduler.domain.languages import gettext
from scheduler.errors import NotFound
from scheduler.models import Attendee, DeskLink, Event, HandOver, Seat, db, transaction
from scheduler.models.database import changed_rows
from scheduler.services.morning.desk_links import night_after
from scheduler.services.planning.rounds.published import published_plan

WORKS_FOR: Final = timedelta(minutes=10)
"""How long a code that is shown can be scanned."""


@dataclass(frozen=True, slots=True)
class DeskOf:
    """Whose desk it is: a volunteer's link or a member's account; ``every``: it may show the code
    of whomever any desk put on the list."""

    link_id: int | None = None
    user_id: int | None = None
    every: bool = False


def note_added(person: Attendee, desk: DeskOf) -> None:
    """Write down which desk put the person on the list, in the caller's transaction."""
    row = HandOver(attendee_id=person.id, event_id=person.event_id)
    row.desk_link_id, row.user_id = desk.link_id, desk.user_id
    db.session.add(row)


def added_by(event: Event, desk: DeskOf, now: datetime) -> frozenset[int]:
    """The ids of those whose code the desk may show now."""
    if now >= night_after(event):
        return frozenset()
    return frozenset(db.session.scalars(select(HandOver.attendee_id).where(_of(event, desk))))


def make_code(event: Event, attendee_id: int, desk: DeskOf, now: datetime) -> HandOver:
    """Make a new code that opens the person's page once; one made before opens nothing more.

    It works for some minutes, and no longer than the desk's own link.

    Raises NotFound for whom that desk did not put on the list, and after the night.
    """
    with transaction():
        row = _row(event, attendee_id, desk, now)
        row.code = secrets.token_urlsafe(16)
        row.works_until = min(now + WORKS_FOR, night_after(event), *_end_of(desk))
        row.opened_at = None
    return row


def handed_over(event: Event, attendee_id: int, desk: DeskOf, now: datetime) -> HandOver:
    """What the desk may show of a person. Raises as :func:`make_code`."""
    return _row(event, attendee_id, desk, now)


def code_of_phone(code: str, now: datetime) -> HandOver:
    """Whose page the code opens, while it does. Raises NotFound, in words for who scanned it."""
    row = db.session.scalar(
        select(HandOver)
        .join(HandOver.attendee)
        .where(HandOver.code == code, HandOver.works_until > now, Attendee.removed_at.is_(None))
    )
    if row is None:
        raise _used_up()
    return row


def open_page(code: str, now: datetime) -> Attendee:
    """The person whose page is opened with the code, which opens nothing after that.

    Raises as :func:`code_of_phone`, also when another phone was quicker.
    """
    with transaction():
        row = code_of_phone(code, now)
        used = update(HandOver).where(HandOver.code == code).values(code=None, opened_at=now)
        if changed_rows(used) != 1:
            raise _used_up()
    return row.attendee


def tables_from(event: Event, attendee_id: int, first: int) -> tuple[tuple[int, int | None], ...]:
    """The rounds from ``first`` on with the person's published table, None where they have none;
    nothing if they have no table at all."""
    plan = published_plan(event)
    if plan is None:
        return ()
    rows = db.session.execute(
        select(Seat.round, Seat.table).where(
            Seat.plan_id == plan.id, Seat.attendee_id == attendee_id, Seat.round >= first
        )
    )
    found: dict[int, int | None] = {row.round: row.table for row in rows}
    if not any(found.values()):
        return ()
    return tuple((number, found.get(number)) for number in range(first, plan.rounds + 1))


def _end_of(desk: DeskOf) -> Sequence[datetime]:
    """When the volunteer's link ends, if that is the desk: it shows nothing for longer."""
    link = db.session.get(DeskLink, desk.link_id) if desk.link_id is not None else None
    return [link.expires_at] if link else []


def _used_up() -> NotFound:
    return NotFound(
        gettext(
            "This code works once and for ten minutes, and that is over. "
            "Ask at the desk to show you a new one."
        )
    )


def _of(event: Event, desk: DeskOf) -> ColumnElement[bool]:
    own: ColumnElement[bool] = false()
    if desk.every:
        own = true()
    elif desk.link_id is not None:
        own = HandOver.desk_link_id == desk.link_id
    elif desk.user_id is not None:
        own = HandOver.user_id == desk.user_id
    return and_(HandOver.event_id == event.id, own)


def _row(event: Event, attendee_id: int, desk: DeskOf, now: datetime) -> HandOver:
    row = db.session.scalar(
        select(HandOver)
        .join(HandOver.attendee)
        .where(_of(event, desk), HandOver.attendee_id == attendee_id, Attendee.removed_at.is_(None))
    )
    if row is None or now >= night_after(event):
        raise NotFound("This desk shows the code of those alone whom it put on the list today.")
    return row
