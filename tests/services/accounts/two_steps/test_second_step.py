"""Two-step sign-in: whose answer counts, once and at its time; ways are added and taken away."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from passlib.totp import TOTP

from scheduler.domain.accounts.passkeys import RelyingParty
from scheduler.errors import InvalidInput, RuleBroken
from scheduler.models import Passkey, RecoveryCode, SecondStep, SignIn, db
from scheduler.services.accounts import sign_ins
from scheduler.services.accounts.two_steps import second_step
from scheduler.services.accounts.two_steps.passkeys import (
    PasskeyAnswer,
    adding_options,
    asking_options,
)
from scheduler.services.accounts.two_steps.recovery_codes import CODES, codes_left
from scheduler.services.accounts.two_steps.sealing import Vault
from scheduler.services.accounts.two_steps.second_step import TypedCode
from tests.builders import NOW, Account, mails
from tests.builders.accounts import make_account
from tests.services.accounts.two_steps.authenticator import Authenticator

STEP = timedelta(seconds=30)
VAULT = Vault("the key of this server")
HERE = RelyingParty("localhost", "http://localhost")


def code_at(account: Account, moment: datetime) -> TypedCode:
    """What the account's app shows at that moment."""
    secret = VAULT.open(db.session.get_one(SecondStep, account.user.id).secret)
    db.session.commit()
    return TypedCode(str(TOTP(secret).generate(time=int(moment.timestamp())).token), VAULT)


def typed(code: str) -> TypedCode:
    return TypedCode(code, VAULT)


def turn_on(account: Account, now: datetime = NOW) -> list[str]:
    second_step.begin(account.user, None, VAULT, now)
    return second_step.confirm_app(account.user, code_at(account, now), "", now)


def add_key(account: Account, key: Authenticator, name: str = "Blue key") -> list[str]:
    """Add the passkey, as a browser does."""
    challenge = key.id
    made = key.make(adding_options(account.user, HERE, challenge))
    answer = PasskeyAnswer(made, challenge, HERE)
    return second_step.add_passkey(account.user, name, answer, "", NOW)


def answer_of(account: Account, key: Authenticator, challenge: bytes) -> PasskeyAnswer:
    """What the passkey answers to a question of this server."""
    asked = asking_options(account.user.id, HERE, challenge)
    assert asked is not None
    db.session.commit()
    return PasskeyAnswer(key.answer(asked), challenge, HERE)


@pytest.mark.parametrize(
    ("steps", "counts"), [(-3, False), (-1, True), (0, True), (1, True), (3, False)]
)
def test_a_code_counts_one_step_before_and_after(owner: Account, steps: int, counts: bool) -> None:
    turn_on(owner, NOW - timedelta(hours=1))
    assert second_step.accept(owner.user.id, code_at(owner, NOW + steps * STEP), NOW) is counts


def test_no_code_counts_twice_and_none_before_the_one_used(owner: Account) -> None:
    turn_on(owner, NOW - timedelta(hours=1))
    former, now = code_at(owner, NOW - STEP), code_at(owner, NOW)
    spaced = typed(f" {now.typed[:3]} {now.typed[3:]}")
    assert second_step.accept(owner.user.id, spaced, NOW)
    assert not second_step.accept(owner.user.id, now, NOW)
    assert not second_step.accept(owner.user.id, former, NOW)
    assert second_step.accept(owner.user.id, code_at(owner, NOW + STEP), NOW + STEP)


def test_it_is_on_once_the_first_code_fits_and_others_are_signed_out(owner: Account) -> None:
    here = sign_ins.begin_sign_in(owner.user.id, "Firefox", datetime.now(UTC))
    second_step.begin(owner.user, None, VAULT, NOW)
    assert not second_step.is_on(owner.user.id)
    with pytest.raises(InvalidInput, match="That code does not fit"):
        second_step.confirm_app(owner.user, typed("000 000"), here, NOW)
    assert not second_step.is_on(owner.user.id)
    codes = second_step.confirm_app(owner.user, code_at(owner, NOW), here, NOW)
    assert (second_step.is_on(owner.user.id), len(set(codes))) == (True, CODES)
    assert [one.browser for one in db.session.query(SignIn)] == ["Firefox"]
    assert mails() == [("account_second_step", "olwen@example.org")]
    stored = {code.code_hash for code in db.session.query(RecoveryCode)}
    assert stored.isdisjoint(codes)
    with pytest.raises(RuleBroken, match="connected already"):
        second_step.begin(owner.user, None, VAULT, NOW)


