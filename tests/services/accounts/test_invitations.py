"""Inviting somebody, and what the link of an invitation does."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduler.domain.accounts.roles import TeamRole
from scheduler.errors import InvalidInput, NotFound, Rule, RuleBroken
from scheduler.models import Invitation, Membership, OutgoingMail, User, db
from scheduler.services.accounts import invitations, team
from tests.builders import NOW, Account
from tests.builders.accounts import make_invitation


def roles(body_id: int) -> dict[str, TeamRole]:
    db.session.expire_all()
    return {member.user.name: member.role for member in team.members_of(body_id)}


def test_an_invitation_is_an_email_and_replaces_the_one_before(owner: Account) -> None:
    for role in ("viewer", "host"):
        invitations.invite_member(owner.body_id, " Ann@Example.org ", role, owner.user, NOW)
    [open_one] = invitations.open_invitations(owner.body_id, NOW)
    assert (open_one.email, open_one.role) == ("Ann@example.org", TeamRole.HOST)
    mails = db.session.scalars(select(OutgoingMail)).all()
    assert [(mail.kind, mail.recipient) for mail in mails] == [
        ("invitation", "Ann@example.org")
    ] * 2
    assert mails[0].subject == (
        "Olwen Rees invites you to help with the events of Paisley Breakfasts"
    )


def test_who_belongs_already_is_not_invited(owner: Account) -> None:
    with pytest.raises(RuleBroken) as caught:
        invitations.invite_member(owner.body_id, "OLWEN@example.org", "viewer", owner.user, NOW)
    assert caught.value.rule is Rule.TAKEN
    with pytest.raises(InvalidInput):
        invitations.invite_member(owner.body_id, "nowhere", "viewer", owner.user, NOW)
    assert db.session.scalars(select(Invitation)).all() == []


def test_a_new_account_joins_once(owner: Account) -> None:
    make_invitation(owner.body_id, "secret", email="Ann@example.org", role=TeamRole.CHECK_IN)
    now = invitations.open_invitations(owner.body_id, NOW)[0].created_at
    user = invitations.join_with_new_account("secret", "Ann Lee", "hash", now)
    assert user.email == "ann@example.org"
    assert roles(owner.body_id)["Ann Lee"] is TeamRole.CHECK_IN
    with pytest.raises(NotFound):
        invitations.join_body("secret", user, now)


def test_an_account_joins_another_organisation_and_keeps_its_own(
    owner: Account, stranger: Account
) -> None:
    made = make_invitation(owner.body_id, "secret", email="stuart@example.org")
    with pytest.raises(RuleBroken):
        invitations.join_with_new_account("secret", "Stuart", "hash", made.created_at)
    user = db.session.get_one(User, stranger.user.id)
    invitations.join_body("secret", user, made.created_at)
    mine = select(Membership.body_id).where(Membership.user_id == user.id)
    assert set(db.session.scalars(mine)) == {owner.body_id, stranger.body_id}


def test_a_link_ends_after_a_week_or_when_it_is_withdrawn(owner: Account) -> None:
    made = make_invitation(owner.body_id, "secret")
    assert invitations.find_invitation("secret", made.expires_at - timedelta(seconds=1)) is made
    with pytest.raises(NotFound):
        invitations.find_invitation("secret", made.expires_at)
    assert not invitations.withdraw_invitation(owner.body_id + 1, made.id)
    assert invitations.find_invitation("secret", made.created_at) is made
    assert invitations.withdraw_invitation(owner.body_id, made.id)
    assert not invitations.withdraw_invitation(owner.body_id, made.id)
    with pytest.raises(NotFound):
        invitations.find_invitation("secret", made.created_at)


def test_an_owner_who_takes_an_invitation_stays_owner(owner: Account) -> None:
    made = make_invitation(owner.body_id, "secret", role=TeamRole.VIEWER)
    invitations.join_body("secret", db.session.get_one(User, owner.user.id), made.created_at)
    assert roles(owner.body_id) == {"Olwen Rees": TeamRole.OWNER}
