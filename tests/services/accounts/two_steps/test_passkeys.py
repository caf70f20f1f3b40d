"""Passkeys: what is asked of browsers, and which of their answers count."""

import json

import pytest
from flask import Flask

from scheduler.domain.accounts.passkeys import MOST, PATIENCE, RelyingParty
from scheduler.errors import InvalidInput, NotFound, RuleBroken
from scheduler.models import Passkey, UsedChallenge, db
from scheduler.services.accounts.two_steps.passkeys import (
    PasskeyAnswer,
    adding_options,
    asking_options,
    passkey_of,
    passkeys_of,
    store_passkey,
    take_passkey,
)
from tests.builders import NOW, Account
from tests.builders.accounts import make_account
from tests.services.accounts.two_steps.authenticator import Authenticator

HERE = RelyingParty("localhost", "http://localhost")
ELSEWHERE = RelyingParty("evil.example", "https://evil.example")


def store(account: Account, key: Authenticator, name: str = "Blue key") -> Passkey:
    made = key.make(adding_options(account.user, HERE, key.id))
    return store_passkey(account.user, name, PasskeyAnswer(made, key.id, HERE), NOW)


def sent(account: Account, key: Authenticator, challenge: bytes) -> str:
    asked = asking_options(account.user.id, HERE, challenge)
    assert asked is not None
    return key.answer(asked)


def takes(account: Account, answer: str, challenge: bytes, party: RelyingParty = HERE) -> bool:
    return take_passkey(account.user.id, PasskeyAnswer(answer, challenge, party), NOW)


def test_several_are_kept_by_name_and_each_answers(owner: Account) -> None:
    assert asking_options(owner.user.id, HERE, b"none yet") is None
    first, second = Authenticator(), Authenticator(count=None)
    store(owner, first)
    store(owner, second, "  Work\nlaptop ")
    assert [one.name for one in passkeys_of(owner.user.id)] == ["Blue key", "Work laptop"]
    for key, challenge in ((first, b"1"), (second, b"2"), (second, b"3"), (first, b"4")):
        assert takes(owner, sent(owner, key, challenge), challenge)
    db.session.expire_all()
    assert [(one.sign_count, one.last_used_at) for one in passkeys_of(owner.user.id)] == [
        (2, NOW),
        (0, NOW),
    ]
    db.session.commit()


def test_an_answer_counts_once_and_to_its_own_question_alone(owner: Account) -> None:
    key = Authenticator(count=None)
    store(owner, key)
    answer = sent(owner, key, b"asked")
    assert not takes(owner, answer, b"asked of another")
    assert not takes(owner, answer, b"")
    assert not takes(owner, answer, b"asked", ELSEWHERE)
    answer = sent(owner, key, b"asked once more")
    assert takes(owner, answer, b"asked once more")
    assert not takes(owner, answer, b"asked once more")


def test_a_passkey_that_has_not_counted_on_was_copied(owner: Account) -> None:
    key = Authenticator(count=7)
    store(owner, key)
    assert takes(owner, sent(owner, key, b"1"), b"1")
    key.count = 7
    assert not takes(owner, sent(owner, key, b"2"), b"2")


def test_whose_page_asked_is_signed_by_the_browser(owner: Account) -> None:
    key = Authenticator()
    store(owner, key)
    key.origin = "https://localhost.evil.example"
    assert not takes(owner, sent(owner, key, b"1"), b"1")
    forger = Authenticator()
    forger.id = key.id
    assert not takes(owner, sent(owner, forger, b"2"), b"2")


@pytest.mark.parametrize(
    "text", ["", "{}", "[" * 9_000, "null", '{"id": 1}', "9" * 9_000, '"\\ud800"', "\x00"]
)
def test_what_is_no_answer_of_a_passkey_is_refused(owner: Account, text: str) -> None:
    store(owner, Authenticator())
    assert not takes(owner, text, b"asked")
    with pytest.raises(InvalidInput, match="could not be added"):
        store_passkey(owner.user, "Key", PasskeyAnswer(text, b"made", HERE), NOW)
    assert len(passkeys_of(owner.user.id)) == 1


def test_one_that_is_there_or_was_made_elsewhere_is_not_added(app: Flask, owner: Account) -> None:
    other = make_account(app, "Ola", "ola@example.org", "Others")
    key = Authenticator()
    mine = store(owner, key)
    made = key.make(adding_options(other.user, HERE, b"again"))
    with pytest.raises(InvalidInput, match="here already"):
        store_passkey(other.user, "Mine now", PasskeyAnswer(made, b"again", HERE), NOW)
    made = Authenticator("https://evil.example").make(adding_options(owner.user, HERE, b"1"))
    with pytest.raises(InvalidInput, match="could not be added"):
        store_passkey(owner.user, "Key", PasskeyAnswer(made, b"1", HERE), NOW)
    with pytest.raises(InvalidInput, match="a name"):
        store_passkey(owner.user, " ", PasskeyAnswer(made, b"2", HERE), NOW)
    with pytest.raises(NotFound):
        passkey_of(other.user.id, mine.id)


def test_an_account_has_so_many_at_most_and_browsers_hear_which(owner: Account) -> None:
    keys = [Authenticator() for _ in range(MOST)]
    for key in keys[:-1]:
        store(owner, key)
    asked = json.loads(adding_options(owner.user, HERE, b"one more"))
    assert len(asked["excludeCredentials"]) == MOST - 1
    assert (asked["rp"]["id"], asked["user"]["name"]) == ("localhost", "olwen@example.org")
    store(owner, keys[-1])
    with pytest.raises(RuleBroken, match="Remove one"):
        adding_options(owner.user, HERE, b"too many")


def test_challenges_are_forgotten_after_their_time(owner: Account) -> None:
    assert not take_passkey(owner.user.id, PasskeyAnswer("", b"1", HERE), NOW - 3 * PATIENCE)
    assert not take_passkey(owner.user.id, PasskeyAnswer("", b"2", HERE), NOW)
    assert db.session.query(UsedChallenge).count() == 1
    db.session.commit()
