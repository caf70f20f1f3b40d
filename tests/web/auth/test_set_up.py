from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from scheduler.models import Membership, User, db
from scheduler.services.accounts import set_up as accounts
from tests.builders import Account
from tests.builders.pages import errors, words

GOOD = {
    "body_name": "Paisley Breakfasts",
    "name": "Olwen Rees",
    "email": "Olwen@Example.org",
    "password": "tea toast marmalade",
    "password_again": "tea toast marmalade",
}


def users() -> int:
    return db.session.scalar(select(func.count()).select_from(User)) or 0


def test_the_link_creates_the_owner_and_signs_them_in(client: FlaskClient) -> None:
    token = accounts.new_setup_link()
    response = client.post(f"/set-up/{token}", data=GOOD)
    assert client.get(response.location).location == "/organise/"
    member = db.session.scalars(select(Membership)).one()
    assert (member.user.email, member.body.name, member.role) == (
        "olwen@example.org",
        "Paisley Breakfasts",
        "owner",
    )
    assert client.get("/organise/").status_code == 200


def test_a_wrong_link_is_not_there(client: FlaskClient) -> None:
    accounts.new_setup_link()
    assert client.get("/set-up/guess").status_code == 404
    refused = client.post("/set-up/guess", data=GOOD)
    assert (refused.status_code, words(refused).count("If you have made the account")) == (404, 1)
    assert users() == 0


def test_the_link_works_once(app: Flask, client: FlaskClient) -> None:
    token = accounts.new_setup_link()
    client.post(f"/set-up/{token}", data=GOOD)
    second = app.test_client().post(f"/set-up/{token}", data=GOOD | {"email": "b@example.org"})
    assert second.status_code == 404
    assert users() == 1


def test_a_newer_link_voids_the_older(client: FlaskClient) -> None:
    older = accounts.new_setup_link()
    newer = accounts.new_setup_link()
    assert client.get(f"/set-up/{older}").status_code == 404
    assert client.get(f"/set-up/{newer}").status_code == 200


def test_no_link_is_made_once_there_is_an_owner(owner: Account) -> None:
    assert accounts.new_setup_link() is None


def test_errors_stand_beside_their_fields_and_nothing_is_saved(client: FlaskClient) -> None:
    token = accounts.new_setup_link()
    response = client.post(f"/set-up/{token}", data=GOOD | {"password_again": "other", "name": ""})
    assert response.status_code == 400
    page = response.get_data(as_text=True)
    assert page.count("The two passwords are not the same.") == 2  # In the summary and beside it.
    assert page.count("Enter your name.") == 2
    assert users() == 0


def test_every_mistake_is_shown_at_once(client: FlaskClient) -> None:
    token = accounts.new_setup_link()
    wrong = {"body_name": "\u200b", "name": " ", "password": "short", "password_again": "other"}
    refused = client.post(f"/set-up/{token}", data=GOOD | wrong)
    assert (refused.status_code, errors(refused)) == (
        400,
        [
            "Enter the name of your organisation.",
            "Enter your name.",
            "The password needs at least 10 characters.",
            "The two passwords are not the same.",
        ],
    )
    assert users() == 0
