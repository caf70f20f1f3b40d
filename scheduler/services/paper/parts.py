"""A wish turned into the parts of one print."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from scheduler.domain.messages.links import Links
from scheduler.domain.paper.wish import BY_KEY, Wish
from scheduler.errors import RuleBroken
from scheduler.exports.paper.badges import badges_part, calibration_part
from scheduler.exports.paper.papers import PAPERS as AROUND
from scheduler.exports.paper.sheets import sheet_parts
from scheduler.models import Event
from scheduler.services.paper.badges import badges_of
from scheduler.services.paper.papers import papers_of
from scheduler.services.paper.sheets import sheets_for
from scheduler.services.planning.plans import published_plan

Part = dict[str, Any]


def parts_of(
    event: Event, wish: Wish, links: Links, now: datetime, most: int | None = None
) -> Iterator[Part]:
    """Make each part when it is asked for. ``most``: no more badges than that.

    Raises RuleBroken where rounds are wanted that are not published, or nobody comes.
    """
    around = papers_of(event, links.event(event.slug))
    sheets = None
    for key in (key for key in BY_KEY if key in wish.papers):
        if BY_KEY[key].seated:
            sheets = sheets or _sheets(event, now)
            yield sheet_parts(sheets, [key])[0]
        elif key == "badges":
            badges = badges_of(event, links, wish.only, most)
            if not badges:
                raise RuleBroken("Nobody comes whose badge could be printed.")
            yield badges_part(wish.placing(), badges, around.title, around.when)
        elif key == "calibration":
            yield calibration_part(wish.placing())
        else:
            yield AROUND[key](around)


def _sheets(event: Event, now: datetime) -> Any:
    plan = published_plan(event)
    if plan is None:
        raise RuleBroken("Publish the rounds first; then the papers that show them are printed.")
    return sheets_for(event, plan, now)
