"""Attendees as rows, made directly: what a service does is tested through the service."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.models import Attendee, Event, Exchange, ExchangeAnswer, ExchangeItem, HandOver, db
from tests.builders.events import SECTORS
from tests.builders.times import NOW


def make_attendee(
    event: Event, name: str, sector: str | None = "Voluntary", **changes: Any
) -> Attendee:
    """An attendee who holds a place (counted), unless ``changes`` say otherwise."""
    chosen = next((s for s in event.sectors if s.name == sector), None)
    email = f"{name.lower().replace(' ', '.')}@example.org"
    values: dict[str, Any] = {
        "event_id": event.id,
        "sector_id": chosen.id if chosen else None,
        "state": "placed",
        "name": name,
        "organisation": f"{name.split()[-1]} Trust",
        "email": email,
        "email_key": email,
        "token": secrets.token_urlsafe(24),
        "signed_up_at": NOW,
        "updated_at": NOW,
    }
    attendee = Attendee(**(values | changes))
    if attendee.state == "placed":
        event.places_taken += 1
    db.session.add(attendee)
    db.session.commit()
    return attendee


def make_people(
    event: Event,
    names: int | Sequence[str],
    sectors: Sequence[str | None] = SECTORS,
    **changes: Any,
) -> list[Attendee]:
    """Attendees of the sectors in turn: with these names, or so many of Person 00, Person 01, …"""
    if isinstance(names, int):
        names = [f"Person {number:02}" for number in range(names)]
    return [
        make_attendee(event, name, sectors[number % len(sectors)], **changes)
        for number, name in enumerate(names)
    ]


def make_exchanges(
    event: Event, giver: Attendee, taker: Attendee, other: Attendee
) -> dict[str, Any]:
    """A visit that was proposed, to which the giver said no, and a draft; its id is returned."""
    giver.offers, taker.asks, other.asks = ["A day on our ward"], ["To see a ward"], ["Chairs"]
    lines = ((giver, False, giver.offers), (taker, True, taker.asks), (other, True, other.asks))
    items = [
        ExchangeItem(attendee_id=person.id, asks=asks, words=words[0], kind="visit")
        for person, asks, words in lines
    ]
    db.session.add_all(items)
    db.session.flush()
    of = {"series_id": event.series_id, "offer_id": items[0].id, "by_hand": True, "made_at": NOW}
    proposed = Exchange(**of, ask_id=items[1].id, proposed_at=datetime.now(UTC))
    draft = Exchange(**of, ask_id=items[2].id)
    db.session.add_all([proposed, draft])
    db.session.flush()
    said = {"exchange_id": proposed.id, "attendee_id": giver.id}
    db.session.add(ExchangeAnswer(**said, yes=False, said_at=NOW))
    db.session.commit()
    return {"exchange_id": draft.id}


def make_hand_over(person: Attendee, link_id: int) -> str:
    """The code of the person's page that the volunteer's desk shows, for a day."""
    row = HandOver(attendee_id=person.id, event_id=person.event_id, desk_link_id=link_id)
    row.code, row.works_until = f"code-of-{person.id}", datetime.now(UTC) + timedelta(days=1)
    db.session.add(row)
    db.session.commit()
    return row.code
