"""Pages and emails that say where somebody stands have words of their own for each state."""

from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scheduler.domain.states import RegistrationState, unknown_state
from scheduler.models import Attendee, Event, db
from scheduler.services.messages.attendee_mail import link_again_letter, post_to
from scheduler.services.messages.outbox_views import plain_text
from tests.builders import NOW, Account, make_attendee
from tests.builders.pages import ask, page_of, said

ALIKE = {"organisation": "Trust", "waiting_since": NOW, "offered_until": NOW}


@pytest.fixture
def everybody(event: Event) -> dict[RegistrationState, Attendee]:
    """Somebody in each state."""
    return {
        state: make_attendee(event, f"Ann {state.name.title()}", state=state, **ALIKE)
        for state in RegistrationState
    }


def test_pages_and_emails_tell_the_states_apart(
    app: Flask,
    client: FlaskClient,
    owner: Account,
    event: Event,
    everybody: dict[RegistrationState, Attendee],
) -> None:
    own, listed, emails = set(), set(), set()
    people = page_of(ask(owner.client, "GET", f"/organise/events/{event.id}/people?state=all"))
    for person in everybody.values():
        page = page_of(ask(client, "GET", f"/me/{person.token}/"))
        own.add(said(page.h1).replace(person.name, ""))
        [row] = [row for row in people.select("tbody tr") if said(row.th).startswith(person.name)]
        listed.add(said(row.select_one(".marks")))
        with app.test_request_context():
            mail = post_to(link_again_letter, person, NOW, 1)
        assert mail is not None
        emails.add(plain_text(mail.message).replace(person.token, "").replace(person.name, ""))
        db.session.commit()
    assert [len(own), len(listed), len(emails)] == [len(RegistrationState)] * 3


def test_the_way_out_says_what_is_given_up(
    client: FlaskClient, everybody: dict[RegistrationState, Attendee]
) -> None:
    ways = {}
    for state, person in everybody.items():
        if state is not RegistrationState.CANCELLED:
            out = page_of(ask(client, "GET", f"/me/{person.token}/")).select_one("a.way-out")
            asked = page_of(ask(client, "GET", f"/me/{person.token}/cancel"))
            ways[state] = [said(out), said(asked.h1), said(asked.select_one("form .danger"))]
    assert ways == {
        RegistrationState.ASKED: [
            "Take my request back", "Take your request back?", "Take my request back"
        ],
        RegistrationState.PLACED: ["Cancel my place", "Cancel your place?", "Cancel my place"],
        RegistrationState.OFFERED: ["Cancel my place", "Cancel your place?", "I cannot come"],
        RegistrationState.WAITING: [
            "Leave the waiting list", "Leave the waiting list?", "Leave the list"
        ],
    }  # fmt: skip


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(AssertionError):
        unknown_state(cast(RegistrationState, "asleep"))
