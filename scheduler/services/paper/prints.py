"""What was printed, so that a later change can be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.languages import ENGLISH, speaking
from scheduler.domain.messages.links import Links
from scheduler.domain.paper.out_of_date import (
    EVERY_KIND,
    KINDS,
    OWN_KINDS,
    OutOfDate,
    PrintedFacts,
    badge_facts,
    facts_of,
    host_sheet,
    out_of_date,
)
from scheduler.domain.words.zones import day_words
from scheduler.errors import InvalidInput
from scheduler.models import Event, Plan, SheetPrint, db, transaction
from scheduler.services.paper.badges import badges_of
from scheduler.services.paper.sheets import sheets_for


@dataclass(frozen=True, slots=True)
class Printed:
    """When sheets were last printed (None: never), and which of all of them are out of date."""

    at: datetime | None
    stale: tuple[OutOfDate, ...] = ()


def note_print(
    event: Event, plan: Plan, kind: str, now: datetime, tables: Collection[int] = ()
) -> None:
    """Remember what the sheets of one kind, or "all", say as they are printed now.

    ``tables``: of the host sheets those of these tables alone, where any are named.
    """
    kinds = KINDS if kind == "all" else (kind,)
    facts = facts_of(sheets_for(event, plan, now), *kinds)
    if tables:
        wanted = {host_sheet(number) for number in tables}
        facts = {sheet: said for sheet, said in facts.items() if sheet in wanted}
    with transaction():
        db.session.add(SheetPrint(event_id=event.id, printed_at=now, facts=facts))


def note_badges(
    event: Event, kind: str, only: Collection[int], now: datetime, tables: bool = False
) -> None:
    """Remember what badges or name tents say; ``only`` those with these numbers, if any are named.

    ``kind`` is one of OWN_KINDS. ``tables``: whether their wearers' tables are on them.
    """
    facts = _badge_facts(event, kind, only, tables)
    with transaction():
        db.session.add(SheetPrint(event_id=event.id, printed_at=now, facts=facts))


def _badge_facts(
    event: Event, kind: str, only: Collection[int] = (), tables: bool = True
) -> dict[str, PrintedFacts]:
    badges = badges_of(event, Links(""), only, tables=tables)
    with speaking(ENGLISH):
        when = day_words(event.starts_at.astimezone(ZoneInfo(event.timezone)))
    return badge_facts(kind, badges, event.title, when)


def printed_sheets(event: Event, plan: Plan | None, now: datetime) -> Printed:
    """Compare the latest print of each sheet with what it would say now.

    Without a ``plan`` only badges and name tents say anything.
    """
    rows = db.session.scalars(
        select(SheetPrint)
        .where(SheetPrint.event_id == event.id)
        .order_by(SheetPrint.printed_at, SheetPrint.id)
    ).all()
    latest: dict[str, PrintedFacts] = {}
    for row in rows:
        latest |= row.facts
    if not rows:
        return Printed(None)
    current: dict[str, PrintedFacts] = {}
    for kind, called in OWN_KINDS.items():
        if any(sheet.startswith(called) for sheet in latest):
            current |= _badge_facts(event, kind)
    if plan is None:
        latest = {sheet: said for sheet, said in latest.items() if sheet in current}
    else:
        current |= _sheet_facts(event, plan, now)
    return Printed(rows[-1].printed_at, tuple(out_of_date(latest, current)))


def _sheet_facts(event: Event, plan: Plan, now: datetime) -> dict[str, PrintedFacts]:
    try:
        return facts_of(sheets_for(event, plan, now), *EVERY_KIND)
    except InvalidInput:
        return {}
