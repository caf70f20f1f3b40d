"""Two-step sign-in on the account page: its ways, each added and removed, codes shown once."""

import json
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from passlib.totp import TOTP

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models import Passkey, SecondStep, db
from scheduler.services.accounts.two_steps import second_step
from scheduler.services.accounts.two_steps.recovery_codes import CODES, new_codes
from scheduler.services.accounts.two_steps.sealing import Vault
from tests.applications import SECRET
from tests.builders import Account
from tests.builders.accounts import PASSWORD, make_member, make_passkey
from tests.builders.pages import after, errors_of, page_of, places, texts, title
from tests.services.accounts.two_steps.authenticator import Authenticator

URL = "/organise/account/second-step"
MINE = {"password_now": PASSWORD}


def code_now(account: Account) -> str:
    step = db.session.get_one(SecondStep, account.user.id, populate_existing=True)
    db.session.commit()
    secret = Vault(SECRET).open(step.secret)
    return str(TOTP(secret).generate(time=int(datetime.now(UTC).timestamp())).token)


def question_of(response) -> str:  # type: ignore[no-untyped-def]
    """What the page asks the browser for, as JSON."""
    place = page_of(response).select_one("[data-passkey]")
    assert place is not None
    return str(place["data-passkey"])


def test_an_app_is_connected_codes_shown_once_and_turned_off(owner: Account) -> None:
    client = owner.client
    # Later than the client's cookie, which would be of the future otherwise.
    when = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=1)
    with time_machine.travel(when, tick=False) as clock:
        assert title(client.get(URL)) == "Two-step sign-in is off"
        assert errors_of(client.post(f"{URL}/app", data={"password_now": "wrong"})) == [
            "That is not your present password."
        ]
        asked = client.get(client.post(f"{URL}/app", data=MINE).location)
        assert title(asked) == "Connect your app"
        assert page_of(asked).select_one(".app-code svg.qr") is not None
        refused = client.post(f"{URL}/confirm", data={"code": "123"})
        assert len(errors_of(refused)) == 1
        shown = client.post(f"{URL}/confirm", data={"code": code_now(owner)})
        codes = texts(shown, ".recovery-codes li")
        assert len(codes) == CODES
        there = client.get(URL)
        assert (title(there), texts(there, ".recovery-codes li")) == ("Two-step sign-in is on", [])
        assert len(places(there, "10 recovery codes left")) == 1
        clock.shift(30)
        both = {**MINE, "code": code_now(owner)}
        fresh = client.post(f"{URL}/codes", data=both)
        assert set(texts(fresh, ".recovery-codes li")).isdisjoint(codes)
        clock.shift(30)
        wrong = client.post(f"{URL}/off", data=both)
        assert errors_of(wrong) == [second_step.WRONG]
        both["code"] = code_now(owner)
        told = after(client, client.post(f"{URL}/off", data=both))
        assert len(places(told, "Two-step sign-in is off.")) == 1


def test_passkeys_are_added_by_name_and_removed(owner: Account) -> None:
    client, keys = owner.client, [Authenticator(), Authenticator()]
    asked = client.get(client.post(f"{URL}/passkey", data=MINE).location)
    assert title(asked) == "Add a passkey"
    nameless = client.post(f"{URL}/passkey/confirm", data={"name": " ", "passkey": "{}"})
    assert errors_of(nameless) == ["Give the passkey a name."]
    made = {"name": "Blue key", "passkey": keys[0].make(question_of(nameless))}
    codes = texts(client.post(f"{URL}/passkey/confirm", data=made), ".recovery-codes li")
    assert len(codes) == CODES
    once_more = client.post(f"{URL}/passkey/confirm", data=made)
    assert len(places(after(client, once_more), "That took too long. Begin again.")) == 1
    # The second is added with the first in place of a code.
    ask = client.get(f"{URL}/passkey")
    shown = {**MINE, "passkey": keys[0].answer(question_of(ask))}
    making = client.get(client.post(f"{URL}/passkey", data=shown).location)
    made = {"name": "Work laptop", "passkey": keys[1].make(question_of(making))}
    told = after(client, client.post(f"{URL}/passkey/confirm", data=made))
    assert len(places(told, "The passkey “Work laptop” is added.")) == 1
    assert texts(told, ".line-value b") == ["Blue key", "Work laptop", "10 recovery codes left"]
    first, second = db.session.query(Passkey).order_by(Passkey.id)
    db.session.commit()
    for passkey, code, sentence in (
        (first, codes[0], "You removed the passkey “Blue key”."),
        (second, codes[1], "Two-step sign-in is off."),
    ):
        there = f"{URL}/passkeys/{passkey.id}/remove"
        refused = client.post(there, data=MINE)
        assert errors_of(refused) == ["Enter the code."]
        assert texts(refused, "label[for=code]") == ["Recovery code"]
        gone = after(client, client.post(there, data={**MINE, "code": code}))
        assert len(places(gone, sentence)) == 1
    assert client.get(there).status_code == 404


def test_a_wrong_password_does_not_keep_the_passkeys_answer(owner: Account) -> None:
    make_passkey(owner.user)
    (code, *_) = new_codes(owner.user.id)
    db.session.commit()
    sent = {"password_now": "wrong", "passkey": json.dumps({"id": "blue"})}
    page = page_of(owner.client.post(f"{URL}/off", data=sent))
    assert [field["value"] for field in page.select("input[name=passkey]")] == [""]
    gone = owner.client.post(f"{URL}/off", data={**MINE, "code": code})
    assert gone.status_code == 303


def test_an_address_of_numbers_offers_an_app_alone(app: Flask, owner: Account) -> None:
    app.config["SITE_URL"] = "http://127.0.0.1:8000"
    page = owner.client.get(URL)
    assert texts(page, "main .actions a") == ["Connect an app…"]
    told = after(owner.client, owner.client.get(f"{URL}/passkey"))
    assert len(places(told, "Passkeys need a secure address with a name")) == 1


def test_an_owner_turns_it_off_for_a_member_after_a_question(app: Flask, owner: Account) -> None:
    mo = make_member(app, owner.body_id, TeamRole.ORGANISER)
    now = datetime.now(UTC)
    second_step.begin(mo.user, None, Vault(SECRET), now)
    second_step.confirm_app(mo.user, second_step.TypedCode(code_now(mo), Vault(SECRET)), "", now)
    (theirs,) = mo.user.memberships
    there = f"/organise/team/{theirs.id}/second-step-off"
    db.session.commit()
    assert len(places(owner.client.get("/organise/team"), "Phone lost? Two-step sign-in…")) == 1
    assert title(owner.client.get(there)) == "Turn off two-step sign-in for Mo Member?"
    told = after(owner.client, owner.client.post(there))
    sentence = "Mo Member signs in with the password alone now, and is told so by email."
    assert len(places(told, sentence)) == 1
    assert not second_step.is_on(mo.user.id)
