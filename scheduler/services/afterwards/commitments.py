"""What people said they would do: noted at a table, by the organiser or by themselves.

On the next breakfast of the series it comes back, until it is kept or dropped.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, delete, exists, select
from sqlalchemy.orm import aliased, joinedload

from scheduler.domain.languages import gettext
from scheduler.domain.states import CommitmentState, RegistrationState
from scheduler.domain.text import one_line
from scheduler.errors import InvalidInput, NotFound
from scheduler.models import Attendee, Commitment, Event, db, transaction
from scheduler.services.planning.memory import standing_contacts

LONGEST = 300


def note_commitment(
    by: Attendee, who_id: int, what: str, due: date | None, now: datetime
) -> Commitment:
    """Write down who does what by when, as a host or of oneself.

    What is noted already, and under way, is one. Raises InvalidInput without words and for more
    than LONGEST letters, NotFound for somebody of another event.
    """
    return _note(by.event_id, by.id, who_id, what, due, now)


def note_for_organiser(
    event: Event, who_id: int, what: str, due: date | None, now: datetime
) -> Commitment:
    """The same, as the organiser heard it."""
    return _note(event.id, None, who_id, what, due, now)


def remove_commitment(by: Attendee, commitment_id: int) -> None:
    """Delete what this person wrote down; what is gone already stays gone."""
    with transaction():
        db.session.execute(
            delete(Commitment).where(
                Commitment.id == commitment_id, Commitment.noted_by_id == by.id
            )
        )


def say_state(
    commitment: Commitment, state: CommitmentState, now: datetime, told: bool | None = None
) -> None:
    """Say what became of a commitment. ``told``: whether the impact report may tell it."""
    with transaction():
        if state != commitment.state:
            commitment.state, commitment.state_at = state, now
        if told is not None:
            commitment.told = told


def own_commitment(person: Attendee, commitment_id: int) -> Commitment:
    """Return one that the person made, at this or an earlier breakfast. Raises NotFound."""
    return _one(own_commitments(person), commitment_id)


def organisers_commitment(event: Event, commitment_id: int) -> Commitment:
    """Return one of the event's, or one that came back to it. Raises NotFound."""
    return _one([*commitments_of(event), *brought_back(event)], commitment_id)


def noted_by(host: Attendee) -> Sequence[Commitment]:
    """What the host wrote down, the newest first."""
    return _all(Commitment.noted_by_id == host.id)


def commitments_of(event: Event) -> Sequence[Commitment]:
    """Everything that was written down at an event, the newest first."""
    return _all(Commitment.event_id == event.id)


def own_commitments(person: Attendee) -> Sequence[Commitment]:
    """What somebody has said they would do, the newest first.

    With it what they said at earlier breakfasts of the series and have not settled.
    """
    earlier = [
        one for one in brought_back(person.event) if person.id in owners_of([one], person.event)
    ]
    unsettled = [one for one in earlier if one.state == CommitmentState.UNDER_WAY]
    return [*_all(Commitment.who_id == person.id), *unsettled]


def brought_back(event: Event) -> Sequence[Commitment]:
    """What was said last time, the newest first: all of the breakfast before in the series, and
    what is still under way of those before it."""
    if event.series_id is None:
        return []
    earlier = aliased(Event)
    own = (
        earlier.series_id == event.series_id,
        earlier.starts_at < event.starts_at,
        earlier.called_off_at.is_(None),
    )
    last: ScalarSelect[int] = (
        select(earlier.id).where(*own).order_by(earlier.starts_at.desc()).limit(1).scalar_subquery()
    )
    return _all(
        Commitment.event_id.in_(select(earlier.id).where(*own)),
        (Commitment.event_id == last) | (Commitment.state == CommitmentState.UNDER_WAY),
    )


def owners_of(commitments: Sequence[Commitment], event: Event) -> Mapping[int, list[Commitment]]:
    """Return who of those with a place at the event said these things, by the attendee's id.

    People are known by their contact in the series.
    """
    if not commitments or event.series_id is None:
        return {}
    standing = standing_contacts(event.series_id)
    said: dict[int, list[Commitment]] = {}
    for one in commitments:
        if contact := standing.get(one.who.contact_id or 0):
            said.setdefault(contact, []).append(one)
    coming = db.session.execute(
        select(Attendee.id, Attendee.contact_id).where(
            Attendee.event_id == event.id, Attendee.state == RegistrationState.PLACED
        )
    )
    found = {key: said.get(standing.get(contact or 0, 0), []) for key, contact in coming}
    return {key: own for key, own in found.items() if own}


def owner_ids(event: Event) -> list[int]:
    """Return who of the event's people has something under way, said there or brought back."""
    under_way = Commitment.state == CommitmentState.UNDER_WAY
    here = db.session.scalars(
        select(Attendee.id).where(
            Attendee.event_id == event.id,
            Attendee.state == RegistrationState.PLACED,
            exists().where(Commitment.who_id == Attendee.id, under_way),
        )
    )
    open_ = [one for one in brought_back(event) if one.state == CommitmentState.UNDER_WAY]
    return sorted({*here, *owners_of(open_, event)})


def _note(
    event_id: int, by_id: int | None, who_id: int, what: str, due: date | None, now: datetime
) -> Commitment:
    what = one_line(what)
    if not what:
        raise InvalidInput(gettext("Say what they will do."), field="what")
    if len(what) > LONGEST:
        longest = "“%(label)s” can have at most %(most)s characters."
        raise InvalidInput(gettext(longest, label=gettext("What"), most=LONGEST), field="what")
    with transaction():
        # Locked, so that of two presses the second finds what the first has noted.
        who = db.session.get(Attendee, who_id, with_for_update=True)
        if who is None or who.event_id != event_id:
            raise NotFound("That person is not on the list of this event.")
        same = select(Commitment).filter_by(
            event_id=event_id, who_id=who.id, what=what, due=due, noted_by_id=by_id
        )
        if (there := db.session.scalar(same)) and there.state == CommitmentState.UNDER_WAY:
            return there
        found = Commitment(
            event_id=event_id, who_id=who.id, what=what, due=due, noted_by_id=by_id, noted_at=now
        )
        db.session.add(found)
    return found


def _one(among: Sequence[Commitment], commitment_id: int) -> Commitment:
    found = next((one for one in among if one.id == commitment_id), None)
    if found is None:
        raise NotFound("There is no such commitment.")
    return found


def _all(*conditions: ColumnElement[bool]) -> Sequence[Commitment]:
    return db.session.scalars(
        select(Commitment)
        .where(*conditions)
        .options(joinedload(Commitment.who))
        .order_by(Commitment.id.desc())
    ).all()
