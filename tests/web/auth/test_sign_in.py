import re
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.jobs.maintenance import Maintenance
from scheduler.models import OutgoingMail
from tests.applications import make_app
from tests.builders import Account, posted
from tests.builders.accounts import PASSWORD
from tests.builders.pages import places, texts


def text_of(mail: OutgoingMail) -> str:
    body = message_from_bytes(mail.message, policy=default).get_body(("plain",))
    assert body
    return body.get_content()


def sign_in(client: FlaskClient, password: str, email: str = "olwen@example.org"):  # type: ignore[no-untyped-def]
    return client.post("/sign-in", data={"email": email, "password": password})


def test_the_right_password_opens_the_events(client: FlaskClient, owner: Account) -> None:
    response = sign_in(client, PASSWORD)
    assert (response.status_code, response.location) == (302, "/organise/")
    assert client.get("/organise/").status_code == 200


@pytest.mark.parametrize("email", ["olwen@example.org", "nobody@example.org"])
def test_a_wrong_sign_in_does_not_tell_who_has_an_account(
    client: FlaskClient, owner: Account, email: str
) -> None:
    page = sign_in(client, "not the password", email).get_data(as_text=True)
    assert texts(page, "li") == ["That email address and password don’t match."]
    assert client.get("/organise/").status_code == 302


def test_signing_out_takes_a_post(client: FlaskClient, owner: Account) -> None:
    sign_in(client, PASSWORD)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/organise/").status_code == 200
    client.post("/sign-out")
    assert client.get("/organise/").status_code == 302


def test_a_new_password_is_chosen_by_the_mailed_link(
    app: Flask, client: FlaskClient, owner: Account
) -> None:
    client.post("/reset-password", data={"email": "olwen@example.org"})
    Maintenance(app.extensions["queue"]).answer_resets()
    (mail,) = posted()
    assert (mail.kind, mail.recipient) == ("password_reset", "olwen@example.org")
    path = re.findall(r"/reset-password/\S+", text_of(mail))[0]
    assert client.get(path).status_code == 200
    new = {"password": "jam bread butter", "password_confirm": "jam bread butter"}
    assert client.post(path, data=new).location == "/sign-in"
    assert sign_in(app.test_client(), PASSWORD).status_code == 200
    assert sign_in(app.test_client(), "jam bread butter").status_code == 302


def test_the_reset_link_follows_the_site_not_the_host_header(
    app: Flask, client: FlaskClient, owner: Account
) -> None:
    app.config["SITE_URL"] = "https://crosstalk.example.org"
    client.post(
        "/reset-password", data={"email": "olwen@example.org"}, headers={"Host": "127.0.0.1:8000"}
    )
    Maintenance(app.extensions["queue"]).answer_resets()
    (mail,) = posted()
    assert "https://crosstalk.example.org/reset-password/" in text_of(mail)
    assert b"127.0.0.1" not in mail.message


def test_signing_in_leads_back_to_the_page_asked_for(client: FlaskClient, owner: Account) -> None:
    asked = client.get("/organise/?past=1")
    response = client.post(
        asked.location, data={"email": "olwen@example.org", "password": PASSWORD}
    )
    assert response.location == "/organise/?past=1"


def test_signing_in_leads_to_no_other_site(client: FlaskClient, owner: Account) -> None:
    away = client.post(
        "/sign-in?next=https://evil.example/",
        data={"email": "olwen@example.org", "password": PASSWORD},
    )
    assert away.location == "/organise/"


def test_too_many_tries_are_refused(app: Flask, owner: Account, tmp_path: Path) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    limited = make_app(tmp_path, url, RATELIMIT_ENABLED=True).test_client()
    answers = [sign_in(limited, "guess").status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


@pytest.mark.parametrize(("host", "said"), [("", True), ("smtp.example.org", False)])
def test_the_page_says_plainly_that_no_mail_leaves(
    app: Flask, client: FlaskClient, owner: Account, host: str, said: bool
) -> None:
    app.config["SMTP_HOST"] = host
    plainly = places(client.get("/reset-password"), "Emails are not being sent yet.")
    assert plainly == (["strong"] if said else [])


def test_commands_of_libraries_that_know_other_accounts_are_not_offered(app: Flask) -> None:
    assert {"users", "roles"} & set(app.cli.commands) == set()
