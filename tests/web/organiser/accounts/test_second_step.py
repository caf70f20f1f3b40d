"""Two-step sign-in on the account page: connected by its first code, codes once, turned off."""

from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask
from passlib.totp import TOTP

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models import SecondStep, db
from scheduler.services.accounts import second_step
from tests.builders import Account
from tests.builders.accounts import PASSWORD, make_member
from tests.builders.pages import after, errors_of, page_of, places, texts, title

URL = "/organise/account/second-step"


def code_now(account: Account) -> str:
    secret = db.session.get_one(SecondStep, account.user.id, populate_existing=True).secret
    db.session.commit()
    return str(TOTP(secret).generate(time=int(datetime.now(UTC).timestamp())).token)


def test_it_is_turned_on_shown_once_and_turned_off(owner: Account) -> None:
    client = owner.client
    # Later than the client's cookie, which would be of the future otherwise.
    when = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=1)
    with time_machine.travel(when, tick=False) as clock:
        assert title(client.get(URL)) == "Turn on two-step sign-in"
        assert errors_of(client.post(URL, data={"password_now": "wrong"})) == [
            "That is not your present password."
        ]
        asked = client.get(client.post(URL, data={"password_now": PASSWORD}).location)
        assert title(asked) == "Connect your app"
        assert page_of(asked).select_one(".app-code svg.qr") is not None
        refused = client.post(f"{URL}/confirm", data={"code": "123"})
        assert len(errors_of(refused)) == 1
        shown = client.post(f"{URL}/confirm", data={"code": code_now(owner)})
        codes = texts(shown, ".recovery-codes li")
        assert len(codes) == second_step.CODES
        there = client.get(URL)
        assert (title(there), texts(there, ".recovery-codes li")) == ("Two-step sign-in is on", [])
        assert len(places(there, "10 recovery codes left")) == 1
        clock.shift(30)
        both = {"password_now": PASSWORD, "code": code_now(owner)}
        fresh = client.post(f"{URL}/codes", data=both)
        assert set(texts(fresh, ".recovery-codes li")).isdisjoint(codes)
        clock.shift(30)
        wrong = client.post(f"{URL}/off", data=both)
        assert errors_of(wrong) == [second_step.WRONG]
        both["code"] = code_now(owner)
        told = after(client, client.post(f"{URL}/off", data=both))
        assert len(places(told, "Two-step sign-in is off.")) == 1


def test_an_owner_turns_it_off_for_a_member_after_a_question(app: Flask, owner: Account) -> None:
    mo = make_member(app, owner.body_id, TeamRole.ORGANISER)
    now = datetime.now(UTC)
    second_step.begin(mo.user, now)
    second_step.confirm_app(mo.user, code_now(mo), "", now)
    (theirs,) = mo.user.memberships
    there = f"/organise/team/{theirs.id}/second-step-off"
    db.session.commit()
    assert len(places(owner.client.get("/organise/team"), "Phone lost? Two-step sign-in…")) == 1
    assert title(owner.client.get(there)) == "Turn off two-step sign-in for Mo Member?"
    told = after(owner.client, owner.client.post(there))
    sentence = "Mo Member signs in with the password alone now, and is told so by email."
    assert len(places(told, sentence)) == 1
    assert not second_step.is_on(mo.user.id)
