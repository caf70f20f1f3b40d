"""The log of who did what: written here alone, from transitions and from what is stored.

Services change rows; before each commit :func:`log_changes` reads from the session what changed,
and writes the entries into the same transaction. What statements change past the session is
noted by whoever carries them out. Nothing is noted while nobody is known to act, as in workers.
"""

from collections.abc import Callable, Iterator
from contextvars import ContextVar, Token
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session

from scheduler.domain.accounts import audit as words
from scheduler.domain.accounts.audit import LoggedWords, Topic
from scheduler.domain.registration.transitions import ActorKind, RegistrationChanged
from scheduler.models import (
    AgendaItem,
    Attendee,
    AuditEntry,
    DeskLink,
    Event,
    GroupMessage,
    GroupRule,
    Invitation,
    Job,
    Membership,
    OrganisingBody,
    PairRule,
    Plan,
    PlanEdit,
    Sector,
    User,
    db,
)


@dataclass(frozen=True, slots=True)
class Who:
    """The account that acts."""

    user_id: int
    name: str


Provider = Callable[[], Who | None]
_acting: ContextVar[Provider] = ContextVar("acting", default=lambda: None)

THE_WAITING_LIST: Final = "The waiting list"
SOMEBODY: Final = "An organiser"


def set_acting(provider: Provider) -> Token[Provider]:
    """Ask ``provider`` who acts, until :func:`reset_acting`. It may ask the database nothing."""
    return _acting.set(provider)


def reset_acting(token: Token[Provider]) -> None:
    """Undo the :func:`set_acting` that returned ``token``."""
    _acting.reset(token)


def note_statement(said: LoggedWords, *, body_id: int, event_id: int | None = None) -> None:
    """Note what a statement changes past the session, in the caller's transaction."""
    if who := _acting.get()():
        db.session.execute(
            insert(AuditEntry), [_row(said, who.user_id, who.name, body_id, event_id)]
        )


def note_transition(changed: RegistrationChanged) -> int:
    """Note a change of a registration; a handler of ``lifecycle`` that writes no emails."""
    body_id = db.session.get_one(Event, changed.event_id).body_id
    kind, user_id = changed.actor.kind, changed.actor.user_id
    who = {ActorKind.ATTENDEE: "", ActorKind.WAITING_LIST: THE_WAITING_LIST}.get(kind)
    if who is None:
        acting = _acting.get()()
        user = db.session.get(User, user_id) if user_id and not acting else None
        who = acting.name if acting else user.name if user else SOMEBODY
        user_id = acting.user_id if acting else user.id if user else None
    row = _row(words.of_registration(changed), user_id, who, body_id, changed.event_id)
    db.session.add(AuditEntry(**(row | {"at": changed.at})))
    return 0


def log_changes(session: Any) -> None:
    """Let every flush of the session note what it stores."""
    if not event.contains(session, "after_flush", _note_flush):
        event.listen(session, "after_flush", _note_flush)


def _note_flush(session: Session, _context: Any) -> None:
    who = _acting.get()()
    if who is None:
        return
    made = {row.id for row in session.new if isinstance(row, Event)}
    bodies: dict[int | None, int | None] = {}
    found: dict[tuple[int | None, int | None, LoggedWords], None] = {}
    for row in (*session.new, *session.dirty, *session.deleted):
        new, gone = row in session.new, row in session.deleted
        changes = {} if new or gone else _changes(row)
        if not (new or gone or changes):
            continue
        for said in _said(row, changes, new=new, gone=gone):
            body, about = _place(session, row, bodies)
            # What an event begins with was not changed.
            if not (new and about in made and not isinstance(row, Event)):
                found[body, about, said] = None
    rows = [_row(said, who.user_id, who.name, body, about) for body, about, said in found if body]
    if rows:
        session.connection().execute(insert(AuditEntry), rows)


def _said(row: Any, changes: words.Changes, *, new: bool, gone: bool) -> Iterator[LoggedWords]:
    """What the log says of one row that is stored, changed or deleted."""
    match row:
        case Event():
            if new:
                yield LoggedWords(Topic.SETTINGS, "set the event up")
            yield from words.of_event(changes)
        case Attendee() if changes and "state" not in changes:
            yield from words.of_person(row.id, changes)
        case PlanEdit() if new:
            yield from words.of_seats(row.changes.get("seats", []))
        case PairRule():
            yield LoggedWords(Topic.ROUNDS, "removed" if gone else "added", "a rule between people")
        case GroupRule():
            yield LoggedWords(Topic.ROUNDS, "removed" if gone else "added", "a rule between groups")
        case AgendaItem():
            yield LoggedWords(Topic.SETTINGS, "changed the agenda")
        case Sector():
            yield LoggedWords(Topic.SETTINGS, "changed the sectors")
        case Membership() | Invitation() | OrganisingBody():
            yield from _said_of_team(row, new=new, gone=gone)
        case Job() | GroupMessage() | DeskLink() if new:
            yield _said_of_new(row)


def _said_of_new(row: Job | GroupMessage | DeskLink) -> LoggedWords:
    match row:
        case GroupMessage():
            return LoggedWords(Topic.MESSAGES, "wrote", f"“{row.subject}” to a group")
        case DeskLink():
            return LoggedWords(Topic.TEAM, "made a desk link for", row.name)
    return LoggedWords(Topic.ROUNDS, "asked for new rounds")


def _said_of_team(
    row: Membership | Invitation | OrganisingBody, *, new: bool, gone: bool
) -> Iterator[LoggedWords]:
    match row:
        case Invitation() if new:
            yield LoggedWords(Topic.TEAM, "invited", f"{row.email} as {row.role}")
        case Membership() if gone:
            yield LoggedWords(Topic.TEAM, "removed", f"{row.user.name} from the team")
        case Membership() if row.user is not None:
            verb, link = ("added", "as ") if new else ("made", "")
            yield LoggedWords(Topic.TEAM, verb, f"{row.user.name} {link}{row.role}")
        case OrganisingBody() if not (new or gone):
            yield LoggedWords(Topic.TEAM, "changed", "the organisation’s name or contact address")


def _changes(row: Any) -> words.Changes:
    found = {}
    for column in inspect(row).mapper.column_attrs:
        history = inspect(row).attrs[column.key].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            found[column.key] = (before, history.added[0] if history.added else None)
    return found


def _place(
    session: Session, row: Any, bodies: dict[int | None, int | None]
) -> tuple[int | None, int | None]:
    """The organisation that a row belongs to, and its event; ``bodies`` remembers them."""
    match row:
        case OrganisingBody():
            return row.id, None
        case Event():
            return row.body_id, row.id
        case Membership() | Invitation():
            return row.body_id, None
    connection = session.connection()
    if isinstance(row, PlanEdit):
        about = connection.scalar(select(Plan.event_id).where(Plan.id == row.plan_id))
    else:
        about = row.event_id
    if about not in bodies:
        bodies[about] = connection.scalar(select(Event.body_id).where(Event.id == about))
    return bodies[about], about


def _row(
    said: LoggedWords, user_id: int | None, who: str, body_id: int | None, event_id: int | None
) -> dict[str, Any]:
    return {
        "body_id": body_id,
        "event_id": event_id,
        "attendee_id": said.person,
        "user_id": user_id,
        "who": who[:200],
        "topic": said.topic,
        "verb": said.verb[:80],
        "about_person": said.person is not None,
        "rest": said.rest[:300],
        "at": datetime.now(UTC),
    }
