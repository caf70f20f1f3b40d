"""The picture of the room on the public page, drawn once for each thing that it can show."""

from functools import lru_cache

from markupsafe import Markup

from scheduler.domain.languages import spoken
from scheduler.domain.planning.room_so_far import room_so_far
from scheduler.models import Event
from scheduler.services.events.overview import SectorCount, sector_counts, tables_for_capacity
from scheduler.web.shared.round_table_svg import round_table_svg

FEWEST_SHOWN = 5
"""With fewer sign-ups the picture of the room could tell who they are."""
_WIDTH = 116


def balance_shown(event: Event) -> list[SectorCount]:
    """The sign-ups by sector; with few of them, nothing."""
    return sector_counts(event) if event.places_taken >= FEWEST_SHOWN else []


def room_picture(event: Event, balance: list[SectorCount], yours: bool) -> Markup:
    """Every table with a shape for each place taken of the balance, the other seats free.

    ``yours`` marks one free seat. Empty where there are more tables than a picture shows.
    """
    shown = tuple((sector.style, sector.taken) for sector in balance)
    return _drawn(shown, tables_for_capacity(event), event.capacity, yours, spoken().tag)


def room_with_a_seat_kept(event: Event) -> Markup:
    """The room for who has just got a place: one of the seats taken is marked as theirs."""
    counts = [[sector.style, sector.taken] for sector in balance_shown(event)]
    if counts:
        max(counts, key=lambda one: one[1])[1] -= 1
    shown = tuple((style, taken) for style, taken in counts)
    return _drawn(shown, tables_for_capacity(event), event.capacity, True, spoken().tag)


@lru_cache(maxsize=256)
def _drawn(
    shown: tuple[tuple[int, int], ...], tables: int, places: int, yours: bool, _language: str
) -> Markup:
    counts = [("", style, number) for style, number in shown]
    room = room_so_far(counts, tables, places, 160, yours=yours)
    return Markup("").join(round_table_svg(table, beside=True, width=_WIDTH) for table in room)
