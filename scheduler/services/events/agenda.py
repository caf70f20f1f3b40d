"""The agenda's items and the sectors of an event: add, change, move, remove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scheduler.domain.english import count
from scheduler.domain.events.sectors import MOST_SECTORS, sector_key
from scheduler.domain.states import AgendaKind
from scheduler.errors import NotFound, Rule, RuleBroken
from scheduler.models import AgendaItem, Attendee, Event, Sector, db, transaction


@dataclass(frozen=True, slots=True)
class ItemEdit:
    """One line of the agenda as edited; ``id`` None adds it."""

    id: int | None
    kind: AgendaKind
    title: str
    speaker: str
    minutes: int


@dataclass(frozen=True, slots=True)
class SectorEdit:
    """One sector as edited; ``id`` None adds it."""

    id: int | None
    name: str
    examples: str
    style: int


def save_agenda(event: Event, items: Sequence[ItemEdit], now: datetime) -> None:
    """Make the agenda these items in this order; items that are not named are removed.

    Raises NotFound for an item of another event.
    """
    with transaction():
        mine = {item.id: item for item in event.agenda}
        event.agenda = [_item(mine, edit, n) for n, edit in enumerate(items, start=1)]
        event.updated_at = now


def save_sectors(event: Event, sectors: Sequence[SectorEdit], now: datetime) -> None:
    """Make the event's sectors these, in this order; sectors not named are removed.

    Raises RuleBroken when a removed sector is in use, two are the same, none or too many
    are left; NotFound for a sector of another event.
    """
    _check_sectors(sectors)
    with transaction():
        _check_unused(event, {edit.id for edit in sectors})
        mine = {sector.id: sector for sector in event.sectors}
        for edit in sectors:
            # Two sectors may swap names, and the database checks after every row.
            if edit.id in mine and mine[edit.id].name != edit.name:
                mine[edit.id].name = f"~ {edit.id}"
        db.session.flush()
        event.sectors = [_sector(mine, edit, n) for n, edit in enumerate(sectors, start=1)]
        event.updated_at = now


def sector_use(event_id: int) -> dict[int | None, int]:
    """Return how many sign-ups of any state have each sector (None: no sector)."""
    rows = db.session.execute(
        select(Attendee.sector_id, func.count())
        .where(Attendee.event_id == event_id)
        .group_by(Attendee.sector_id)
    )
    return dict(iter(rows))


def _item(mine: dict[int, AgendaItem], edit: ItemEdit, position: int) -> AgendaItem:
    item = AgendaItem() if edit.id is None else mine.get(edit.id)
    if item is None:
        raise NotFound("That line of the agenda is gone.")
    item.position, item.kind, item.title = position, edit.kind, edit.title
    item.speaker, item.minutes = edit.speaker, edit.minutes
    return item


def _sector(mine: dict[int, Sector], edit: SectorEdit, position: int) -> Sector:
    sector = Sector() if edit.id is None else mine.get(edit.id)
    if sector is None:
        raise NotFound("That sector is gone.")
    sector.position, sector.name = position, edit.name
    sector.examples, sector.style = edit.examples, edit.style
    return sector


def _check_unused(event: Event, kept: set[int | None]) -> None:
    used = sector_use(event.id)
    for sector in event.sectors:
        if sector.id not in kept and (people := used.get(sector.id)):
            have = count(people, "person has", "people have")
            raise RuleBroken(
                f"{have} the sector {sector.name}: choose another for them before removing it.",
                Rule.IN_USE,
            )


def _check_sectors(sectors: Sequence[SectorEdit]) -> None:
    if not sectors:
        raise RuleBroken("An event needs at least one sector.", Rule.TOO_FEW)
    if len(sectors) > MOST_SECTORS:
        raise RuleBroken(f"An event has at most {MOST_SECTORS} sectors.", Rule.TOO_MANY)
    keys = [sector_key(edit.name) for edit in sectors]
    if doubled := next((e.name for e in sectors if keys.count(sector_key(e.name)) > 1), None):
        raise RuleBroken(
            f"Two sectors are called {doubled}: give each a name of its own.", Rule.TAKEN
        )
    styles = [edit.style for edit in sectors]
    if len(set(styles)) < len(styles):
        raise RuleBroken(
            "Two sectors have the same colour and shape: give each its own.", Rule.TAKEN
        )
