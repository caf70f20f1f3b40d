"""Events as calendar entries: mailed invites and cancellations, and downloads.

An attendee's entry has a UID of its own, the same in every mail and in their download, and a
sequence that is stored with the sign-up. Calendars are shared, so the text links to the public
page and never to a personal one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from scheduler.domain.messages.calendar_data import CalendarEvent, FeedEntry, Mailbox, RoundSlot
from scheduler.domain.messages.links import Links
from scheduler.domain.states import RegistrationState
from scheduler.exports.calendar import entries as calendar
from scheduler.mail.letters import CalendarPart, Unwritten
from scheduler.models import Attendee, Event, OutgoingMail, db
from scheduler.services.messages.mail_context import mail_context
from scheduler.services.messages.meetings import first_link

_UID_HOST: Final = "crosstalk"


def calendar_event(
    event: Event, links: Links, uid: str | None = None, join: str = ""
) -> CalendarEvent:
    """Return the event as one calendar entry; without ``uid`` as the public page offers it.

    ``join``: the link for who takes part online; it is not for the public page.
    """
    return CalendarEvent(
        uid=uid or f"event-{event.id}-{int(event.created_at.timestamp())}@{_UID_HOST}",
        title=event.title,
        starts=event.starts_at,
        ends=event.ends_at,
        time_zone=event.timezone,
        organiser=Mailbox(event.body.name, event.body.contact_email),
        place=event.place,
        description=event.summary,
        page_url=links.event(event.slug),
        join=join,
        online=bool(join),
    )


def own_calendar_event(attendee: Attendee, links: Links) -> CalendarEvent:
    """Return the event as one attendee's entry, with where they join if they do so online."""
    return calendar_event(attendee.event, links, _uid(attendee), first_link(attendee))


def invite_part(event: Event, attendee: Attendee, now: datetime, links: Links) -> CalendarPart:
    """Return the METHOD:REQUEST for one attendee, with the sequence stored for them.

    The caller has raised the sequence when an earlier email carried the entry.
    """
    entry = own_calendar_event(attendee, links)
    sender = mail_context().mail_from
    mailbox, sequence = _mailbox(attendee), attendee.calendar_sequence
    invite = Unwritten(calendar.invite, (entry, mailbox, sequence, now, sender))
    return CalendarPart(invite, "REQUEST")


def cancellation_part(
    event: Event, attendee: Attendee, now: datetime, links: Links
) -> CalendarPart:
    """Return the METHOD:CANCEL for one attendee; the caller has raised their sequence."""
    entry = own_calendar_event(attendee, links)
    sequence, sender = attendee.calendar_sequence, mail_context().mail_from
    facts = (entry, _mailbox(attendee), sequence, now, sender)
    return CalendarPart(Unwritten(calendar.cancellation, facts), "CANCEL", "cancelled.ics")


def public_download(event: Event, links: Links) -> bytes:
    """Return the event as a calendar file without anything about a person."""
    entry = calendar_event(event, links)
    off = event.called_off_at is not None
    return calendar.download([FeedEntry(entry, event.calendar_sequence, event.updated_at, off)])


def personal_download(attendee: Attendee, links: Links, rounds: Sequence[RoundSlot] = ()) -> bytes:
    """Return an attendee's entry as a calendar file; ``rounds`` follow as entries of their own.

    Importing it beside the mailed invite changes that entry, because the UID is the same.
    """
    entry = _own_entry(attendee, links)
    return calendar.download([entry, *calendar.round_entries(entry, rounds)])


def personal_feed(
    attendee: Attendee, links: Links, rounds: Sequence[RoundSlot], published: datetime | None
) -> bytes:
    """Return an attendee's entries as a feed to subscribe to; empty for who has no place.

    ``published``: when the rounds were, None without any.
    """
    entry = _own_entry(attendee, links)
    if published is not None:
        entry = replace(entry, changed=max(entry.changed, published))
    entries = (
        [entry, *calendar.round_entries(entry, rounds)]
        if attendee.state == RegistrationState.PLACED
        else []
    )
    return calendar.feed(entries, attendee.event.title)


def _own_entry(attendee: Attendee, links: Links) -> FeedEntry:
    event = attendee.event
    return FeedEntry(
        own_calendar_event(attendee, links),
        attendee.calendar_sequence,
        max(event.updated_at, attendee.updated_at, _latest_email(attendee)),
        event.called_off_at is not None,
    )


def _latest_email(attendee: Attendee) -> datetime:
    """When they were last written to: of equal sequences a calendar may drop the older stamp, so

    what they fetch must not be older than an entry that came by email.
    """
    theirs = select(func.max(OutgoingMail.created_at)).where(
        OutgoingMail.attendee_id == attendee.id
    )
    return db.session.scalar(theirs) or attendee.updated_at


def _uid(attendee: Attendee) -> str:
    # Made from the token, which outlives renaming and is never given out twice; the token
    # cannot be found from it.
    return hashlib.sha256(b"calendar " + attendee.token.encode()).hexdigest()[:32] + f"@{_UID_HOST}"


def _mailbox(attendee: Attendee) -> Mailbox:
    return Mailbox(attendee.name, attendee.email or "")
