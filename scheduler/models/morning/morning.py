"""What happens on the morning: who is there, the room's clock, the rounds that took place."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import DeskKind, Presence
from scheduler.models.database import Model, Moment, StateOf
from scheduler.models.events.events import Event
from scheduler.models.people.attendees import Attendee


class RoomClock(Model):
    """The clock of an event, once the organiser has made it ready.

    Fields as in ``domain.morning.clock.Clock``; ``seconds`` is the length. ``undo`` holds the
    state before the last press, in the same fields, with ``pressed_at``. ``presses`` counts
    them. Whoever has ``screen_token`` may show the big screen.
    """

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    phase: Mapped[Phase] = mapped_column(StateOf(Phase, 10))
    round: Mapped[int]
    began_at: Mapped[datetime] = mapped_column(Moment)
    seconds: Mapped[int]
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    runs_itself: Mapped[bool]
    undo: Mapped[dict | None] = mapped_column(JSON)
    presses: Mapped[int] = mapped_column(default=0)
    screen_token: Mapped[str] = mapped_column(String(43), unique=True)


class Attendance(Model):
    """What is known of an attendee on the morning, apart from their registration.

    ``noted_at`` and ``desk`` are when and where the state was noted, ``came_at`` when they were
    first checked in, and ``came_desk`` by which desk. ``away``: the rounds they miss, see
    ``domain.morning.away``. ``note``: what desks that disagreed have to be told.
    ``instead_of_id``: whose seat they took over. ``added_places``: for whom the desk put on the
    list, how many places the event grew by.
    """

    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    state: Mapped[Presence] = mapped_column(StateOf(Presence, 10))
    noted_at: Mapped[datetime] = mapped_column(Moment)
    desk: Mapped[str] = mapped_column(String(80), default="")
    came_at: Mapped[datetime | None] = mapped_column(Moment)
    came_desk: Mapped[str] = mapped_column(String(80), default="", server_default="")
    away: Mapped[list[list[int | None]]] = mapped_column(JSON, default=list)
    note: Mapped[str] = mapped_column(String(200), default="")
    instead_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("attendee.id", ondelete="SET NULL")
    )
    added_places: Mapped[int | None]


class DeskLink(Model):
    """A link to the check-in of one event, a volunteer's or a tablet's. It ends that night."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[DeskKind] = mapped_column(StateOf(DeskKind, 10), default=DeskKind.DESK)
    name: Mapped[str] = mapped_column(String(80))
    token: Mapped[str] = mapped_column(String(43), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()


class HandOver(Model):
    """That a desk put somebody on the list: it may show them the way to their own page.

    Which desk: the volunteer's link, or the account of a member. ``code`` opens the page once and
    until ``works_until``; ``opened_at`` is when a phone has last done so.
    """

    attendee_id: Mapped[int] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    desk_link_id: Mapped[int | None] = mapped_column(
        ForeignKey("desk_link.id", ondelete="SET NULL"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    code: Mapped[str | None] = mapped_column(String(43), unique=True)
    works_until: Mapped[datetime | None] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    attendee: Mapped[Attendee] = relationship()


class SentCheckIn(Model):
    """A check-in, or an undo, that a desk made without a network and sent later; ``key``: taken in
    once.

    ``begun``: how many rounds had begun when it was made. ``undone``: what an undo takes back, as
    ``domain.morning.noted.Noted.packed`` says it; "" for a check-in. ``before``, of the first of
    those that were taken in together: what was known of the person before.
    """

    __table_args__ = (UniqueConstraint("event_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    attendee_id: Mapped[int | None] = mapped_column(
        ForeignKey("attendee.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    desk: Mapped[str] = mapped_column(String(80), default="", server_default="")
    begun: Mapped[int] = mapped_column(default=0, server_default="0")
    undone: Mapped[str] = mapped_column(String(60), default="", server_default="")
    before: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))


class RoundRun(Model):
    """A round that took place: when it really began and ended, and by which plan people sat."""

    __table_args__ = (UniqueConstraint("event_id", "round"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    round: Mapped[int]
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"))
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
