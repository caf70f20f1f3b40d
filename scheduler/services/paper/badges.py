"""The badges of those who come."""

from collections import defaultdict
from collections.abc import Collection
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.messages.links import Links
from scheduler.domain.paper.badges import AT_NO_TABLE, Badge
from scheduler.domain.paper.labels import Placing, format_called
from scheduler.domain.paper.sheet_data import NO_SECTOR, Shape
from scheduler.domain.paper.surnames import surname_first
from scheduler.domain.people.names import sort_key
from scheduler.domain.people.organisations import Spellings
from scheduler.errors import NotFound
from scheduler.exports.paper.badges import badges_part
from scheduler.exports.paper.print_run import print_pdf
from scheduler.models import Attendee, Event, Seat, db
from scheduler.services.people.organisations import spellings_at
from scheduler.services.people.presence import is_coming
from scheduler.services.planning.rounds.published import published_plan


def badges_of(
    event: Event,
    links: Links,
    only: Collection[int] = (),
    most: int | None = None,
    tables: bool = False,
) -> list[Badge]:
    """Return the badges by surname, as a list at the desk; ``most``: no more than the first.

    ``tables``: with their wearer's own, once rounds are published.
    """
    people = db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, is_coming())
        .options(joinedload(Attendee.sector))
    ).all()
    wanted = [person for person in people if not only or person.id in only]
    wanted.sort(key=lambda person: sort_key(" ".join(surname_first(person.name))))
    seated = _tables_of(event) if tables else {}
    spelt = spellings_at(event.id)
    return [
        _badge(person, spelt, links, seated.get(person.id, ())) for person in islice(wanted, most)
    ]


def card_pdf(event: Event, links: Links, attendee_id: int) -> bytes:
    """One person's badge with their tables, on a page of its own: for who walks in.

    Raises NotFound for who does not come.
    """
    badges = badges_of(event, links, [attendee_id], tables=True)
    if not badges:
        raise NotFound("There is no such person at this event.")
    starts = event.starts_at.astimezone(ZoneInfo(event.timezone))
    placing = Placing(format_called("a6"))
    return print_pdf(event.title, [badges_part(placing, badges, event.title, starts)])


def _tables_of(event: Event) -> dict[int, tuple[str, ...]]:
    """The published table of each person in each round; nobody is here who has none at all."""
    plan = published_plan(event)
    if plan is None:
        return {}
    seats = db.session.execute(
        select(Seat.attendee_id, Seat.round, Seat.table).where(
            Seat.plan_id == plan.id, Seat.table.is_not(None)
        )
    )
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for person, round_, table in seats:
        found[person][round_] = str(table)
    rounds = range(1, plan.rounds + 1)
    return {
        person: tuple(mine.get(round_, AT_NO_TABLE) for round_ in rounds)
        for person, mine in found.items()
    }


def _badge(person: Attendee, spelt: Spellings, links: Links, tables: tuple[str, ...]) -> Badge:
    sector = person.sector
    style = sector.style if sector else 1
    return Badge(
        number=str(person.id),
        name=person.name,
        organisation=spelt.of(person.organisation),
        sector=sector.name if sector else NO_SECTOR,
        shape=list(Shape)[style - 1],
        style=style,
        link=links.personal(person.token),
        mark=person.speak_to,
        language=person.speaks,
        tables=tables,
    )
