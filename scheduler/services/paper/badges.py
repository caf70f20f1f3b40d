"""The badges of those who come."""

from collections.abc import Collection
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scheduler.domain.messages.links import Links
from scheduler.domain.paper.badges import Badge
from scheduler.domain.paper.sheet_data import NO_SECTOR, Shape
from scheduler.domain.paper.surnames import surname_first
from scheduler.exports.paper.seated.names import sort_key
from scheduler.models import Attendee, Event, db
from scheduler.services.people.presence import is_coming


def badges_of(
    event: Event, links: Links, only: Collection[int] = (), most: int | None = None
) -> list[Badge]:
    """Return the badges by surname, as a list at the desk; ``most``: no more than the first."""
    people = db.session.scalars(
        select(Attendee)
        .where(Attendee.event_id == event.id, is_coming())
        .options(joinedload(Attendee.sector))
    ).all()
    wanted = [person for person in people if not only or person.id in only]
    wanted.sort(key=lambda person: sort_key(" ".join(surname_first(person.name))))
    return [_badge(person, links) for person in islice(wanted, most)]


def _badge(person: Attendee, links: Links) -> Badge:
    sector = person.sector
    style = sector.style if sector else 1
    return Badge(
        number=str(person.id),
        name=person.name,
        organisation=person.organisation,
        sector=sector.name if sector else NO_SECTOR,
        shape=list(Shape)[style - 1],
        style=style,
        link=links.personal(person.token),
        mark=person.speak_to,
        language=person.speaks,
    )