def test_an_app_is_connected_within_a_quarter_of_an_hour(owner: Account) -> None:
    second_step.begin(owner.user, None, VAULT, NOW)
    late = NOW + second_step.TIME_TO_CONNECT
    assert second_step.step_of(owner.user.id, late) is None
    with pytest.raises(RuleBroken, match="begin again"):
        second_step.confirm_app(owner.user, code_at(owner, late), "", late)


def test_a_passkey_turns_it_on_and_an_app_comes_beside_it(owner: Account) -> None:
    key = Authenticator()
    codes = add_key(owner, key)
    assert (second_step.is_on(owner.user.id), len(codes)) == (True, CODES)
    with pytest.raises(InvalidInput):
        second_step.begin(owner.user, None, VAULT, NOW)
    second_step.begin(owner.user, answer_of(owner, key, b"one"), VAULT, NOW)
    assert second_step.confirm_app(owner.user, code_at(owner, NOW), "", NOW) == []
    assert second_step.accept(owner.user.id, code_at(owner, NOW + STEP), NOW + STEP)
    assert second_step.accept(owner.user.id, typed(codes[0]), NOW)
    assert [kind for kind, _to in mails()] == ["account_second_step", "account_way"]


def test_the_last_way_takes_the_recovery_codes_with_it(owner: Account) -> None:
    key, codes = Authenticator(), turn_on(owner)
    second_step.allow_another_way(owner.user, typed(codes[0]), NOW)
    assert add_key(owner, key) == []
    second_step.remove_app(owner.user, answer_of(owner, key, b"one"), NOW)
    assert second_step.number_of_ways(owner.user.id) == 1
    (passkey,) = db.session.query(Passkey)
    wrong = answer_of(owner, Authenticator(), b"two")
    with pytest.raises(InvalidInput, match="That passkey does not fit"):
        second_step.remove_passkey(passkey, owner.user, wrong, NOW)
    second_step.remove_passkey(passkey, owner.user, typed(codes[1]), NOW)
    assert (second_step.is_on(owner.user.id), codes_left(owner.user.id)) == (False, 0)


def test_a_recovery_code_renews_them_and_turns_it_off(owner: Account) -> None:
    first, second, *_ = turn_on(owner)
    add_key(owner, Authenticator())
    assert second_step.accept(owner.user.id, typed(first), NOW)
    fresh = second_step.renew_codes(owner.user, typed(second), NOW)
    assert not second_step.accept(owner.user.id, typed(second), NOW)
    with pytest.raises(InvalidInput):
        second_step.turn_off(owner.user, typed("22222-22222"), NOW)
    second_step.turn_off(owner.user, typed(fresh[0]), NOW)
    assert (second_step.number_of_ways(owner.user.id), codes_left(owner.user.id)) == (0, 0)


def test_nobodys_answer_opens_another_account(app: Flask, owner: Account) -> None:
    other = make_account(app, "Ola", "ola@example.org", "Others")
    mine, _ = turn_on(owner), turn_on(other)
    key = Authenticator()
    add_key(owner, key)
    assert not second_step.accept(other.user.id, typed(mine[0]), NOW)
    assert not second_step.accept(other.user.id, code_at(owner, NOW + STEP), NOW + STEP)
    assert not second_step.accept(other.user.id, answer_of(owner, key, b"one"), NOW)


def test_with_another_secret_key_a_sentence_says_what_still_opens_it(owner: Account) -> None:
    codes = turn_on(owner)
    moved = Vault("the key of another server")
    with pytest.raises(InvalidInput, match="Use a recovery code or a passkey") as caught:
        second_step.accept(owner.user.id, TypedCode("123456", moved), NOW)
    assert caught.value.field == "code"
    second_step.remove_app(owner.user, TypedCode(codes[0], moved), NOW)
    assert not second_step.is_on(owner.user.id)
