"""The papers around the rounds, as somebody reads them."""

import subprocess

import pytest
from flask.testing import FlaskClient

from scheduler.models import Event, db
from tests.builders import Account, make_attendee, make_plan
from tests.builders.pages import ask


def words_of(client: FlaskClient, event: Event, paper: str) -> list[str]:
    """The words of the PDF, as they stand on its pages."""
    answer = ask(client, "GET", f"/organise/events/{event.id}/papers/{paper}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=answer.data, capture_output=True, check=True
    )
    return done.stdout.decode().split()


@pytest.fixture
def three(event: Event) -> Event:
    ann = make_attendee(event, "Ann Adams", dietary="vegan")
    bob = make_attendee(event, "Bob Young", "Public", dietary="Vegan", organisation="")
    make_attendee(event, "Cat Gone", state="cancelled", dietary="vegan")
    make_plan(event, [{7: [ann, bob]}])
    return event


def test_each_paper_says_what_it_is_for(owner: Account, three: Event) -> None:
    kitchen = words_of(owner.client, three, "kitchen")
    assert "Adams" not in kitchen
    assert kitchen[kitchen.index("Vegan") - 1 :][:2] == ["2", "Vegan"]
    desk = words_of(owner.client, three, "desk-list")
    assert desk.count("Desk") == 2
    assert [word for word in desk if word in ("Adams,", "Young,", "Gone,")] == ["Adams,", "Young,"]
    assert desk.count("7") == 2
    three.noise = "Loud at first, quiet upstairs."
    db.session.commit()
    agenda = words_of(owner.client, three, "agenda")
    assert " ".join(agenda[agenda.index("Noise") :][:5]) == "Noise and quiet: Loud at"
    assert agenda[agenda.index("08:45") : agenda.index("08:45") + 3] == [
        "08:45",
        "Networking:",
        "one",
    ]
    poster = words_of(owner.client, three, "sign-up")
    assert f"/e/{three.slug}" in poster[-1]


def test_another_paper_there_is_not(owner: Account, three: Event) -> None:
    address = f"/organise/events/{three.id}/papers/menu.pdf"
    assert ask(owner.client, "GET", address).status_code == 404
