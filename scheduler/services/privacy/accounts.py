"""Deleting an account: what goes with it, and what stays without its name."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy import Column, ColumnElement, String, delete, func, or_, select, update

from scheduler.domain.accounts.audit import LoggedWords, Topic
from scheduler.domain.accounts.roles import TeamRole
from scheduler.domain.english import listed
from scheduler.domain.privacy.traces import Traces
from scheduler.domain.states import COMING
from scheduler.errors import Rule, RuleBroken
from scheduler.models import (
    Attendee,
    AuditEntry,
    Event,
    Invitation,
    Membership,
    OrganisingBody,
    OutgoingMail,
    ResetRequest,
    Series,
    SignIn,
    User,
    db,
    transaction,
)
from scheduler.models.database import changed_rows
from scheduler.services.accounts.audit import note_statement
from scheduler.services.accounts.team import lock_body
from scheduler.services.privacy.belonging import tables, text_columns, within_body
from scheduler.services.privacy.mentions import NAMES_OF_OTHERS, PUBLISHED
from scheduler.services.privacy.records import note_record

SHORTEST_NAME: Final = 40
"""Letters that a column has at least in which somebody's name is kept, or a pseudonym."""
_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

log = structlog.get_logger("crosstalk")


@dataclass(frozen=True, slots=True)
class OrganisationAhead:
    """What becomes of one of the account's organisations.

    ``others``: how many more belong to it; with none it goes, with all of its ``events``, the
    ``people`` ever signed up for them and the ``plans``; ``expecting``: who has a place at one to
    come, or waits for it, and would not be told. ``hand_over``: others are there, and nobody else
    owns it. ``contact``: its public contact address is the account's, and stays.
    """

    body: OrganisingBody
    others: int
    hand_over: bool
    events: int
    people: int
    expecting: int
    contact: bool


@dataclass(frozen=True, slots=True)
class AccountAhead:
    """What deleting an account would do; ``entries``: of the log, which lose its name."""

    organisations: Sequence[OrganisationAhead]
    sign_ins: int
    entries: int

    @property
    def alone(self) -> list[OrganisationAhead]:
        """The organisations that go with the account."""
        return [one for one in self.organisations if not one.others]

    @property
    def to_hand_over(self) -> list[str]:
        """The names of the organisations that need another owner first."""
        return [one.body.name for one in self.organisations if one.hand_over]


def account_ahead(user: User, now: datetime) -> AccountAhead:
    """Return what :func:`delete_account` would do. Changes nothing."""
    own = select(OrganisingBody).join(Membership).where(Membership.user_id == user.id)
    bodies = db.session.scalars(own.order_by(OrganisingBody.name, OrganisingBody.id)).all()
    return AccountAhead(
        [_organisation(body, user, now) for body in bodies],
        _number(SignIn.user_id == user.id),
        _number(AuditEntry.user_id == user.id),
    )


def delete_account(user: User, alone: Collection[int], outbox: Path, now: datetime) -> None:
    """Delete the account, and the organisations ``alone`` to which nobody else belongs.

    What it did stays in the log under a pseudonym; what it wrote for events and people stays as
    it is. ``outbox`` is the folder of emails that were written to files. Raises RuleBroken: rule
    TOO_FEW where an organisation needs another owner first, rule STALE where what goes is not
    what was asked for.
    """
    user_id = user.id
    with transaction():
        ids = sorted(
            db.session.scalars(select(Membership.body_id).where(Membership.user_id == user_id))
        )
        for body_id in ids:
            lock_body(body_id)
        ahead = account_ahead(user, now)
        if ahead.to_hand_over:
            raise RuleBroken(hand_over_words(ahead), Rule.TOO_FEW)
        going = {one.body.id for one in ahead.alone}
        if going != set(alone):
            raise RuleBroken("Tick each organisation that goes with your account.", Rule.STALE)
        for body_id in going:
            _delete_organisation(body_id)
        said, pseudonym = LoggedWords(Topic.TEAM, "deleted", "their account"), _pseudonym()
        for body_id in set(ids) - going:
            note_statement(said, body_id=body_id)
            note_record(body_id, pseudonym, "Deleted their account.", now)
        # Those that they have left before keep what they did too.
        did = select(AuditEntry.body_id).where(AuditEntry.user_id == user_id)
        for body_id in {*ids, *db.session.scalars(did)} - going:
            _forget_name(body_id, user, pseudonym)
        _forget_address(user.email)
        changed_rows(delete(User).where(User.id == user_id))
    _remove_files(outbox, user.email)
    log.info("account deleted", user_id=user_id, organisations=len(going))
    db.session.expunge_all()


