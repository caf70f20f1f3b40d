"""What people get about their personal link and about the address that it is sent to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.domain.english import listed
from scheduler.domain.people.names import called
from scheduler.mail.attendee_messages import Booking, compose
from scheduler.mail.letters import CalendarPart, Letter


def link_again(
    booking: Booking,
    now: datetime,
    *,
    state: str,
    number: int | None,
    asked: bool = True,
    declined: bool = False,
) -> Letter:
    """Their personal link once more. ``state``: placed, waiting (as ``number``) or another.

    ``asked``: somebody asked for it with their address, else the organiser sends it. ``declined``:
    they were not accepted.
    """
    return compose(
        "link_again",
        booking,
        now,
        worded_as="link_again" if asked else "link_sent",
        state=state,
        number=number,
        asked=asked,
        declined=declined,
    )


@dataclass(frozen=True, slots=True)
class OwnLink:
    """The link of one of several people who share a mailbox, and where they stand."""

    name: str
    standing: str
    link: str


def links_again(booking: Booking, now: datetime, *, people: Sequence[OwnLink]) -> Letter:
    """The personal links of everybody who shares a mailbox; ``booking`` is of any of them."""
    together = replace(booking, name=listed([each.name for each in people]), shared=False)
    greeted = {"first name": listed([called(each.name) for each in people])}
    return compose("links_again", together, now, more=greeted, people=list(people))


def new_address(booking: Booking, now: datetime, *, confirm_link: str, hours: int) -> Letter:
    """To an address that is to become theirs: a link, valid for ``hours``, that makes it so.

    It does not tell their personal link, because the address may be mistyped.
    """
    return compose("new_address", booking, now, confirm_link=confirm_link, hours=hours)


def address_moved(booking: Booking, now: datetime, *, calendar: CalendarPart | None) -> Letter:
    """To the address that was theirs; ``calendar`` takes the entry away if they had one."""
    return compose("address_moved", booking, now, calendar, has_calendar=calendar is not None)
