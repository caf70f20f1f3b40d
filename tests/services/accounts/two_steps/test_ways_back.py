"""Who has lost phone, passkeys and codes: another owner helps, or the operator."""

import pytest
from flask import Flask

from scheduler.domain.accounts.roles import TeamRole
from scheduler.errors import RuleBroken
from scheduler.models import db
from scheduler.services.accounts.two_steps.second_step import is_on, with_second_step
from scheduler.services.accounts.two_steps.ways_back import (
    turn_off_by_operator,
    turn_off_for_member,
)
from tests.builders import NOW, Account, mails
from tests.builders.accounts import make_account, make_member
from tests.services.accounts.two_steps.authenticator import Authenticator
from tests.services.accounts.two_steps.test_second_step import add_key, turn_on


def test_another_owner_helps_whoever_belongs_to_nobody_else(app: Flask, owner: Account) -> None:
    mo = make_member(app, owner.body_id, TeamRole.ORGANISER)
    add_key(mo, Authenticator())
    (mine,) = owner.user.memberships
    (theirs,) = mo.user.memberships
    with pytest.raises(RuleBroken, match="on your account page"):
        turn_off_for_member(owner.body_id, mine.id, owner.user, NOW)
    assert with_second_step(owner.body_id) == {mo.user.id}
    assert turn_off_for_member(owner.body_id, theirs.id, owner.user, NOW) == "Mo Member"
    assert with_second_step(owner.body_id) == set()
    assert mails() == [("account_second_step", mo.user.email)] * 2


def test_who_belongs_to_others_too_is_helped_by_the_operator(app: Flask, owner: Account) -> None:
    other = make_account(app, "Ola", "ola@example.org", "Others")
    from_there = make_member(app, owner.body_id, TeamRole.VIEWER)
    (theirs,) = from_there.user.memberships
    theirs.user_id = other.user.id
    db.session.commit()
    turn_on(other)
    with pytest.raises(RuleBroken, match="an organisation that you do not own"):
        turn_off_for_member(owner.body_id, theirs.id, owner.user, NOW)
    assert turn_off_by_operator(" Ola@example.org", NOW)
    assert not turn_off_by_operator("ola@example.org", NOW)
    assert not is_on(other.user.id)
