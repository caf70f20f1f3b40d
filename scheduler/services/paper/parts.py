"""A wish turned into the parts of one print."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.languages import speaking
from scheduler.domain.messages.links import Links
from scheduler.domain.paper.sheet_data import EventSheets
from scheduler.domain.paper.wish import BY_KEY, Wish
from scheduler.domain.states import TableFormat
from scheduler.errors import RuleBroken
from scheduler.exports.paper.badges import badges_part, calibration_part
from scheduler.exports.paper.cards import cards_part, tents_part
from scheduler.exports.paper.papers import PAPERS as AROUND
from scheduler.exports.paper.room import numbers_part, room_part
from scheduler.exports.paper.sheets import sheet_parts
from scheduler.models import Attendee, Event, Plan, db
from scheduler.services.paper.badges import badges_of
from scheduler.services.paper.papers import papers_of
from scheduler.services.paper.sheets import sheets_by_clock
from scheduler.services.planning.board.room import spots_of
from scheduler.services.planning.plans import plan_of
from scheduler.services.planning.rounds.published import published_plan

_Part = dict[str, Any]


def parts_of(
    event: Event, wish: Wish, links: Links, now: datetime, most: int | None = None
) -> Iterator[_Part]:
    """Make each part when it is asked for. ``most``: no more badges than that.

    Raises RuleBroken where rounds are wanted that are not published, or nobody comes.
    """
    around = papers_of(event, links.event(event.slug), now)
    sheets = None
    for key in (key for key in BY_KEY if key in wish.papers):
        if BY_KEY[key].seated:
            sheets = sheets or _sheets(event, wish, now)
            yield _seated(event, key, sheets, links)
        elif key in ("badges", "tents"):
            tables = key == "badges" and wish.placing().format.tall
            badges = badges_of(event, links, wish.only, most, tables)
            if not badges:
                raise RuleBroken("Nobody comes whose badge could be printed.")
            if key == "tents":
                yield tents_part(badges)
            else:
                starts = event.starts_at.astimezone(ZoneInfo(event.timezone))
                yield badges_part(wish.placing(), badges, event.title, starts)
        elif key == "calibration":
            with speaking(event.language):
                part = calibration_part(wish.placing())
            yield part
        else:
            yield AROUND[key](around)


def _seated(event: Event, key: str, sheets: EventSheets, links: Links) -> _Part:
    if key == "cards":
        tokens = select(Attendee.id, Attendee.token).where(Attendee.event_id == event.id)
        pages = {str(row.id): links.personal(row.token) for row in db.session.execute(tokens)}
        return cards_part(sheets, pages)
    if key in ("numbers", "room"):
        spots = spots_of(event, max(sheets.table_numbers()))
        return (numbers_part if key == "numbers" else room_part)(sheets, spots)
    if key == "hosts" and event.format == TableFormat.PAIRS:
        raise RuleBroken("Pairs have no hosts: print attendee cards in place of host sheets.")
    if key == "wall-a3":
        return sheet_parts(sheets, ["wall"])[0] | {"kind": key}
    return sheet_parts(sheets, [key])[0]


def plan_shown(event: Event, wish: Wish) -> Plan | None:
    """The plan that seated papers show. Raises NotFound when the one wished for is gone."""
    return published_plan(event) if wish.plan is None else plan_of(event, wish.plan)


def _sheets(event: Event, wish: Wish, now: datetime) -> EventSheets:
    plan = plan_shown(event, wish)
    if plan is None:
        raise RuleBroken("Publish the rounds first; then the papers that show them are printed.")
    return sheets_by_clock(event, plan, now)
