"""Who comes: attendees, what they agreed to, and rules between two of them."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from scheduler.domain.languages import LONGEST_TAG
from scheduler.domain.people.names import LONGEST_KEY, name_key
from scheduler.domain.states import PairKind, RegistrationState
from scheduler.models.database import Model, Moment, StateOf, Versioned
from scheduler.models.events.events import Event, Sector
from scheduler.models.people.questions import Answer


class Attendee(Versioned, Model):
    """A person signed up for one event.

    ``email_key`` and ``name_key`` are address and name in the form in which two spellings are
    one; together they are unique within an event, so a double submit is one entry and colleagues
    may share a mailbox. ``token`` opens the personal page, ``feed_token`` the calendar feed.
    ``submission`` is the random key of the form that created the entry. ``new_email`` waits for
    its code, which was mailed to it. A place that is offered to them is held until
    ``offered_until``; ``let_pass_at`` is when they let an offer pass, None once they ask again.
    ``declined_at`` is when an organiser did not accept who had asked to come, ``declined_words``
    what they were told with it; a new sign-up forgets both. With ``removed_at`` they stand in no
    list and have no page; the row is deleted a day later.
    ``language``: the one they chose or signed up in; None: the event's. Who waits and has a
    ``party`` is offered a place only together with everybody else who waits and has the same; with
    ``party_in_part`` as many of them as there are places for.
    ``contact_id``: who they are in the event's series; ``former_contact_id``: who they were in the
    series that it has left, until it comes back.
    """

    __table_args__ = (UniqueConstraint("event_id", "email_key", "name_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    former_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    state: Mapped[RegistrationState] = mapped_column(StateOf(RegistrationState, 12), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254))
    new_email: Mapped[str | None] = mapped_column(String(254))
    new_email_code: Mapped[str | None] = mapped_column(String(64), unique=True)
    new_email_until: Mapped[datetime | None] = mapped_column(Moment)
    role: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    challenge: Mapped[str] = mapped_column(String(300), default="")
    access: Mapped[str] = mapped_column(Text, default="")
    dietary: Mapped[str] = mapped_column(Text, default="")
    speak_to: Mapped[str] = mapped_column(String(80), default="")
    quiet_table: Mapped[bool] = mapped_column(default=False)
    buddy: Mapped[bool] = mapped_column(default=False)
    priorities: Mapped[list[str]] = mapped_column(JSON, default=list)
    offers: Mapped[list[str]] = mapped_column(JSON, default=list)
    asks: Mapped[list[str]] = mapped_column(JSON, default=list)
    host_table: Mapped[int | None]
    stays: Mapped[bool] = mapped_column(default=False)
    joins_online: Mapped[bool] = mapped_column(default=False)
    arrives_round: Mapped[int | None]
    leaves_after_round: Mapped[int | None]
    language: Mapped[str | None] = mapped_column(String(LONGEST_TAG))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    feed_token: Mapped[str | None] = mapped_column(String(64), unique=True)
    submission: Mapped[str | None] = mapped_column(String(64))
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    signed_up_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    waiting_since: Mapped[datetime | None] = mapped_column(Moment)
    offered_until: Mapped[datetime | None] = mapped_column(Moment)
    party: Mapped[str | None] = mapped_column(String(16))
    party_in_part: Mapped[bool] = mapped_column(default=False)
    let_pass_at: Mapped[datetime | None] = mapped_column(Moment)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_words: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    sector: Mapped[Sector | None] = relationship()
    answers: Mapped[list[Answer]] = relationship(cascade="all, delete-orphan")
    consents: Mapped[list["Consent"]] = relationship(
        back_populates="attendee", cascade="all, delete-orphan"
    )

    @property
    def speaks(self) -> str:
        """The language in which they are spoken to."""
        return self.language or self.event.language

    @validates("name")
    def _keep_name_key(self, _: str, name: str) -> str:
        self.name_key = name_key(name)
        return name

    @validates("state")
    def _is_a_state(self, _: str, state: str) -> RegistrationState:
        return RegistrationState(state)


class Consent(Model):
    """One thing an attendee agreed to, in the words they saw. Withdrawn consents are deleted."""

    __table_args__ = (UniqueConstraint("attendee_id", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    wording: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(Moment)
    attendee: Mapped[Attendee] = relationship(back_populates="consents")


class PairRule(Model):
    """A rule between two attendees.

    A rule for three or more people is a row for each two of them, with one ``bundle``; that of
    a rule for two is "".
    """

    __table_args__ = (
        UniqueConstraint("a_id", "b_id", "kind", "bundle"),
        CheckConstraint("a_id < b_id", name="ordered"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PairKind] = mapped_column(StateOf(PairKind, 12))
    bundle: Mapped[str] = mapped_column(String(16), default="", server_default="")
    a_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    b_id: Mapped[int] = mapped_column(ForeignKey("attendee.id", ondelete="CASCADE"))
    a: Mapped[Attendee] = relationship(foreign_keys=[a_id])
    b: Mapped[Attendee] = relationship(foreign_keys=[b_id])
