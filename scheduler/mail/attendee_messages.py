"""The messages attendees get: one function each, with a template as HTML and one as text."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from scheduler.domain.events.sectors import style_of
from scheduler.domain.languages import gettext
from scheduler.domain.messages.calendar_data import RoundSlot
from scheduler.domain.messages.email_kinds import OWN_WORDS, ROUNDS_PUBLISHED, Wording
from scheduler.domain.messages.first_table import FirstTable
from scheduler.domain.messages.links import map_of
from scheduler.domain.messages.own_words import filled
from scheduler.domain.messages.wording import StoredWordings, below_headline, paragraphs, worded
from scheduler.domain.people.names import called
from scheduler.domain.states import RegistrationState
from scheduler.domain.words.emails import facts_apart
from scheduler.domain.words.rounds_told import (
    Novelty,
    novelty_of,
    round_lines,
    what_changed,
    where_they_start,
)
from scheduler.domain.words.zones import (
    day_in_year,
    day_words,
    moment_words,
    span_words,
    when_words,
    zone_words,
)
from scheduler.mail.letters import CalendarPart, Letter, Sender, render_letter

OF_A_PLACE: Final = frozenset({"signed_up", "place_offered", "reminder", ROUNDS_PUBLISHED})
"""Messages to who has a place: their foot leads to giving it back."""


@dataclass(frozen=True, slots=True)
class Booking:
    """One attendee's sign-up, as their letters tell of it.

    ``starts`` and ``ends`` are aware and already in the event's time zone. ``personal_link`` is
    the attendee's secret; ``event_link`` is public. ``contact`` is where answers go. ``shared``:
    others are signed up with the same address, so that subjects say for whom each email is.
    ``getting_in``, ``greeted_by`` and ``noise``: what to expect there. ``wording``: the event's own
    subjects and openings. ``organisation`` and ``sector``: where they come from;
    ``sector_style`` draws it, 0 for none. ``added``: the
    organiser put them on the list, and they have not been told so before. ``join``: where they
    join online.
    """

    recipient: str
    name: str
    title: str
    place: str
    starts: datetime
    ends: datetime
    body: str
    contact: str
    mail_from: str
    personal_link: str
    event_link: str
    shared: bool = False
    organisation: str = ""
    sector: str = ""
    sector_style: int = 0
    getting_in: str = ""
    greeted_by: str = ""
    noise: str = ""
    wording: StoredWordings = field(default_factory=dict)
    added: bool = False
    join: str = ""


def signed_up(
    booking: Booking,
    now: datetime,
    *,
    calendar: CalendarPart | None,
    others: Sequence[str] = (),
    seated: bool | None = None,
) -> Letter:
    """They have a place: what to do next, with the calendar invite.

    ``others``: the names of those who are signed up with the same address. ``seated``: whether
    they are in the published rounds; None where none are published yet.
    """
    return compose("signed_up", booking, now, calendar, others=list(others), seated=seated)


def waiting(booking: Booking, now: datetime, *, number: int, others: Sequence[str] = ()) -> Letter:
    """They are on the waiting list, as number ``number``; the others as for `signed_up`."""
    return compose("waiting", booking, now, number=number, others=list(others))


def place_offered(
    booking: Booking, now: datetime, *, calendar: CalendarPart | None, seated: bool | None = None
) -> Letter:
    """They moved up from the waiting list and have a place, with the calendar invite.

    ``seated`` as for `signed_up`.
    """
    return compose("place_offered", booking, now, calendar, seated=seated)


def offer(booking: Booking, now: datetime, *, until: str, offer_link: str) -> Letter:
    """A place is held for them ``until`` then; ``offer_link``, a secret, takes it or says no."""
    return compose("offer", booking, now, more={"until": until}, offer_link=offer_link)


def offer_over(booking: Booking, now: datetime, *, number: int, ran_out: bool) -> Letter:
    """The offer ``ran_out``, else the organiser took it back: they wait as ``number``."""
    worded_as = "offer_over" if ran_out else "offer_taken_back"
    return compose("offer_over", booking, now, worded_as=worded_as, number=number, ran_out=ran_out)


def place_withdrawn(
    booking: Booking, now: datetime, *, number: int, calendar: CalendarPart | None
) -> Letter:
    """The place they moved up to was not free: they wait again, as number ``number``."""
    return compose("place_withdrawn", booking, now, calendar, number=number)


def reminder(booking: Booking, now: datetime) -> Letter:
    """They have a place and have not said yet that they are coming."""
    return compose("reminder", booking, now)


def cancelled(
    booking: Booking, now: datetime, *, calendar: CalendarPart | None, themselves: bool = True
) -> Letter:
    """Their sign-up is cancelled, by ``themselves`` or by the organiser; ``calendar`` takes the
    entry away if they had one."""
    worded_as = "cancelled" if themselves else "cancelled_for_them"
    return compose("cancelled", booking, now, calendar, worded_as=worded_as)


def rounds_published(
    booking: Booking,
    now: datetime,
    *,
    rounds: Sequence[RoundSlot],
    calendar: CalendarPart | None,
    before: Sequence[RoundSlot] | None = None,
    replaces: datetime | None = None,
    hosts: int | None = None,
    start: FirstTable | None = None,
) -> Letter:
    """Their rounds are ready: when and at which table, with the renewed calendar invite.

    ``rounds`` is empty for who was not seated. Their times are aware, in any zone. ``before``:
    what they were told earlier, which is marked where it was another; None for the first time.
    ``replaces``: when they were told that, aware. ``hosts``: the table they host in every round.
    ``start``: the table they start at, drawn where they learn of their rounds.
    """
    lines = round_lines(rounds, before or (), booking.starts.tzinfo)
    first = novelty_of(rounds, before or ()) is Novelty.FIRST
    told = replaces.astimezone(booking.starts.tzinfo) if replaces and not first else None
    return compose(
        ROUNDS_PUBLISHED,
        booking,
        now,
        calendar,
        worded_as=ROUNDS_PUBLISHED if first else "rounds_changed",
        more={
            "what changed": what_changed(rounds, before or ()),
            "where you start": where_they_start(lines, hosts),
        },
        rounds=lines,
        headline=what_changed(rounds, before or ()),
        first=first,
        hosts=hosts,
        replaces=moment_words(told) if told else "",
        marked=any(line.was for line in lines),
        start=start if first else None,
    )


def event_changed(
    booking: Booking,
    now: datetime,
    *,
    changes: Sequence[str],
    calendar: CalendarPart | None,
    state: RegistrationState = RegistrationState.PLACED,
    until: str = "",
    offer_link: str = "",
) -> Letter:
    """The organiser changed the event. ``changes``: one sentence for each change.

    ``calendar`` is the renewed invite, or None for who has no place. ``state``: where they stand
    still; a place that is offered is held ``until`` then, and taken by ``offer_link``. What stands
    before the colons of the sentences is in the subject: "New time, new place". A new time or place
    is marked where the facts stand, and not said twice.
    """
    heads = [head for head, colon, _ in (change.partition(": ") for change in changes) if colon]
    what = ", ".join(heads).capitalize() or gettext("Changed")
    more = {"what changed": what}
    return compose(
        "event_changed",
        booking,
        now,
        calendar,
        more=more,
        changes=list(changes),
        **facts_apart(changes),
        state=state,
        until=until,
        offer_link=offer_link,
    )


def called_off(
    booking: Booking, now: datetime, *, words: str, calendar: CalendarPart | None
) -> Letter:
    """The event does not take place. ``words``: the organiser's own, or "".

    ``calendar`` takes the entry away, or is None for who is on the waiting list.
    """
    has_calendar = calendar is not None
    return compose("called_off", booking, now, calendar, words=words, has_calendar=has_calendar)


def own_words(
    booking: Booking,
    now: datetime,
    *,
    subject: str,
    text: str,
    invites: bool = False,
    start: FirstTable | None = None,
) -> Letter:
    """What the organiser wrote to them; ``{name}`` and the like are filled in, and a line without
    text parts paragraphs. ``invites``: the link leads to signing up. ``start``: the table they
    start at, which a reminder draws."""
    return compose(
        OWN_WORDS,
        booking,
        now,
        wording=Wording(subject, text),
        invites=invites,
        start=start,
    )


def reader_facts(booking: Booking) -> dict[str, str]:
    """What stands for each placeholder in an email to this person."""
    return {
        "first name": called(booking.name),
        "name": booking.name,
        "organisation": booking.organisation,
        "event": booking.title,
        "when": when_words(booking.starts, booking.ends),
        "day": day_in_year(booking.starts),
        "place": booking.place,
        "organiser": booking.body,
    }


def compose(
    kind: str,
    booking: Booking,
    now: datetime,
    calendar: CalendarPart | None = None,
    *,
    worded_as: str = "",
    wording: Wording | None = None,
    more: Mapping[str, str] | None = None,
    **values: Any,
) -> Letter:
    """Write the message ``kind`` in the wording ``worded_as`` (the kind's own by default).

    ``wording``: one for this message alone. ``more``: what stands for placeholders beside
    those of every email; a ``number`` among the values is one of them.
    """
    wording = wording or worded(worded_as or kind, booking.wording)
    opening = below_headline(worded_as or kind, wording)
    known = reader_facts(booking) | {"number": str(values.get("number"))} | dict(more or {})
    sender = Sender(booking.body, booking.mail_from, reply_to=booking.contact)
    facts: dict[str, Any] = asdict(booking) | {
        "called": known["first name"],
        "when": known["when"],
        "when_day": day_words(booking.starts),
        "when_time": f"{span_words(booking.starts, booking.ends)} ({zone_words(booking.starts)})",
        "sector_shape": style_of(booking.sector_style).shape,
        "sector_colour": style_of(booking.sector_style).colour,
        "day": known["day"],
        "past": now >= booking.ends,
        "map_link": "" if booking.join else map_of(booking.place),
        "invited": calendar is not None and calendar.method == "REQUEST",
        "for_whom": booking.name if booking.shared else "",
        "subject": filled(wording.subject, known),
        "opening": paragraphs(wording.opening, known),
        "after_headline": paragraphs(opening, known),
        "may_cancel": kind in OF_A_PLACE and now < booking.ends,
    }
    del facts["recipient"], facts["shared"], facts["wording"]
    return render_letter(kind, booking.recipient, sender, now, calendar, **facts, **values)
