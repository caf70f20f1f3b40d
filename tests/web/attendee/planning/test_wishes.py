"""The page on which people name whom they would like to meet or avoid, and who learns of it."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from time_machine import Traveller

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models import Attendee, Event, OutgoingMail, PairRule, SeatingWish, db
from tests.builders import Account, make_attendee, make_event
from tests.builders.accounts import make_member
from tests.builders.pages import after, ask, errors_of, notices, number_of, page_of, places
from tests.builders.populated import populate
from tests.builders.routes import addresses

WORDS = "the loud neighbour 9313"
OF_OTHERS = ("attendee", "public", "live", "desk", "tablet", "feed")
OF_MEMBERS = ("glance", "tables", "check_in", "check_in_part", "check_in_state")
OF_THE_ORGANISER = ("people_export", "plan_rounds", "after_meetings", "people", "sheets_page")


@pytest.fixture
def ann(event: Event) -> Attendee:
    """Ann, whose event asks until a day before it."""
    event.wishes_until = event.starts_at - timedelta(days=1)
    return make_attendee(event, "Ann Lee")


def test_it_is_asked_for_until_the_day_and_can_be_changed(
    client: FlaskClient, event: Event, ann: Attendee, two_weeks_before: Traveller
) -> None:
    there = f"/me/{ann.token}/wishes"
    assert number_of(ask(client, "GET", f"/me/{ann.token}/"), f"a[href='{there}']") == 1
    sent = {"wish": "Bo Ek, Hub\r\n\r\nCy Gow", "apart": WORDS}
    done = ask(client, "POST", there, data=sent)
    assert notices(after(client, done)) == ["Saved. Only the organisers read it."]
    form = page_of(ask(client, "GET", there))
    assert [area.text.strip() for area in form.select("textarea")] == ["Bo Ek, Hub\nCy Gow", WORDS]
    too_many = ask(client, "POST", there, data={"wish": "\n".join("abcdef")})
    assert errors_of(too_many) == ["Name at most 5; these are 6."]
    two_weeks_before.move_to(event.starts_at - timedelta(hours=23), tick=False)
    assert len(places(ask(client, "GET", there), WORDS)) == 1
    assert ask(client, "POST", there, data=sent).status_code == 409


def test_the_page_leads_back_where_nobody_is_asked(client: FlaskClient, owner: Account) -> None:
    bo = make_attendee(make_event(owner.body_id), "Bo Ek")
    assert number_of(ask(client, "GET", f"/me/{bo.token}/"), "a[href$='/wishes']") == 0
    assert ask(client, "GET", f"/me/{bo.token}/wishes").location == f"/me/{bo.token}/"


def test_nobody_but_writer_and_organisers_learns_of_a_no(
    app: Flask, client: FlaskClient, owner: Account
) -> None:
    found = populate(owner.body_id)
    event = found.event
    event.wishes_until = event.starts_at - timedelta(days=1)
    author, other = make_attendee(event, "Ann Lee"), make_attendee(event, "Bo Ek")
    roles = {
        role: make_member(app, owner.body_id, role).client
        for role in (TeamRole.CHECK_IN, TeamRole.HOST, TeamRole.VIEWER)
    }
    db.session.commit()

    def told() -> dict[tuple[str, str], bytes]:
        return _told(app, found.arguments | {"token": other.token}, client, owner, roles)

    before, emails = told(), db.session.query(OutgoingMail).count()
    db.session.commit()
    ask(client, "POST", f"/me/{author.token}/wishes", data={"apart": WORDS})
    wish = db.session.query(SeatingWish).filter_by(attendee_id=author.id).one()
    db.session.commit()
    answer = {"answer": "rule", "person": "Bo Ek"}
    there = f"/organise/events/{event.id}/rules"
    done = ask(owner.client, "POST", f"{there}/wishes/{wish.id}", data=answer)
    assert notices(after(owner.client, done)) == [
        "Ann Lee and Bo Ek must not meet. Neither of them is told."
    ]
    assert len(places(ask(owner.client, "GET", there), WORDS)) == 1
    kept = db.session.query(PairRule).filter_by(a_id=author.id, b_id=other.id, kind="apart")
    assert (kept.count(), db.session.query(OutgoingMail).count()) == (1, emails)
    db.session.commit()
    data = {"address": "bo.ek@example.org", "person": other.id}
    export = ask(owner.client, "POST", "/organise/privacy/download", data=data)
    assert ("Bo Ek" in export.text, WORDS in export.text, "apart" in export.text) == (
        True, False, False,
    )  # fmt: skip
    now_told = told()
    assert [page for page, text in before.items() if now_told[page] != text] == []
    assert len(before) > 40


def _told(
    app: Flask,
    arguments: dict[str, Any],
    client: FlaskClient,
    owner: Account,
    roles: Mapping[str, FlaskClient],
) -> dict[tuple[str, str], bytes]:
    """What everybody but the writer can read, without what changes with each answer."""
    pages = {}
    for rule, url in addresses(app, arguments, "GET"):
        place, name = rule.endpoint.split(".")[0], rule.endpoint.split(".")[-1]
        browsers: dict[str, FlaskClient] = {"nobody": client} if place in OF_OTHERS else {}
        if name in OF_MEMBERS:
            browsers |= roles
        if name in OF_THE_ORGANISER:
            browsers |= {"owner": owner.client}
        for reader, browser in browsers.items():
            pages[reader, url] = _lasting(ask(browser, "GET", url).data)
    return pages


def _lasting(content: bytes) -> bytes:
    return re.sub(rb'(csrf_token|csrf-token|nonce|submission|key)"[^>]*', b"", content)
