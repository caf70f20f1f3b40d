"""Everything that is kept about the people of one email address, over all events of a body."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, LargeBinary, RowMapping, Table, or_, select
from sqlalchemy import Row as RowOf
from sqlalchemy.orm import joinedload

from scheduler.domain.people.contacts import merged
from scheduler.domain.people.email_addresses import email_key, is_address, tidy_address
from scheduler.domain.people.fields import LABELS
from scheduler.domain.states import PlanState, State
from scheduler.errors import InvalidInput
from scheduler.models import (
    Attendee,
    Contact,
    Event,
    Plan,
    Seat,
    WorkingGroup,
    WorkingGroupMember,
    db,
)
from scheduler.services.messages.outbox_views import plain_text
from scheduler.services.privacy.belonging import pointing_to_attendees

_Row = dict[str, Any]

NOT_ABOUT_THEM: Final = frozenset({"pair_rule", "seat"})
"""Rules are the organiser's and name somebody else too; of seats only the published are told."""

SAID_BY_OTHERS: Final = frozenset({("touch_answer", "other_id")})
"""Keys of what somebody else said of them, which its writer alone may read."""

FOR_THEMSELVES: Final = frozenset(
    {("touch_answer", "yes"), ("touch_answer", "note"), ("exchange_answer", "yes")}
)
"""What they said of others in private: no organiser reads a no, and they see it on their page."""

_INNER: Final = frozenset(
    {"id", "email_key", "name_key", "token", "feed_token", "submission", "new_email_code"}
    | {"version", "calendar_sequence", "party", "party_in_part", "code", "key"}
)
"""Columns that hold keys and secrets of the program, and nothing that anybody said."""


@dataclass(frozen=True, slots=True)
class Holding:
    """One sign-up with all that belongs to it.

    ``fields`` are the attendee's own; ``records`` the rows of each other table; ``rounds`` the
    table in each round of the published plan (None: sits out).
    """

    attendee: Attendee
    fields: _Row
    records: dict[str, list[_Row]]
    rounds: dict[int, int | None]


def people_at(body_id: int, address: str) -> list[Attendee]:
    """Return the sign-ups of a body's events with that address, the latest event first.

    With them come the sign-ups that are known to be of the same person under another address.
    Raises InvalidInput, field ``address``, for what is no address.
    """
    if not is_address(tidy_address(address)):
        raise InvalidInput("Enter a whole email address, such as ann@example.org.", field="address")
    key = email_key(address)
    found = _sign_ups(
        body_id, or_(Attendee.email_key == key, Attendee.new_email == tidy_address(address))
    )
    same = _same_people({person.contact_id for person in found if person.contact_id})
    if not same:
        return found
    return _sign_ups(
        body_id,
        or_(Attendee.id.in_([p.id for p in found]), Attendee.contact_id.in_(same)),
    )


def these(body_id: int, ids: Collection[int]) -> list[Attendee]:
    """Return those sign-ups of these ids that belong to the body."""
    return _sign_ups(body_id, Attendee.id.in_(ids))


def holdings(people: Sequence[Attendee]) -> list[Holding]:
    """Return everything that is kept about each of these sign-ups, in their order."""
    ids = [person.id for person in people]
    records: defaultdict[int, dict[str, list[_Row]]] = defaultdict(dict)
    for column, condition in pointing_to_attendees(ids):
        table = column.table
        if not isinstance(table, Table) or table.name in NOT_ABOUT_THEM:
            continue
        if (table.name, column.name) in SAID_BY_OTHERS:
            continue
        for row in db.session.execute(select(table).where(condition)).mappings():
            records[row[column.name]].setdefault(table.name, []).append(_readable(table, row))
    for key, area in _areas_of_groups(ids):
        records[key][WorkingGroupMember.__tablename__][0]["area"] = area
    rounds = _rounds(ids)
    table = Attendee.metadata.tables[Attendee.__tablename__]
    own = {
        row["id"]: _readable(table, row)
        for row in db.session.execute(select(table).where(table.c.id.in_(ids))).mappings()
    }
    for person in people:
        own[person.id]["sector"] = person.sector.name if person.sector else None
    return [Holding(p, _in_order(own[p.id]), records[p.id], rounds[p.id]) for p in people]


def _in_order(row: _Row) -> _Row:
    """The fields as pages list them, then the rest."""
    return {name: row[name] for name in dict.fromkeys([*LABELS, *row]) if name in row}


def as_data(found: Sequence[Holding], made_by: str, now: datetime) -> _Row:
    """Return the holdings as lists and mappings of plain values, to be written as JSON."""
    return {
        "made_at": now.isoformat(timespec="seconds"),
        "kept_by": made_by,
        "sign_ups": [
            {
                "event": one.attendee.event.title,
                "starts_at": one.attendee.event.starts_at.isoformat(),
                "sign_up": _plain(one.fields),
                "table_in_round": {str(number): table for number, table in one.rounds.items()},
                **{table: [_plain(row) for row in rows] for table, rows in one.records.items()},
            }
            for one in found
        ],
    }


def _plain(row: _Row) -> _Row:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}


def _sign_ups(body_id: int, condition: ColumnElement[bool]) -> list[Attendee]:
    return list(
        db.session.scalars(
            select(Attendee)
            .join(Event, Attendee.event_id == Event.id)
            .where(Event.body_id == body_id, condition)
            .options(joinedload(Attendee.event), joinedload(Attendee.sector))
            .order_by(Event.starts_at.desc(), Attendee.id)
        )
    )


def _same_people(contacts: Collection[int]) -> set[int]:
    """Return the contacts that are the same people as these, these included."""
    series = select(Contact.series_id).where(Contact.id.in_(contacts))
    rows = db.session.execute(
        select(Contact.id, Contact.merged_into_id).where(Contact.series_id.in_(series))
    )
    standing = merged(dict(iter(rows)))
    roots = {standing[contact] for contact in contacts}
    return {contact for contact, root in standing.items() if root in roots}


def _rounds(ids: Collection[int]) -> defaultdict[int, dict[int, int | None]]:
    rounds: defaultdict[int, dict[int, int | None]] = defaultdict(dict)
    seats = db.session.execute(
        select(Seat.attendee_id, Seat.round, Seat.table)
        .join(Plan, Seat.plan_id == Plan.id)
        .where(Seat.attendee_id.in_(ids), Plan.state == PlanState.PUBLISHED)
        .order_by(Seat.round)
    )
    for seat in seats:
        rounds[seat.attendee_id][seat.round] = seat.table
    return rounds


def _areas_of_groups(ids: Collection[int]) -> Sequence[RowOf[int, str]]:
    """The area of each working group that one of them is in."""
    return db.session.execute(
        select(WorkingGroupMember.attendee_id, WorkingGroup.area)
        .join(WorkingGroupMember.group)
        .where(WorkingGroupMember.attendee_id.in_(ids))
    ).all()


def _readable(table: Table, row: RowMapping) -> _Row:
    readable = {}
    for column in table.columns:
        value = row[column.name]
        if column.name in _INNER or column.foreign_keys:
            continue
        if (table.name, column.name) in FOR_THEMSELVES:
            continue
        if isinstance(column.type, LargeBinary):
            value = plain_text(value)
        elif isinstance(value, State):
            value = value.words
        readable[column.name] = value
    return readable
