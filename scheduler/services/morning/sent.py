"""What desks send after they were without a network, check-ins, newcomers and undos: each taken in
once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduler.domain.morning.noted import Noted
from scheduler.domain.morning.sent import KnownPresence, SentNews, taken_together
from scheduler.domain.states import Presence, RegistrationState, unknown_state
from scheduler.models import Attendance, Attendee, Event, SentCheckIn, db, transaction
from scheduler.services.morning.attendance import seat_if_without
from scheduler.services.morning.desk.sent_newcomers import (
    SendingDesk,
    SentNewcomer,
    table_lacking,
    take_back_newcomer,
    take_in_newcomer,
)
from scheduler.services.morning.desk.taking_back import known_words
from scheduler.services.people.presence import who_came_instead
from scheduler.services.planning.rounds.clock import rounds_begun, runs_of
from scheduler.services.planning.rounds.runs import Run
from scheduler.services.registration.places import lock_event

LONGEST_NOTE: Final = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """One check-in: its own random ``key``, whom it concerns, and when it was made.

    An undo has ``undone``, what the desk's page showed, or ``undone_key``, the key of a check-in
    that may have been sent before; ``who`` is 0 where that was somebody who is on no list.
    """

    key: str
    who: int
    made_at: datetime
    undone: Noted | None = None
    undone_key: str = ""

    @property
    def is_undo(self) -> bool:
        """Whether something is taken back."""
        return self.undone is not None or self.undone_key != ""


def take_in_all(
    event: Event, sender: SendingDesk, sent: Sequence[Sent | SentNewcomer], now: datetime
) -> dict[str, str]:
    """Take in what a desk sends, in its order; returns for each key what came of it, in words.

    What was taken in before changes nothing. Whoever is on the list is here in the end, and who
    has no place any more is here with a note; an undo takes back what its page showed and no
    more, so that the order in which desks send changes nothing. Whoever is here takes free chairs
    where they have no table, and is told of where none is free.
    """
    told: dict[str, str] = {}
    with transaction():
        event = lock_event(event.id)
        runs = runs_of(event, now)
        known = _known_keys(event, sent)
        for each in sent:
            if said := _of_newcomers(event, each, each.key in known, sender, now):
                known.add(each.key)
                told[each.key] = said
                continue
            assert isinstance(each, Sent)
            person = db.session.get(Attendee, each.who, populate_existing=True)
            if person is None or person.event_id != event.id:
                told[each.key] = "Somebody is no longer on the list."
            elif person.removed_at is not None:
                told[each.key] = (
                    f"{person.name} is no longer on the list: "
                    "add them as somebody who is not on it."
                )
            elif each.key in known:
                told[each.key] = _told(event, person, each.is_undo, now)
            else:
                known.add(each.key)
                told[each.key] = _one(event, person, each, sender.name[:80], runs, now)
    return told


def _known_keys(event: Event, sent: Sequence[Sent | SentNewcomer]) -> set[str]:
    """The keys of what was taken in before."""
    keys = [each.key for each in sent]
    mine = select(SentCheckIn.key).where(SentCheckIn.event_id == event.id)
    return set(db.session.scalars(mine.where(SentCheckIn.key.in_(keys))))


def _of_newcomers(
    event: Event, sent: Sent | SentNewcomer, known: bool, sender: SendingDesk, now: datetime
) -> str:
    """Take in somebody who was on no list, or that they are taken off it; "" for all else."""
    if isinstance(sent, SentNewcomer):
        return take_in_newcomer(event, sent, known, sender, now)
    if sent.who:
        return ""
    if known:
        return "They are off the list again."
    return take_back_newcomer(event, sent.key, sent.undone_key, sent.made_at, sender, now)


def _one(
    event: Event, person: Attendee, sent: Sent, desk: str, runs: Sequence[Run], now: datetime
) -> str:
    """Take in one of them; returns what has to be told of it."""
    made_at, undone = min(sent.made_at, now), sent.undone or _named(event, sent)
    row = SentCheckIn(
        event_id=event.id,
        key=sent.key,
        made_at=made_at,
        desk=desk,
        begun=sum(run.started <= made_at for run in runs),
        undone=undone.packed if undone else "",
    )
    db.session.add(row)
    if sent.is_undo and (reason := _needs_a_person(person)):
        return reason
    if undone is None and sent.is_undo:
        return _told(event, person, True, now)
    row.attendee_id = person.id
    known = _outcome(person, row)
    _write(person, known, event)
    if known is not None and known.state is Presence.HERE:
        seat_if_without(event, person, rounds_begun(event, now), now)
    return _told(event, person, sent.is_undo, now)


def _named(event: Event, sent: Sent) -> Noted | None:
    """What the check-in of that key noted; None for a check-in, and where nothing came of it."""
    row = db.session.scalar(
        select(SentCheckIn).where(
            SentCheckIn.event_id == event.id,
            SentCheckIn.key == sent.undone_key,
            SentCheckIn.attendee_id == sent.who,
        )
    )
    return Noted(sent.who, Presence.HERE, row.made_at) if row else None


def _told(event: Event, person: Attendee, undo: bool, now: datetime) -> str:
    """What is true of the person now, and what has to be told of them."""
    row = db.session.get(Attendance, person.id)
    if row is None:
        return f"{person.name} is expected{' again' if undo else ''}."
    here = row.state is Presence.HERE and not undo
    said = f"{person.name} is here" if here else known_words(event, person, row)
    lacking = table_lacking(event, person, now) if here else ""
    return " ".join(part for part in (f"{said}.", lacking, row.note) if part)


def _needs_a_person(person: Attendee) -> str:
    """Why an undo that was sent does not take back what it should; "" where it does."""
    if twin := who_came_instead(person.id):
        return f"{twin} has come instead of {person.name}: press Undo there."
    row = db.session.get(Attendance, person.id)
    if row is not None and row.added_places is not None:
        return f"{person.name} was put on the list at a desk: press Undo again to take them off it."
    return ""


def _outcome(person: Attendee, latest: SentCheckIn) -> KnownPresence | None:
    """What is known of the person after the latest, taken together with those sent before it.

    They are taken together for as long as nothing else was noted of the person meanwhile.
    """
    known = _known(db.session.get(Attendance, person.id))
    before = db.session.scalars(
        select(SentCheckIn)
        .where(SentCheckIn.attendee_id == person.id, SentCheckIn.id != latest.id)
        .order_by(SentCheckIn.id)
    ).all()
    begins = [number for number, row in enumerate(before) if row.before is not None]
    if begins:
        rows = before[begins[-1] :]
        start, news = _unpacked(rows[0].before or {}), [_news(row) for row in rows]
        if _same(taken_together(start, news), known):
            return taken_together(start, [*news, _news(latest)])
    latest.before = _packed(known)
    return taken_together(known, [_news(latest)])


def _news(row: SentCheckIn) -> SentNews:
    undone = Noted.read(row.attendee_id or 0, row.undone) if row.undone else None
    shown = (undone.state, undone.at) if undone else None
    return SentNews(row.made_at, row.desk, row.begun, shown)


def _same(one: KnownPresence | None, other: KnownPresence | None) -> bool:
    """Whether both say the same, notes aside: some are about the sign-up."""
    return (one and replace(one, note="")) == (other and replace(other, note=""))


def _known(row: Attendance | None) -> KnownPresence | None:
    if row is None:
        return None
    return KnownPresence(
        row.state,
        row.noted_at,
        row.desk,
        row.came_at,
        tuple(row.away),
        row.note,
        row.came_desk,
    )


def _packed(known: KnownPresence | None) -> dict[str, Any]:
    """What was known, to be kept; {} for nothing."""
    if known is None:
        return {}
    return {
        "state": known.state.value,
        "noted_at": known.noted_at.isoformat(),
        "desk": known.desk,
        "came_at": known.came_at.isoformat() if known.came_at else "",
        "away": known.away,
        "note": known.note,
        "came_by": known.came_by,
    }


def _unpacked(kept: Mapping[str, Any]) -> KnownPresence | None:
    if not kept:
        return None
    return KnownPresence(
        Presence(kept["state"]),
        datetime.fromisoformat(kept["noted_at"]),
        kept["desk"],
        datetime.fromisoformat(kept["came_at"]) if kept["came_at"] else None,
        tuple(kept["away"]),
        kept["note"],
        kept.get("came_by", ""),
    )


def _write(person: Attendee, known: KnownPresence | None, event: Event) -> None:
    """Write down what is known of the person."""
    row = db.session.get(Attendance, person.id)
    if known is None:
        if row is not None:
            db.session.delete(row)
        db.session.flush()
        return
    note = known.note or _without_a_place(person, event) or _replaced(person)
    if row is None:
        row = Attendance(attendee_id=person.id, event_id=person.event_id)
        db.session.add(row)
    row.state, row.noted_at, row.desk = known.state, known.noted_at, known.desk
    row.came_at, row.came_desk, row.away = known.came_at, known.came_by, list(known.away)
    row.note = note[:LONGEST_NOTE]
    db.session.flush()


def _replaced(person: Attendee) -> str:
    twin = who_came_instead(person.id)
    return f"{twin} has come instead of them too." if twin else ""


def _without_a_place(person: Attendee, event: Event) -> str:
    if person.state is RegistrationState.WAITING:
        return "They are on the waiting list: give them a place on the People page."
    if person.state is RegistrationState.OFFERED:
        return "They have not taken the place they are offered: give it them on the People page."
    if person.state is RegistrationState.ASKED:
        return "They wait for an answer to their request: approve them on the People page."
    if person.state is RegistrationState.CANCELLED:
        at = (person.cancelled_at or person.updated_at).astimezone(ZoneInfo(event.timezone))
        return f"They cancelled on {at.day} {at:%B, %H:%M}: find them and let them in after all."
    if person.state is not RegistrationState.PLACED:
        unknown_state(person.state)
    return ""
