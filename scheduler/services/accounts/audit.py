"""The log of who did what: written here alone, from transitions and from what is stored.

Services change rows; with each flush :func:`log_changes` reads from the session what changed, and
before each DELETE by statement what will be gone. The entries of ``audit_table.LOGGED`` go into the
same transaction. A statement that publishes a plan or deletes an event has words of its own, which
its service notes. Nothing is noted while nobody is known to act, as in workers.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar, Token
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from scheduler.domain.accounts import audit as words
from scheduler.domain.accounts.audit import LoggedWords
from scheduler.domain.registration.transitions import ActorKind, RegistrationChanged
from scheduler.models import Attendee, AuditEntry, Event, Plan, Series, User, db
from scheduler.services.accounts.audit_table import LOGGED, Stored


@dataclass(frozen=True, slots=True)
class Who:
    """The account that acts."""

    user_id: int
    name: str


_Provider = Callable[[], Who | None]
_acting: ContextVar[_Provider] = ContextVar("acting", default=lambda: None)

THE_WAITING_LIST: Final = "The waiting list"
SOMEBODY: Final = "An organiser"
_MADE: Final = "events made"
"""Where a session keeps the ids of the events that its transaction has added."""


def set_acting(provider: _Provider) -> Token[_Provider]:
    """Ask ``provider`` who acts, until :func:`reset_acting`. It may ask the database nothing."""
    return _acting.set(provider)


def reset_acting(token: Token[_Provider]) -> None:
    """Undo the :func:`set_acting` that returned ``token``."""
    _acting.reset(token)


def note_statement(said: LoggedWords, *, body_id: int, event_id: int | None = None) -> None:
    """Note what a statement changes past the session, in the caller's transaction."""
    if who := _acting.get()():
        db.session.execute(
            insert(AuditEntry), [_row(said, who.user_id, who.name, body_id, event_id)]
        )


def note_transition(changed: RegistrationChanged) -> int:
    """Note a change of a registration, in the caller's transaction; a handler of ``lifecycle`` that
    writes no emails."""
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
    """Let every flush of the session, and every DELETE by statement, note what it stores."""
    for name, listener in (
        ("after_flush", _note_flush),
        ("do_orm_execute", _note_deletion),
        ("after_commit", _forget_made),
        ("after_rollback", _forget_made),
    ):
        if not event.contains(session, name, listener):
            event.listen(session, name, listener)


def _note_flush(session: Session, _context: Any) -> None:
    made = session.info.setdefault(_MADE, set())
    made |= {row.id for row in session.new if isinstance(row, Event)}
    new, dirty, gone = list(session.new), list(session.dirty), list(session.deleted)
    changed = [(row, changes) for row in dirty if (changes := _changes(row))]
    _note(
        session,
        [
            *((row, Stored(new=True)) for row in new),
            *((row, Stored(changes)) for row, changes in changed),
            *((row, Stored(gone=True)) for row in gone),
        ],
    )


def _note_deletion(state: ORMExecuteState) -> None:
    """Read what a statement is about to delete."""
    model = state.bind_mapper.class_ if state.is_delete and state.bind_mapper else None
    if model is not None and model in LOGGED and _acting.get()():
        wanted = select(model).where(state.statement.whereclause)  # type: ignore[attr-defined]
        rows = state.session.scalars(wanted).all()
        _note(state.session, [(row, Stored(gone=True)) for row in rows])


def _forget_made(session: Session) -> None:
    session.info.pop(_MADE, None)


def _note(session: Session, stored: Sequence[tuple[Any, Stored]]) -> None:
    who = _acting.get()()
    if who is None:
        return
    made = session.info.get(_MADE, set())
    bodies: dict[tuple[int | None, int | None], int | None] = {}
    found: dict[tuple[int | None, int | None, LoggedWords], None] = {}
    for row, how in stored:
        told = LOGGED.get(type(row))
        for said in told(row, how) if told else ():
            body, about = _place(session, row, bodies)
            # What an event begins with was not changed.
            if not (how.new and about in made and not isinstance(row, Event)):
                found[body, about, said] = None
    rows = [_row(said, who.user_id, who.name, body, about) for body, about, said in found if body]
    if rows:
        session.connection().execute(insert(AuditEntry), rows)


def _changes(row: Any) -> words.FieldChanges:
    found = {}
    for column in inspect(row).mapper.column_attrs:
        history = inspect(row).attrs[column.key].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            found[column.key] = (before, history.added[0] if history.added else None)
    return found


def _place(
    session: Session, row: Any, bodies: dict[tuple[int | None, int | None], int | None]
) -> tuple[int | None, int | None]:
    """The organisation that a row belongs to, and its event; ``bodies`` remembers them."""
    if hasattr(row, "contact_email"):
        return row.id, None
    if hasattr(row, "body_id"):
        return row.body_id, row.id if isinstance(row, Event) else None
    connection = session.connection()
    about, series = getattr(row, "event_id", None), getattr(row, "series_id", None)
    if hasattr(row, "plan_id") and not hasattr(row, "event_id"):
        about = connection.scalar(select(Plan.event_id).where(Plan.id == row.plan_id))
    elif hasattr(row, "attendee_id") and not hasattr(row, "event_id"):
        about = connection.scalar(select(Attendee.event_id).where(Attendee.id == row.attendee_id))
    if (about, series) not in bodies:
        of_event = select(Event.body_id).where(Event.id == about)
        of_series = select(Series.body_id).where(Series.id == series)
        bodies[about, series] = connection.scalar(of_series if about is None else of_event)
    return bodies[about, series], about


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
