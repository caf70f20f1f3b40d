"""Events, their agenda and their sectors."""

import secrets
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.domain.events.online import LONGEST_LINK, Venue
from scheduler.domain.languages import ENGLISH, LONGEST_TAG
from scheduler.domain.people.fields import off_at_first
from scheduler.domain.states import AgendaKind, TableFormat
from scheduler.models.accounts.users import OrganisingBody
from scheduler.models.database import Model, Moment, StateOf, Versioned
from scheduler.models.events.series import Series
from scheduler.models.people.questions import Question


def new_meeting_key() -> str:
    """Return a secret from which an event's online rooms get their names."""
    return secrets.token_urlsafe(16)


class Event(Versioned, Model):
    """One breakfast. Times are moments; ``timezone`` is the zone its people read them in.

    ``format``: pairs, trios or tables. ``table_size`` is the greatest number at a table;
    ``table_count`` overrides it with a fixed number of tables. ``odd``: trio or sit-out.
    ``places_taken`` counts the attendees who hold a place and changes only by conditional
    updates, so that the last place goes to one person. ``offer_hours``: how long a free place is
    offered to who waits; None gives it to them at once. Places that sectors hold are theirs alone
    until ``held_until``. With ``approval`` who signs up by themselves waits until an organiser has
    said yes, and takes no place meanwhile. Until ``wishes_until`` people may say whom they would
    like to meet or avoid; None: they are not asked. ``fields_off``: the fields of a person that its
    public form leaves off. ``wording``: its own subjects and openings of emails
    (domain/messages/wording.py). ``listed``: search engines may show its page. ``language``: that
    of whoever has chosen none. ``venue`` and what follows it: where it meets online
    (domain/events/online.py). One with ``archived_at`` is kept out of the list of events.
    """

    __table_args__ = (
        CheckConstraint("places_taken >= 0", name="places_not_negative"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("organising_body.id"), index=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(300))
    timezone: Mapped[str] = mapped_column(String(64))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    signup_opens_at: Mapped[datetime | None] = mapped_column(Moment)
    signup_closes_at: Mapped[datetime | None] = mapped_column(Moment)
    capacity: Mapped[int]
    places_taken: Mapped[int] = mapped_column(default=0)
    approval: Mapped[bool] = mapped_column(default=False)
    offer_hours: Mapped[int | None]
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    wishes_until: Mapped[datetime | None] = mapped_column(Moment)
    format: Mapped[TableFormat] = mapped_column(
        StateOf(TableFormat, 10), default=TableFormat.TABLES
    )
    table_size: Mapped[int] = mapped_column(default=5)
    table_count: Mapped[int | None]
    odd: Mapped[str] = mapped_column(String(10), default="trio")
    rounds: Mapped[int]
    talk_minutes: Mapped[int]
    move_minutes: Mapped[int]
    apart_organisations: Mapped[bool] = mapped_column(default=False)
    priority_areas: Mapped[list[str]] = mapped_column(JSON, default=list)
    fields_off: Mapped[list[str]] = mapped_column(JSON, default=off_at_first)
    prompts: Mapped[list[str]] = mapped_column(JSON, default=list)
    wording: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    listed: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(LONGEST_TAG), default=ENGLISH)
    getting_in: Mapped[str] = mapped_column(Text, default="")
    greeted_by: Mapped[str] = mapped_column(Text, default="")
    noise: Mapped[str] = mapped_column(Text, default="")
    venue: Mapped[str] = mapped_column(String(10), default=Venue.ROOM.value)
    meeting_links: Mapped[list[str]] = mapped_column(JSON, default=list)
    everybody_link: Mapped[str] = mapped_column(String(LONGEST_LINK), default="")
    online_tables: Mapped[list[int]] = mapped_column(JSON, default=list)
    quiet_tables: Mapped[list[int]] = mapped_column(JSON, default=list)
    meeting_key: Mapped[str] = mapped_column(String(43), default=new_meeting_key)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    called_off_at: Mapped[datetime | None] = mapped_column(Moment)
    called_off_words: Mapped[str] = mapped_column(Text, default="")
    archived_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[OrganisingBody] = relationship()
    series: Mapped[Series | None] = relationship()
    sectors: Mapped[list["Sector"]] = relationship(
        back_populates="event", order_by="Sector.position", cascade="all, delete-orphan"
    )
    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="event", order_by="AgendaItem.position", cascade="all, delete-orphan"
    )
    questions: Mapped[list[Question]] = relationship(
        order_by=Question.position, cascade="all, delete-orphan"
    )


class Sector(Model):
    """One sector of an event. ``style`` 1 to 12 picks its colour and shape.

    ``held``: how many places are kept for its people; those who have one count.
    """

    __table_args__ = (UniqueConstraint("event_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    examples: Mapped[str] = mapped_column(String(300), default="")
    style: Mapped[int]
    position: Mapped[int]
    held: Mapped[int] = mapped_column(default=0)
    event: Mapped[Event] = relationship(back_populates="sectors")


class AgendaItem(Model):
    """One stretch of the morning."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[AgendaKind] = mapped_column(StateOf(AgendaKind, 12))
    title: Mapped[str] = mapped_column(String(200))
    speaker: Mapped[str] = mapped_column(String(200), default="")
    minutes: Mapped[int]
    event: Mapped[Event] = relationship(back_populates="agenda")
