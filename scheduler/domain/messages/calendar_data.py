"""What a calendar entry is made from. Times are aware; the zone says how they are shown."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an email address: the organiser of an event, or one recipient."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry of somebody's calendar.

    ``uid`` names the entry for ever: the same in mail, download and feed, and never used for
    another entry. Where each person has a sequence of their own, it belongs to the sign-up.
    ``starts`` and ``ends`` are aware datetimes in any zone; ``time_zone`` is the IANA name
    ("Europe/London") of the zone the entry is written in. ``page_url`` is a public page:
    calendars are shared, so a personal link must not stand here. ``busy``: whether the time counts
    as taken; the entry of a round lies within the event's, which takes it already. ``join`` is the
    link of the online meeting, ``online``: they take part there and not at the place.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime
    time_zone: str
    organiser: Mailbox
    place: str = ""
    description: str = ""
    page_url: str = ""
    busy: bool = True
    join: str = ""
    online: bool = False


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed or a download, with the state stored for it.

    ``sequence`` is the number of the last mail about the entry (0 before any);
    ``changed`` is when the entry last changed, aware: the feed of unchanged entries is
    the same bytes every time, so that its hash can serve as an ETag.
    """

    event: CalendarEvent
    sequence: int
    changed: datetime
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class RoundSlot:
    """When and where one round is for one person; ``table`` is None for who sits out.

    ``companions``: whom they sit with, as far as it is to be said. ``join``: the link of the
    table's online meeting, or "". Other company or a new link alone is no other round.
    """

    number: int
    starts: datetime
    ends: datetime
    table: int | None
    companions: tuple[str, ...] = field(default=(), compare=False)
    join: str = field(default="", compare=False)
