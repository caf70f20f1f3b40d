"""What the papers around the rounds say of an event."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import accumulate, groupby
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.afterwards.commitments import in_numbers
from scheduler.domain.events.agenda import agenda_times
from scheduler.domain.events.setting_up import table_count
from scheduler.domain.languages import gettext, ngettext, speaking
from scheduler.domain.paper.papers import DeskRow, Papers, meal_needs
from scheduler.domain.paper.sheet_data import Shape
from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.people.names import sort_key
from scheduler.domain.states import AgendaKind
from scheduler.domain.words.zones import day_words, span_words
from scheduler.models import Attendee, Event, Seat, db
from scheduler.services.afterwards.commitments import brought_back
from scheduler.services.morning.day import Stretch, day_of
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import is_coming
from scheduler.services.planning.rounds.published import published_plan


def papers_of(event: Event, link: str, now: datetime | None = None) -> Papers:
    """Return what the papers say now, for the people who are coming, in the event's language.

    ``link``: the sign-up page; ``now``: when they are made, which the kitchen is told.
    """
    with speaking(event.language):
        return _papers(event, link, now)


def _papers(event: Event, link: str, now: datetime | None) -> Papers:
    zone, day = ZoneInfo(event.timezone), day_of(event)
    people = db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, is_coming())
        .options(joinedload(Attendee.sector))
    ).all()
    tables, spelt = _first_tables(event), spellings_at(event.id)
    rows = sorted(
        (
            _desk_row(person, spelt.of(person.organisation), tables.get(person.id))
            for person in people
        ),
        key=lambda row: sort_key(f"{row.surname} {row.rest}"),
    )
    from_where = {one.name: spelt.of(one.organisation) for one in people}
    return Papers(
        title=event.title,
        when=day_words(event.starts_at.astimezone(zone)),
        time=span_words(event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)),
        place=event.place,
        guests=len(people),
        needs=meal_needs([(one.dietary, tables.get(one.id)) for one in people]),
        rows=tuple(rows),
        agenda=tuple(_agenda(event, day.timetable, from_where)),
        link=link,
        expect=_expected(event),
        promises=in_numbers(one.state for one in brought_back(event)),
        language=event.language,
        served=tuple(_served(event)),
        counted=now.astimezone(zone) if now else None,
        host=event.body.name,
        room=_room(event),
    )


def _desk_row(person: Attendee, organisation: str, table: int | None) -> DeskRow:
    """Somebody as the desk looks for them: with their sector and what is different with them."""
    remarks = (
        gettext("host") if person.host_table else "",
        gettext("arrives for round %(number)s", number=person.arrives_round)
        if person.arrives_round
        else "",
        gettext("leaves after round %(number)s", number=person.leaves_after_round)
        if person.leaves_after_round
        else "",
    )
    shape = list(Shape)[person.sector.style - 1].value if person.sector else ""
    remark = ", ".join(filter(None, remarks))
    return DeskRow(*surname_first(person.name), organisation, table, shape, remark)


def _agenda(
    event: Event, stretches: Iterable[Stretch], organisations: Mapping[str, str]
) -> Iterator[tuple[str, str, str, str]]:
    """From, to, what, and who speaks, from where. The rounds are one line."""
    zone = ZoneInfo(event.timezone)
    speakers = {item.title: item.speaker for item in event.agenda}
    for of_rounds, group in groupby(stretches, key=lambda one: one.round_number is not None):
        found = list(group)
        if of_rounds:
            title = ngettext(
                "Networking: one round of %(minutes)s minutes",
                "Networking: %(number)s rounds of %(minutes)s minutes",
                len(found),
                minutes=event.talk_minutes,
            )
            found = [Stretch(found[0].starts, found[-1].ends, title)]
        for one in found:
            speaker = speakers.get(one.title, "")
            told = ", ".join(filter(None, (speaker, organisations.get(speaker, ""))))
            yield _clock(one.starts, zone), _clock(one.ends, zone), one.title, told


def _served(event: Event) -> Iterator[tuple[str, str]]:
    """When the doors open, what is a break, and the end."""
    zone = ZoneInfo(event.timezone)
    spans = agenda_times(event.starts_at, event.agenda)
    for place, (item, (starts, ends)) in enumerate(zip(event.agenda, spans, strict=True)):
        if place == 0 or item.kind == AgendaKind.BREAK:
            until = gettext("%(what)s, until %(time)s", what=item.title, time=_clock(ends, zone))
            yield _clock(starts, zone), until
    yield _clock(event.ends_at, zone), gettext("End")


def _room(event: Event) -> tuple[tuple[int, ...], ...]:
    """The tables with a place for everybody, each with the sectors in turn."""
    places = max(event.capacity, 1)
    tables = table_count(event.format, event.table_size, event.table_count, places)
    styles = [sector.style for sector in event.sectors] or [1]
    seats = [places // tables + (at < places % tables) for at in range(tables)]
    first = accumulate(seats, initial=0)
    return tuple(
        tuple(styles[(start + seat) % len(styles)] for seat in range(number))
        for start, number in zip(first, seats, strict=False)
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