def hand_over_words(ahead: AccountAhead) -> str:
    """Say of which organisations somebody else must become an owner first."""
    return (
        f"You are the only owner of {listed(ahead.to_hand_over)}, and others belong to it: make "
        "one of them an owner first."
    )


def _organisation(body: OrganisingBody, user: User, now: datetime) -> OrganisationAhead:
    others = (Membership.body_id == body.id) & (Membership.user_id != user.id)
    owners = _number(others & (Membership.role == TeamRole.OWNER))
    events = select(Event.id).where(Event.body_id == body.id)
    to_come = events.where(Event.ends_at > now, Event.called_off_at.is_(None))
    expecting = Attendee.event_id.in_(to_come) & Attendee.state.in_(COMING)
    number = _number(others)
    return OrganisationAhead(
        body=body,
        others=number,
        hand_over=bool(number) and not owners,
        events=_number(Event.body_id == body.id),
        people=_number(Attendee.event_id.in_(events)),
        expecting=_number(expecting),
        contact=body.contact_email.lower() == user.email.lower(),
    )


def _number(condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).where(condition)) or 0


def _pseudonym() -> str:
    """A name that says nothing of who it was, and keeps what one person did together."""
    return "Former member " + "".join(secrets.choice(_LETTERS) for _ in range(4))


def _delete_organisation(body_id: int) -> None:
    events = select(Event.id).where(Event.body_id == body_id)
    emails = or_(OutgoingMail.body_id == body_id, OutgoingMail.event_id.in_(events))
    changed_rows(delete(OutgoingMail).where(emails))
    changed_rows(delete(Event).where(Event.body_id == body_id))
    changed_rows(delete(Series).where(Series.body_id == body_id))
    changed_rows(delete(OrganisingBody).where(OrganisingBody.id == body_id))


def _forget_name(body_id: int, user: User, pseudonym: str) -> None:
    """Let the pseudonym stand wherever the body's rows say nothing but the name, and in the log."""
    for table in tables():
        where = within_body(table, body_id)
        if where is None or table.name in PUBLISHED:
            continue
        for column in text_columns(table):
            if (table.name, column.name) in NAMES_OF_OTHERS or not _may_be_a_name(column):
                continue
            same = where & (column == user.name)
            db.session.execute(update(table).where(same).values({column: pseudonym}))
    theirs = AuditEntry.user_id == user.id
    changed_rows(update(AuditEntry).where(theirs).values(user_id=None, who=pseudonym))
    traces = Traces({user.name}, {user.email})
    own = select(AuditEntry.id, AuditEntry.rest).where(
        AuditEntry.body_id == body_id, AuditEntry.topic == Topic.TEAM
    )
    for entry, rest in db.session.execute(own).all():
        if (without := traces.without(rest)) != rest:
            changed_rows(update(AuditEntry).where(AuditEntry.id == entry).values(rest=without))


def _may_be_a_name(column: Column) -> bool:
    """Whether the column has room for a name; shorter ones hold kinds and keys."""
    return isinstance(column.type, String) and (column.type.length or 99) >= SHORTEST_NAME


def _forget_address(email: str) -> None:
    """Delete what was written to the account and what it is asked for, by its address."""
    to_them = (func.lower(OutgoingMail.recipient) == email) & OutgoingMail.attendee_id.is_(None)
    changed_rows(delete(OutgoingMail).where(to_them))
    # As a table: the log would say that they withdrew it.
    invitation = Invitation.metadata.tables[Invitation.__tablename__]
    db.session.execute(delete(invitation).where(func.lower(invitation.c.email) == email))
    changed_rows(delete(ResetRequest).where(func.lower(ResetRequest.email) == email))


def _remove_files(folder: Path, email: str) -> None:
    """Delete the emails to the account that were written to files."""
    for file in folder.glob("*.eml") if folder.is_dir() else ():
        to = message_from_bytes(file.read_bytes(), policy=policy.default)["To"]
        if email in str(to).lower():
            file.unlink(missing_ok=True)
