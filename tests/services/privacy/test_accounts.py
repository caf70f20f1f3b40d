"""An account that is deleted leaves no trace of whose it was, and no organisation without owner."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import JSON, func, select, update

from scheduler.domain.accounts.audit import LoggedWords, Topic
from scheduler.domain.accounts.roles import TeamRole
from scheduler.errors import Rule, RuleBroken
from scheduler.models import (
    Attendee,
    AuditEntry,
    Event,
    Membership,
    OrganisingBody,
    Passkey,
    PrivacyRecord,
    RecoveryCode,
    ResetRequest,
    SecondStep,
    SignIn,
    User,
    db,
)
from scheduler.models.database import Base
from scheduler.services.accounts import audit, team
from scheduler.services.privacy import accounts
from scheduler.services.privacy.belonging import text_columns
from scheduler.services.privacy.records import note_record
from tests.builders import NOW, Account, make_event, make_mail
from tests.builders.accounts import make_invitation, make_member, make_passkey
from tests.builders.populated import populate
from tests.services.privacy.test_erasing import email_about, everything

NAME, ADDRESS = "Zebedee Quillfeather", "zebedee@quill.example"
MARKS = ("zebedee", "quillfeather", "quill.example")


def traces() -> set[str]:
    return {where for where, text in everything() if any(m in text.casefold() for m in MARKS)}


def sign_everything(user: User) -> None:
    """Whatever belongs to the account bears its name where there is room for one."""
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        ways = [
            c for c in table.columns if any(k.column.table.name == "user" for k in c.foreign_keys)
        ]
        for column in text_columns(table) if ways else ():
            if not isinstance(column.type, JSON) and (column.type.length or 99) >= 200:
                theirs = ways[0] == user.id
                db.session.execute(update(table).where(theirs).values({column.name: NAME}))


@pytest.fixture
def leaver(app: Flask, owner: Account) -> Account:
    """A second owner of the organisation, who has left something in every table that may name
    an account."""
    populate(owner.body_id)
    found = make_member(app, owner.body_id, TeamRole.OWNER, NAME)
    user = found.user
    user.email = ADDRESS
    make_passkey(user)
    others = make_invitation(owner.body_id, "asked", invited_by=NAME, email="b@example.org")
    make_invitation(owner.body_id, "own", email=ADDRESS)
    event = db.session.get_one(Event, db.session.scalar(select(func.max(Event.id))))
    make_mail(event, recipient=ADDRESS, message=email_about(NAME, ADDRESS))
    db.session.add_all(
        [
            SecondStep(user_id=user.id, secret="A" * 32, began_at=NOW, confirmed_at=NOW),
            RecoveryCode(user_id=user.id, code_hash="h"),
            ResetRequest(email=ADDRESS, base="https://x.example", asked_at=NOW),
            *(
                AuditEntry(
                    body_id=owner.body_id, user_id=who.id, who=who.name, topic=Topic.TEAM,
                    verb="invited", about_person=False, rest=rest, at=NOW,
                )
                for who, rest in ((user, "b@example.org as host"), (owner.user, ADDRESS))
            ),
        ]
    )  # fmt: skip
    note_record(owner.body_id, NAME, "One person's data shown.", NOW)
    db.session.flush()
    sign_everything(user)
    db.session.commit()
    assert others.id
    return found


def test_no_trace_of_the_account_is_left(owner: Account, leaver: Account, tmp_path: Path) -> None:
    for number, to in enumerate((ADDRESS, "b@example.org")):
        (tmp_path / f"{number}.eml").write_bytes(email_about("Ann Lee", to))
    assert traces() >= {
        "user.name", "user.email", "audit_entry.who", "audit_entry.rest", "privacy_record.by",
        "invitation.invited_by", "invitation.email", "outgoing_mail.recipient",
        "reset_request.email",
    }  # fmt: skip
    ahead = accounts.account_ahead(leaver.user, NOW)
    assert [(one.others, one.hand_over) for one in ahead.organisations] == [(2, False)]
    assert (ahead.sign_ins, ahead.entries, ahead.alone) == (1, 1, [])
    key, events = leaver.user.id, db.session.query(Event).count()
    acting = audit.set_acting(lambda: audit.Who(key, NAME))
    try:
        accounts.delete_account(leaver.user, [], tmp_path, NOW)
    finally:
        audit.reset_acting(acting)
    assert traces() == set()
    assert [file.name for file in tmp_path.iterdir()] == ["1.eml"]
    assert db.session.query(Event).count() == events
    for model in (SignIn, SecondStep, RecoveryCode, Passkey, Membership):
        assert db.session.query(model).filter_by(user_id=key).count() == 0


def test_the_log_keeps_what_one_person_did_together(
    owner: Account, leaver: Account, tmp_path: Path
) -> None:
    key = leaver.user.id
    acting = audit.set_acting(lambda: audit.Who(key, NAME))
    try:
        audit.note_statement(LoggedWords(Topic.TEAM, "left", "a word"), body_id=owner.body_id)
        accounts.delete_account(leaver.user, [], tmp_path, NOW)
    finally:
        audit.reset_acting(acting)
    theirs = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()[-2:]
    (pseudonym,) = {one.who for one in theirs}
    assert [(one.verb, one.rest) for one in theirs] == [
        ("left", "a word"),
        ("deleted", "their account"),
    ]
    assert pseudonym.startswith("Former member ")
    said = db.session.scalars(select(PrivacyRecord).order_by(PrivacyRecord.id)).all()[-1]
    assert (said.by, said.sentence) == (pseudonym, "Deleted their account.")


def test_the_last_owner_hands_over_first(app: Flask, owner: Account, tmp_path: Path) -> None:
    other = make_member(app, owner.body_id, TeamRole.ORGANISER)
    with pytest.raises(RuleBroken, match="You are the only owner of Paisley") as refused:
        accounts.delete_account(owner.user, [owner.body_id], tmp_path, NOW)
    assert refused.value.rule is Rule.TOO_FEW
    member = db.session.scalars(select(Membership).filter_by(user_id=other.user.id)).one()
    team.change_role(owner.body_id, member.id, TeamRole.OWNER)
    accounts.delete_account(owner.user, [], tmp_path, NOW)
    assert db.session.scalars(select(User.name)).all() == [other.user.name]


def test_what_belongs_to_nobody_else_goes_when_it_was_asked_for(
    app: Flask, owner: Account, stranger: Account, tmp_path: Path
) -> None:
    populate(owner.body_id)
    to_come = make_event(owner.body_id, starts_at=NOW + timedelta(days=1))
    make_mail(to_come, recipient="b@example.org")
    theirs = make_event(stranger.body_id).id
    db.session.query(Membership).filter(
        Membership.body_id == owner.body_id, Membership.user_id != owner.user.id
    ).delete()
    db.session.commit()
    (ahead,) = accounts.account_ahead(owner.user, NOW).alone
    own = select(Event.id).where(Event.body_id == owner.body_id)
    assert ahead.events == len(db.session.scalars(own).all())
    assert ahead.people == db.session.query(Attendee).count()
    with pytest.raises(RuleBroken) as refused:
        accounts.delete_account(owner.user, [], tmp_path, NOW)
    assert refused.value.rule is Rule.STALE
    accounts.delete_account(owner.user, [owner.body_id], tmp_path, NOW)
    assert db.session.scalars(select(Event.id)).all() == [theirs]
    assert db.session.scalars(select(OrganisingBody.id)).all() == [stranger.body_id]
    assert db.session.query(Attendee).count() == 0
