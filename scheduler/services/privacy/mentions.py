"""Mentions of a person in what a body keeps beside their sign-ups: found, and taken away."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, delete, select, update

from scheduler.domain.privacy.traces import Traces
from scheduler.domain.states import MailState
from scheduler.models import Event, OutgoingMail, PrintFile, StagedImport, db
from scheduler.models.database import changed_rows
from scheduler.services.privacy.belonging import BODY, tables, text_columns, within_body

Condition = list[ColumnElement[bool]]
_Words = dict[str, Any]

PUBLISHED: Final = frozenset({BODY, "event", "event_picture", "agenda_item", "sector", "series"})
"""What an organiser wrote for everybody: a speaker's name stays until they take it away."""

NAMES_OF_OTHERS: Final = frozenset(
    {("attendee", "name"), ("attendee", "name_key"), ("attendee", "organisation")}
    | {("attendee", "email"), ("attendee", "email_key"), ("outgoing_mail", "recipient")}
)
"""Somebody else of the same name stays who they are."""


def in_what_organisers_wrote(body_id: int, traces: Traces) -> int:
    """Return how many rows of an organiser's own pages name the person; these are not cut."""
    return sum(
        any(traces.within(value) for value in row.values())
        for table in tables()
        if table.name in PUBLISHED
        for _, row in _rows(table, body_id)
    )


def cut(body_id: int, traces: Traces) -> None:
    """Take each mention out of everything that the body keeps, in the caller's transaction.

    Emails to others that name the person lose their text; one that has not left is withdrawn.
    Uploaded lists that wait for their import go, and prints that wait to be fetched: nobody can
    cut a line out of either.
    """
    _cut_emails(body_id, traces)
    events = select(Event.id).where(Event.body_id == body_id)
    changed_rows(delete(StagedImport).where(StagedImport.event_id.in_(events)))
    changed_rows(delete(PrintFile).where(PrintFile.event_id.in_(events)))
    for table in tables():
        if table.name not in PUBLISHED:
            for key, row in _rows(table, body_id):
                changed = {
                    name: cleared
                    for name, value in row.items()
                    if (cleared := traces.without(value)) != value
                }
                if changed:
                    db.session.execute(update(table).where(*key).values(changed))


def remove_files(folder: Path, traces: Traces) -> None:
    """Delete the emails that were written to files of this folder and name the person."""
    for file in folder.glob("*.eml") if folder.is_dir() else ():
        if traces.within(list(_texts(file.read_bytes()))):
            file.unlink(missing_ok=True)


def _rows(table: Table, body_id: int) -> Iterator[tuple[Condition, _Words]]:
    """Which row it is, and its words, for each of the body's rows of a table."""
    where = within_body(table, body_id)
    columns = [c for c in text_columns(table) if (table.name, c.name) not in NAMES_OF_OTHERS]
    if where is None or not columns:
        return
    keys = list(table.primary_key.columns)
    found = db.session.execute(select(*keys, *columns).where(where)).all()
    for row in found:
        values = dict(zip((c.name for c in columns), row[len(keys) :], strict=True))
        yield [key == value for key, value in zip(keys, row, strict=False)], values


def _cut_emails(body_id: int, traces: Traces) -> None:
    table = OutgoingMail.metadata.tables[OutgoingMail.__tablename__]
    where = within_body(table, body_id)
    assert where is not None, "an email belongs to a body or to one of its events"
    waiting = (MailState.QUEUED, MailState.HELD)
    rows = db.session.execute(
        select(OutgoingMail.id, OutgoingMail.state, OutgoingMail.message).where(where)
    )
    for mail_id, state, message in rows.all():
        if message and traces.within(list(_texts(message))):
            this = OutgoingMail.id == mail_id
            if state in waiting:
                changed_rows(delete(OutgoingMail).where(this))
            else:
                changed_rows(update(OutgoingMail).where(this).values(message=b""))


def _texts(content: bytes) -> Iterator[str]:
    """Everything that can be read in an email: its headers, its texts, and attached texts."""
    message = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    for part in message.walk():
        yield from (str(value) for value in part.values())
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                text = payload.decode(part.get_content_charset() or "utf-8", "replace")
                # Lines of calendars go on after a break and a space.
                yield text.replace("\r\n ", "")
