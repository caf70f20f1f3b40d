"""Two-step sign-in: whose code counts, once and at its time, and the ways back without a phone."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from passlib.totp import TOTP

from scheduler.domain.accounts.roles import TeamRole
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import RecoveryCode, SecondStep, SignIn, db
from scheduler.services.accounts import second_step, sign_ins
from tests.builders import NOW, Account, mails
from tests.builders.accounts import make_account, make_member

STEP = timedelta(seconds=30)


def code_at(account: Account, moment: datetime) -> str:
    """What the account's app shows at that moment."""
    secret = db.session.get_one(SecondStep, account.user.id).secret
    db.session.commit()
    return str(TOTP(secret).generate(time=int(moment.timestamp())).token)


def turn_on(account: Account, now: datetime = NOW) -> list[str]:
    second_step.begin(account.user, now)
    return second_step.confirm_app(account.user, code_at(account, now), "", now)


@pytest.mark.parametrize(
    ("steps", "counts"), [(-3, False), (-1, True), (0, True), (1, True), (3, False)]
)
def test_a_code_counts_one_step_before_and_after(owner: Account, steps: int, counts: bool) -> None:
    turn_on(owner, NOW - timedelta(hours=1))
    assert second_step.accept(owner.user.id, code_at(owner, NOW + steps * STEP), NOW) is counts


def test_no_code_counts_twice_and_none_before_the_one_used(owner: Account) -> None:
    turn_on(owner, NOW - timedelta(hours=1))
    former, now = code_at(owner, NOW - STEP), code_at(owner, NOW)
    assert second_step.accept(owner.user.id, f" {now[:3]} {now[3:]}", NOW)
    assert not second_step.accept(owner.user.id, now, NOW)
    assert not second_step.accept(owner.user.id, former, NOW)
    assert second_step.accept(owner.user.id, code_at(owner, NOW + STEP), NOW + STEP)


def test_it_is_on_once_the_first_code_fits_and_others_are_signed_out(owner: Account) -> None:
    here = sign_ins.begin_sign_in(owner.user.id, "Firefox", datetime.now(UTC))
    second_step.begin(owner.user, NOW)
    assert not second_step.is_on(owner.user.id)
    with pytest.raises(InvalidInput, match="That code does not fit"):
        second_step.confirm_app(owner.user, "000 000", here, NOW)
    assert not second_step.is_on(owner.user.id)
    codes = second_step.confirm_app(owner.user, code_at(owner, NOW), here, NOW)
    assert (second_step.is_on(owner.user.id), len(set(codes))) == (True, second_step.CODES)
    assert [one.browser for one in db.session.query(SignIn)] == ["Firefox"]
    assert mails() == [("account_second_step", "olwen@example.org")]
    stored = {code.code_hash for code in db.session.query(RecoveryCode)}
    assert stored.isdisjoint(codes)
    with pytest.raises(RuleBroken, match="on already"):
        second_step.begin(owner.user, NOW)


def test_an_app_is_connected_within_a_quarter_of_an_hour(owner: Account) -> None:
    second_step.begin(owner.user, NOW)
    late = NOW + second_step.TIME_TO_CONNECT
    assert second_step.step_of(owner.user.id, late) is None
    with pytest.raises(RuleBroken, match="begin again"):
        second_step.confirm_app(owner.user, code_at(owner, late), "", late)


def test_a_recovery_code_counts_once_however_it_is_typed(owner: Account) -> None:
    first, second, *_ = turn_on(owner)
    assert second_step.accept(owner.user.id, first.replace("-", " ").lower(), NOW)
    assert not second_step.accept(owner.user.id, first, NOW)
    assert second_step.codes_left(owner.user.id) == second_step.CODES - 1
    fresh = second_step.renew_codes(owner.user, second, NOW)
    assert not second_step.accept(owner.user.id, second, NOW)
    assert second_step.codes_left(owner.user.id) == second_step.CODES
    with pytest.raises(InvalidInput):
        second_step.turn_off(owner.user, "22222-22222", NOW)
    second_step.turn_off(owner.user, fresh[0], NOW)
    assert not second_step.is_on(owner.user.id)
    assert db.session.query(RecoveryCode).count() == 0


def test_nobodys_code_opens_another_account(app: Flask, owner: Account) -> None:
    other = make_account(app, "Ola", "ola@example.org", "Others")
    mine, _ = turn_on(owner), turn_on(other)
    assert not second_step.accept(other.user.id, mine[0], NOW)
    assert not second_step.accept(other.user.id, code_at(owner, NOW + STEP), NOW + STEP)


def test_another_owner_helps_whoever_belongs_to_nobody_else(app: Flask, owner: Account) -> None:
    mo = make_member(app, owner.body_id, TeamRole.ORGANISER)
    turn_on(mo)
    (mine,) = owner.user.memberships
    (theirs,) = mo.user.memberships
    with pytest.raises(RuleBroken, match="on your account page"):
        second_step.turn_off_for_member(owner.body_id, mine.id, owner.user, NOW)
    assert second_step.with_second_step(owner.body_id) == {mo.user.id}
    name = second_step.turn_off_for_member(owner.body_id, theirs.id, owner.user, NOW)
    assert (name, second_step.is_on(mo.user.id)) == ("Mo Member", False)
    assert mails() == [("account_second_step", mo.user.email)] * 2


def test_who_belongs_to_others_too_is_helped_by_the_operator(app: Flask, owner: Account) -> None:
    other = make_account(app, "Ola", "ola@example.org", "Others")
    from_there = make_member(app, owner.body_id, TeamRole.VIEWER)
    (theirs,) = from_there.user.memberships
    theirs.user_id = other.user.id
    db.session.commit()
    turn_on(other)
    with pytest.raises(RuleBroken, match="an organisation that you do not own"):
        second_step.turn_off_for_member(owner.body_id, theirs.id, owner.user, NOW)
    assert second_step.turn_off_by_operator(" Ola@example.org", NOW)
    assert not second_step.turn_off_by_operator("ola@example.org", NOW)
    assert not second_step.is_on(other.user.id)
