"""The pages on which an attendee changes the address of their mails."""

import pytest
from flask.testing import FlaskClient

from scheduler.models import Attendee, Event, db
from scheduler.services.registration import own_address
from tests.builders import mails, make_attendee
from tests.builders.pages import errors, notices, number_of, path_of, places, texts, title, words


@pytest.fixture
def ann(event: Event) -> Attendee:
    return make_attendee(event, "Ann Lee")


def asked(client: FlaskClient, ann: Attendee) -> str:
    client.post(f"/me/{ann.token}/email", data={"email": "ann@elsewhere.example"})
    db.session.refresh(ann)
    code = str(ann.new_email_code)
    db.session.commit()
    return code


def test_the_personal_page_leads_there(client: FlaskClient, ann: Attendee) -> None:
    assert number_of(client.get(f"/me/{ann.token}/"), f'[href="/me/{ann.token}/email"]') == 1
    assert title(client.get(f"/me/{ann.token}/email")) == "Change your email address"


def test_asking_says_where_the_link_went(client: FlaskClient, ann: Attendee) -> None:
    asked(client, ann)
    page = words(client.get(f"/me/{ann.token}/"))
    assert texts(page, "section.no-print p.quiet") == [
        "The link of this page is yours alone: whoever has it can change your sign-up.",
        "Your new address ann@elsewhere.example is not confirmed yet: open the link "
        "that we sent there.",
    ]
    assert mails() == [("new_address", "ann@elsewhere.example")]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("", "Enter your email address."),
        ("nowhere", "Enter an email address such as name@example.org."),
        ("ann.lee@example.org", "Our emails go to this address already."),
    ],
)
def test_faults_stand_beside_the_field(
    client: FlaskClient, ann: Attendee, given: str, sentence: str
) -> None:
    answer = client.post(f"/me/{ann.token}/email", data={"email": given})
    assert answer.status_code == 400
    assert errors(answer) == [sentence]


def test_looking_at_the_link_changes_nothing_and_pressing_does(
    client: FlaskClient, ann: Attendee
) -> None:
    code = asked(client, ann)
    assert title(client.get(f"/address/{code}")) == "Use this address?"
    db.session.refresh(ann)
    assert ann.email == "ann.lee@example.org"
    db.session.commit()
    answer = client.post(f"/address/{code}")
    assert (answer.status_code, path_of(answer)) == (303, f"/me/{ann.token}/")
    page = words(client.get(answer.location))
    assert notices(page) == ["Our emails go to your new address now."]
    assert texts(page, ".changes li:last-child p") == ["Email address ann@elsewhere.example"]


@pytest.mark.parametrize("code", ["nonsense", "%00"])
def test_a_link_that_is_over_says_so(client: FlaskClient, ann: Attendee, code: str) -> None:
    answer = client.get(f"/address/{code}")
    assert answer.status_code == 404
    assert places(answer, own_address.OVER) == ["p"]


def test_the_confirming_page_does_not_tell_the_personal_link(
    client: FlaskClient, ann: Attendee
) -> None:
    assert ann.token not in client.get(f"/address/{asked(client, ann)}").text
