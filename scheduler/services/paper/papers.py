"""What the papers around the rounds say of an event."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.afterwards.promises import in_numbers
from scheduler.domain.languages import gettext, speaking
from scheduler.domain.paper.papers import DeskRow, Papers, meal_needs
from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.words.zones import day_words, span_words
from scheduler.exports.paper.seated.names import sort_key
from scheduler.models import Attendee, Event, Seat, db
from scheduler.services.afterwards.commitments import brought_back
from scheduler.services.morning.day import day_of
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import is_coming
from scheduler.services.planning.rounds.published import published_plan


def papers_of(event: Event, link: str) -> Papers:
    """Return what the papers say now, for the people who are coming, in the event's language.

    ``link``: the sign-up page.
    """
    with speaking(event.language):
        return _papers(event, link)


def _papers(event: Event, link: str) -> Papers:
    zone, day = ZoneInfo(event.timezone), day_of(event)
    people = db.session.execute(
        select(Attendee.id, Attendee.name, Attendee.organisation, Attendee.dietary).where(
            Attendee.event_id == event.id, is_coming()
        )
    ).all()
    tables, spelt = _first_tables(event), spellings_at(event.id)
    rows = sorted(
        (
            DeskRow(*surname_first(name), spelt.of(organisation), tables.get(key))
            for key, name, organisation, _ in people
        ),
        key=lambda row: sort_key(f"{row.surname} {row.rest}"),
    )
    speakers = {item.title: item.speaker for item in event.agenda}
    return Papers(
        title=event.title,
        when=day_words(event.starts_at.astimezone(zone)),
        time=span_words(event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)),
        place=event.place,
        guests=len(people),
        needs=meal_needs([(need, tables.get(key)) for key, _, _, need in people]),
        rows=tuple(rows),
        agenda=tuple(
            (
                _clock(stretch.starts, zone),
                _clock(stretch.ends, zone),
                stretch.title,
                speakers.get(stretch.title, ""),
            )
            for stretch in day.timetable
        ),
        link=link,
        expect=_expected(event),
        promises=in_numbers(one.state for one in brought_back(event)),
        language=event.language,
    )


def _expected(event: Event) -> tuple[tuple[str, str], ...]:
    """What is said of the place, with its heading."""
    said = (
        (gettext("How to get in"), event.getting_in),
        (gettext("Who greets you"), event.greeted_by),
        (gettext("Noise and quiet"), event.noise),
    )
    return tuple((heading, words) for heading, words in said if words)


def _first_tables(event: Event) -> dict[int, int | None]:
    plan = published_plan(event)
    if plan is None:
        return {}
    seats = select(Seat.attendee_id, Seat.table).where(Seat.plan_id == plan.id, Seat.round == 1)
    return {row.attendee_id: row.table for row in db.session.execute(seats)}


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"
