"""The account page: name, address, password, and the browsers that are signed in."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask_security.utils import verify_password

from scheduler.models import Event, SecondStep, SignIn, User, db
from scheduler.services.accounts.sign_ins import begin_sign_in
from scheduler.services.accounts.two_steps.sealing import Vault
from scheduler.services.accounts.two_steps.second_step import WRONG
from scheduler.services.messages.outbox_views import plain_text
from tests.applications import SECRET
from tests.builders import NOW, Account, make_attendee, posted
from tests.builders.accounts import PASSWORD
from tests.builders.pages import after, ask, errors_of, notices, number_of, texts, title

NEW = "three small words"


def test_the_name_is_changed(owner: Account) -> None:
    page = after(owner.client, owner.client.post("/organise/account/name", data={"name": "Olly"}))
    assert notices(page) == ["Your name is saved."]
    assert texts(page, "section[aria-labelledby=you] .line-value")[0] == "Olly"


def test_a_new_address_is_used_once_it_is_confirmed_there(owner: Account) -> None:
    url = "/organise/account/email"
    data = {"email": "new@example.org", "password_now": "wrong"}
    assert errors_of(owner.client.post(url, data=data)) == ["That is not your present password."]
    told = after(owner.client, owner.client.post(url, data=data | {"password_now": PASSWORD}))
    assert notices(told) == ["A link is on its way to the new address. Open it there to confirm."]
    found = re.search(r"/organise/account/email\?code=[\w.-]+", plain_text(posted()[0].message))
    assert found is not None
    there = found[0]
    asked = owner.client.get(there)
    assert title(asked) == "Sign in with new@example.org?"
    assert db.session.get_one(User, owner.user.id).email == "olwen@example.org"
    db.session.commit()
    code = {"code": there.split("code=")[1]}
    done = owner.client.post(url, data=code)
    assert notices(after(owner.client, done)) == ["You sign in with new@example.org from now on."]
    again = after(owner.client, owner.client.post(url, data=code))
    assert notices(again) == [
        "This link was used, is older than two hours, or is for another account."
    ]


def test_the_password_is_changed_by_whoever_knows_it(app: Flask, owner: Account) -> None:
    url = "/organise/account/password"
    sent = {"password_now": PASSWORD, "password": NEW, "password_again": NEW}
    for changes, error in (
        ({"password_now": ""}, "Enter your present password."),
        ({"password": "short", "password_again": "short"}, "at least 10 characters."),
        ({"password_again": "another one"}, "The two passwords are not the same."),
    ):
        [found] = errors_of(owner.client.post(url, data=sent | changes))
        assert found.endswith(error)
    saved = after(owner.client, owner.client.post(url, data=sent))
    assert notices(saved) == ["The new password is saved. Every other browser is signed out."]
    with app.test_request_context():
        assert verify_password(NEW, db.session.get_one(User, owner.user.id).password)


def test_a_browser_is_signed_out_by_itself(owner: Account) -> None:
    begin_sign_in(owner.user.id, "Chrome on Windows", datetime.now(UTC))
    other = db.session.query(SignIn).order_by(SignIn.id.desc()).first()
    assert other is not None
    sent = {"id": other.id}
    db.session.commit()
    page = after(owner.client, owner.client.post("/organise/account/sign-ins/end", data=sent))
    assert notices(page) == ["That browser is signed out."]
    assert texts(page, "section[aria-labelledby=signed-in] li > .quiet") == ["this browser"]
    assert texts(page, "section[aria-labelledby=signed-in] .line-value") == [
        "Firefox on Linux since Fri 20 Nov 2026, 09:00 London time"
    ]
    assert number_of(page, "section[aria-labelledby=signed-in] li") == 1


def test_the_account_is_deleted_with_its_password_and_what_only_it_owned(
    app: Flask, owner: Account, event: Event
) -> None:
    url = "/organise/account/delete"
    make_attendee(event, "Ann Lee")
    page = ask(owner.client, "GET", url)
    assert texts(page, ".choice label") == ["Delete Paisley Breakfasts with 1 event and 1 sign-up"]
    for password, ticked, error in (
        (PASSWORD, None, "Tick each organisation that goes with your account."),
        ("wrong", owner.body_id, "That is not your present password."),
        (PASSWORD, 99, "One of your choices is no longer on the list. Choose again."),
    ):
        refused = {"password_now": password, "organisations": ticked}
        answer = owner.client.post(url, data={k: v for k, v in refused.items() if v})
        assert errors_of(answer) == [error]
    assert db.session.query(User).count() == 1
    db.session.commit()
    sent = {"password_now": PASSWORD, "organisations": owner.body_id}
    done = after(owner.client, owner.client.post(url, data=sent))
    assert notices(done) == ["Your account is deleted, and you are signed out everywhere."]
    assert (db.session.query(User).count(), db.session.query(Event).count()) == (0, 0)
    db.session.commit()
    assert owner.client.get("/organise/account").status_code == 302


def test_two_steps_are_asked_for_before_an_account_goes(owner: Account) -> None:
    step = SecondStep(
        user_id=owner.user.id, secret=Vault(SECRET).seal("A" * 32), began_at=NOW, confirmed_at=NOW
    )
    db.session.add(step)
    db.session.commit()
    sent = {"password_now": PASSWORD, "organisations": owner.body_id, "code": "123"}
    answer = owner.client.post("/organise/account/delete", data=sent)
    assert errors_of(answer) == [WRONG]
    assert db.session.query(User).count() == 1
