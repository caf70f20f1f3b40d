"""An event's own wording of its emails: keeping it, and what a real person would read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from scheduler.domain.languages import gettext, speaking
from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.messages.email_kinds import KINDS, Wording
from scheduler.domain.messages.own_words import PLACEHOLDERS
from scheduler.domain.messages.wording import with_wording
from scheduler.domain.states import COMING, RegistrationState
from scheduler.domain.words.zones import (
    day_in_year,
    local_time,
    until_words_abroad,
    when_words,
)
from scheduler.errors import NotFound
from scheduler.mail import attendee_messages as messages
from scheduler.mail import link_messages, request_messages
from scheduler.mail.attendee_messages import Booking
from scheduler.mail.group_messages import GroupAsked, exchange_agreed, working_group
from scheduler.mail.letters import CalendarPart, Letter
from scheduler.models import Attendee, Event, User, db, transaction
from scheduler.services.messages import outbox
from scheduler.services.messages.calendars import cancellation_part, invite_part
from scheduler.services.messages.mail_context import mail_context
from scheduler.services.messages.words.bookings import booking_of
from scheduler.services.planning.rounds.personal_rounds import personal_rounds
from scheduler.services.registration.places import lock_event

MOST_READERS: Final = 300
EXAMPLE_NUMBER: Final = 3
EXAMPLE_OTHERS: Final = 8
EXAMPLE_TABLES: Final = (4, 7, 2)
EXAMPLE_OFFER: Final = "A room to meet in, on Thursday evenings"

_Make = Callable[["_Sample"], Letter]


class _Sample:
    """What a preview is made of: a reader and their real rounds, or an example of some."""

    def __init__(self, person: Attendee, booking: Booking, now: datetime) -> None:
        self.person, self.booking, self.now = person, booking, now
        # Somebody else's entry does not belong into the calendar of whoever gets a test.
        self.theirs = booking.recipient == person.email

    def invite(self) -> CalendarPart | None:
        event, links = self.person.event, mail_context().links
        return invite_part(event, self.person, self.now, links) if self.theirs else None

    def withdrawal(self) -> CalendarPart | None:
        event, links = self.person.event, mail_context().links
        return cancellation_part(event, self.person, self.now, links) if self.theirs else None

    def rounds(self) -> list[RoundSlot]:
        found = [
            replace(view.slot(), companions=tuple(c.name for c in view.companions))
            for view in personal_rounds(self.person)
        ]
        starts, length = self.booking.starts, timedelta(minutes=10)
        return found or [
            RoundSlot(number, starts + number * length, starts + (number + 1) * length, table)
            for number, table in enumerate(EXAMPLE_TABLES, start=1)
        ]

    def rounds_before(self) -> list[RoundSlot]:
        first, *others = self.rounds()
        return [replace(first, table=(first.table or 0) + 1), *others]

    def group(self) -> GroupAsked:
        event = self.person.event
        area = next(iter(event.priority_areas), KINDS["working_group"].more["area"])
        return GroupAsked(area, EXAMPLE_OTHERS, [sector.name for sector in event.sectors], False)

    def offered(self) -> str:
        return next(iter(self.person.offers), EXAMPLE_OFFER)

    def changes(self) -> list[str]:
        booking = self.booking
        when = when_words(booking.starts, booking.ends)
        return [
            gettext("New time: %(when)s.", when=when),
            gettext("New place: %(place)s.", place=booking.place),
        ]


_MAKERS: Final[tuple[tuple[str, _Make], ...]] = (
    ("signed_up", lambda s: messages.signed_up(s.booking, s.now, calendar=s.invite())),
    ("waiting", lambda s: messages.waiting(s.booking, s.now, number=EXAMPLE_NUMBER)),
    ("asked", lambda s: request_messages.asked(s.booking, s.now)),
    (
        "asked_again",
        lambda s: request_messages.asked_again(s.booking, s.now, calendar=s.withdrawal()),
    ),
    ("declined", lambda s: request_messages.declined(s.booking, s.now, words="")),
    ("place_offered", lambda s: messages.place_offered(s.booking, s.now, calendar=s.invite())),
    (
        "offer",
        lambda s: messages.offer(
            s.booking,
            s.now,
            until=until_words_abroad(s.booking.starts - timedelta(days=1), s.person.event.timezone),
            offer_link=s.booking.personal_link,
        ),
    ),
    (
        "offer_over",
        lambda s: messages.offer_over(s.booking, s.now, number=EXAMPLE_NUMBER, ran_out=True),
    ),
    (
        "offer_taken_back",
        lambda s: messages.offer_over(s.booking, s.now, number=EXAMPLE_NUMBER, ran_out=False),
    ),
    (
        "place_withdrawn",
        lambda s: messages.place_withdrawn(
            s.booking, s.now, number=EXAMPLE_NUMBER, calendar=s.withdrawal()
        ),
    ),
    ("reminder", lambda s: messages.reminder(s.booking, s.now)),
    (
        "rounds_published",
        lambda s: messages.rounds_published(
            s.booking, s.now, rounds=s.rounds(), calendar=s.invite()
        ),
    ),
    (
        "rounds_changed",
        lambda s: messages.rounds_published(
            s.booking,
            s.now,
            rounds=s.rounds(),
            before=s.rounds_before(),
            replaces=s.now,
            calendar=s.invite(),
        ),
    ),
    (
        "event_changed",
        lambda s: messages.event_changed(
            s.booking, s.now, changes=s.changes(), calendar=s.invite()
        ),
    ),
    (
        "called_off",
        lambda s: messages.called_off(s.booking, s.now, words="", calendar=s.withdrawal()),
    ),
    ("cancelled", lambda s: messages.cancelled(s.booking, s.now, calendar=s.withdrawal())),
    (
        "cancelled_for_them",
        lambda s: messages.cancelled(s.booking, s.now, calendar=s.withdrawal(), themselves=False),
    ),
    (
        "link_again",
        lambda s: link_messages.link_again(
            s.booking, s.now, state=RegistrationState.PLACED, number=None
        ),
    ),
    (
        "links_again",
        lambda s: link_messages.links_again(
            s.booking,
            s.now,
            people=[
                link_messages.OwnLink(
                    s.booking.name, gettext(RegistrationState.PLACED.words), s.booking.personal_link
                )
            ],
        ),
    ),
    (
        "link_sent",
        lambda s: link_messages.link_again(
            s.booking, s.now, state=RegistrationState.PLACED, number=None, asked=False
        ),
    ),
    (
        "new_address",
        lambda s: link_messages.new_address(
            s.booking, s.now, confirm_link=s.booking.personal_link, hours=48
        ),
    ),
    (
        "address_moved",
        lambda s: link_messages.address_moved(s.booking, s.now, calendar=s.withdrawal()),
    ),
    ("working_group", lambda s: working_group(s.booking, s.now, asked=s.group())),
    (
        "exchange_agreed",
        lambda s: exchange_agreed(s.booking, s.now, gives=True, words=s.offered()),
    ),
)
_SAMPLES: Final[Mapping[str, _Make]] = dict(_MAKERS)


def example_facts(event: Event) -> dict[str, str]:
    """What stands for each placeholder in emails about this event: as its first reader sees it,
    or for an example of one while there is nobody."""
    readers = sample_readers(event)
    if readers:
        return messages.reader_facts(booking_of(readers[0]))
    starts, ends = (
        local_time(moment, event.timezone) for moment in (event.starts_at, event.ends_at)
    )
    return {
        **PLACEHOLDERS,
        "event": event.title,
        "when": when_words(starts, ends),
        "day": day_in_year(starts),
        "place": event.place,
        "organiser": event.body.name,
    }


def sample_readers(event: Event) -> Sequence[Attendee]:
    """Return whom a preview may be shown as: at most MOST_READERS who have an email address."""
    return db.session.scalars(
        select(Attendee)
        .where(
            Attendee.event_id == event.id,
            Attendee.state.in_(COMING),
            Attendee.email.is_not(None),
        )
        .order_by(func.lower(Attendee.name), Attendee.id)
        .limit(MOST_READERS)
    ).all()


def sample(
    kind: str, wording: Wording, person: Attendee, now: datetime, *, to: str | None = None
) -> Letter:
    """Return the email of that kind as the person would get it, in this wording.

    ``to``: another reader's address, who gets the public link in place of the personal one.
    Raises NotFound for a kind that there is not.
    """
    if kind not in KINDS:
        raise NotFound("There is no such email.")
    with speaking(person.speaks):
        booking = replace(booking_of(person), wording=with_wording({}, kind, wording))
        if to is not None:
            booking = replace(booking, recipient=to, personal_link=booking.event_link)
        return _SAMPLES[kind](_Sample(person, booking, now))


def send_test_wording(
    event: Event, kind: str, wording: Wording, person: Attendee, actor: User, now: datetime
) -> int:
    """Send the person's email to the organiser alone, without the calendar entry and the link."""
    letter = sample(kind, wording, person, now, to=actor.email)
    with transaction():
        outbox.post(letter, now, body_id=event.body_id, event_id=event.id)
    return 1


def save(event: Event, kind: str, wording: Wording, now: datetime) -> None:
    """Keep the event's own wording of a kind; the standard wording resets it."""
    with transaction():
        event = lock_event(event.id)
        event.wording = with_wording(event.wording, kind, wording)
        event.updated_at = now
