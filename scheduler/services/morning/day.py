"""The morning on one page: what happens when, who hosts, and what people need."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlalchemy import or_, select

from scheduler.domain.english import listed
from scheduler.domain.events.agenda import agenda_times
from scheduler.domain.languages import gettext
from scheduler.domain.people.fields import LABELS
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendee, Event, Plan, db
from scheduler.services.people.presence import colleagues_instead
from scheduler.services.planning.problem_again import tables_after
from scheduler.services.planning.rounds.clock import rounds_begun
from scheduler.services.planning.rounds.published import published_plan
from scheduler.services.planning.rounds.times import held_by_items, times_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the morning. ``round_number`` is None outside the rounds."""

    starts: datetime
    ends: datetime
    title: str
    round_number: int | None = None

    def is_on(self, now: datetime) -> bool:
        """Whether it is going on at that moment."""
        return self.starts <= now < self.ends


@dataclass(frozen=True, slots=True)
class Day:
    """Everything the page of the day shows. ``dietary``: how many people asked for what.

    ``wishes``: a quiet table or a buddy, each with the names of who would like it.
    """

    timetable: tuple[Stretch, ...]
    hosts: tuple[Attendee, ...]
    dietary: tuple[tuple[str, int], ...]
    access: tuple[Attendee, ...]
    wishes: tuple[tuple[str, str], ...]
    published: Plan | None


def day_of(event: Event) -> Day:
    """Return the morning as it stands, for the people who hold a place."""
    needed = or_(
        Attendee.dietary != "",
        Attendee.access != "",
        Attendee.quiet_table,
        Attendee.buddy,
        Attendee.host_table.is_not(None),
    )
    people = db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, Attendee.state == RegistrationState.PLACED, needed)
        .order_by(Attendee.name)
    ).all()
    replaced = colleagues_instead(event.id)
    hosts = [one for one in people if one.host_table is not None and one.id not in replaced]
    meals = Counter(person.dietary.strip().casefold() for person in people if person.dietary)
    wishes = {
        LABELS[name]: listed([person.name for person in people if getattr(person, name)])
        for name in ("quiet_table", "buddy")
    }
    published = published_plan(event)
    return Day(
        timetable=tuple(timetable(event, published.rounds if published else event.rounds)),
        hosts=tuple(sorted(hosts, key=lambda person: person.host_table or 0)),
        dietary=tuple(sorted(meals.items(), key=lambda item: (-item[1], item[0]))),
        access=tuple(person for person in people if person.access),
        wishes=tuple((label, names) for label, names in wishes.items() if names),
        published=published,
    )


def closed_tables_of(event: Event, now: datetime) -> frozenset[int]:
    """The tables with a host at which the published plan seats nobody in the rounds to come."""
    plan = published_plan(event)
    begun = rounds_begun(event, now)
    if plan is None or begun >= plan.rounds:
        return frozenset()
    hosted = select(Attendee.host_table).where(
        Attendee.event_id == event.id, Attendee.host_table.is_not(None)
    )
    used = tables_after(plan, begun)
    return frozenset(t for t in db.session.scalars(hosted) if t and t <= plan.tables) - used


def timetable(event: Event, number_of_rounds: int) -> list[Stretch]:
    """Return the agenda with so many rounds in the place of the networking slots.

    The rounds are named in the language spoken.
    """
    stretches = []
    rounds = enumerate(times_of(event, number_of_rounds), start=1)
    spans = agenda_times(event.starts_at, event.agenda)
    held = held_by_items(event, number_of_rounds)
    for item, span, count in zip(event.agenda, spans, held, strict=True):
        if not count:
            stretches.append(Stretch(*span, item.title))
        stretches += [
            Stretch(*times, gettext("Round %(number)s", number=number), number)
            for number, times in islice(rounds, count)
        ]
    return stretches
