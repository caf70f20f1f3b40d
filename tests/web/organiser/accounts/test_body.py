"""The page of the organising body."""

from flask.testing import FlaskClient

from scheduler.models import Event
from tests.builders import Account
from tests.builders.pages import after, errors_of, notices, number_of, texts, words

GIVEN = {"name": "Paisley Breakfasts", "contact_email": "office@example.org"}


def test_questions_go_where_the_body_says(
    owner: Account, client: FlaskClient, event: Event
) -> None:
    assert number_of(owner.client.get("/organise/"), '[href="/organise/body"]') == 1
    page = after(owner.client, owner.client.post("/organise/body", data=GIVEN))
    assert notices(page) == ["Saved: questions go to office@example.org."]
    public = words(client.get(f"/e/{event.slug}/"))
    assert texts(public, "p.in") == [
        "Organised by Paisley Breakfasts. Questions: office@example.org"
    ]
    assert "olwen@example.org" not in public


def test_faults_stand_beside_the_field(owner: Account) -> None:
    answer = owner.client.post("/organise/body", data={"name": "", "contact_email": "nowhere"})
    assert errors_of(answer) == [
        "Enter the name of your organisation.",
        "Enter an email address such as name@example.org.",
    ]


def test_another_body_is_not_touched(owner: Account, stranger: Account, event: Event) -> None:
    stranger.client.post("/organise/body", data=GIVEN)
    assert "office@example.org" not in owner.client.get(f"/e/{event.slug}/").text
