"""The team's page, joining by a link, and several organisations of one account."""

import re
from email import message_from_bytes, policy

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models import Event, Membership, OutgoingMail, db
from tests.builders import Account, make_attendee, make_plan
from tests.builders.accounts import make_member
from tests.builders.pages import ask, notices, page_of, path_of, places, said, texts, title, words


def then(client: FlaskClient, answer: TestResponse) -> str:
    """The words of the page that a successful POST leads to."""
    assert answer.status_code == 303, words(answer)
    return words(ask(client, "GET", answer.headers["Location"]))


def link_in_mail() -> str:
    mail = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
    assert mail is not None
    text = message_from_bytes(mail.message, policy=policy.default).get_body(("plain",))
    db.session.commit()
    assert text is not None
    found = re.search(r"https?://[^/]+(/join/\S+)", text.get_content())
    assert found is not None
    return found.group(1)


def join_as_ann(client: FlaskClient, link: str) -> TestResponse:
    """Make an account by an invitation, and follow to the first page."""
    given = {"name": "Ann Lee", "password": "tea toast jam", "password_again": "tea toast jam"}
    answer = ask(client, "POST", link, data=given)
    onward = ask(client, "GET", answer.headers["Location"]).headers["Location"]
    return ask(client, "GET", onward)


def test_somebody_is_invited_joins_and_gets_another_role(
    app: Flask, owner: Account, client: FlaskClient
) -> None:
    answer = ask(
        owner.client, "POST", "/organise/team", data={"email": "ann@x.org", "role": "viewer"}
    )
    assert notices(then(owner.client, answer)) == [
        "ann@x.org is invited as viewer. 1 email is written but not sent: no email "
        "account is connected."
    ]
    link = link_in_mail()
    page = ask(client, "GET", link)
    assert title(page) == "Join Paisley Breakfasts"
    assert places(page, "Olwen Rees invites ann@x.org to help with its events") == ["p"]
    assert notices(join_as_ann(client, link)) == [
        "Welcome to Paisley Breakfasts. You are viewer: how events stand and who "
        "comes, without changing anything."
    ]
    assert ask(client, "GET", "/organise/team").status_code == 403
    assert ask(client, "GET", link).status_code == 404

    ann = db.session.scalars(select(Membership).order_by(Membership.id.desc())).first()
    assert ann is not None
    db.session.commit()
    answer = ask(owner.client, "POST", f"/organise/team/{ann.id}/role", data={"role": "organiser"})
    assert notices(then(owner.client, answer)) == [
        "Ann Lee is organiser now: everything about events: people, emails, rounds, the morning."
    ]
    assert title(ask(client, "GET", "/organise/")) == "Events"
    assert texts(ask(client, "GET", "/organise/"), "a.button") == ["Set up the first event"]

    asked = ask(owner.client, "GET", f"/organise/team/{ann.id}/remove")
    assert title(asked) == "Remove Ann Lee from the team?"
    answer = ask(owner.client, "POST", f"/organise/team/{ann.id}/remove")
    assert notices(then(owner.client, answer)) == [
        "Ann Lee no longer belongs to Paisley Breakfasts. No emails were sent."
    ]
    assert texts(ask(client, "GET", "/organise/"), "h2") == ["You belong to no organisation"]


def test_the_last_owner_is_told_why_they_stay(owner: Account) -> None:
    assert page_of(ask(owner.client, "GET", "/organise/team")).select("form[action$='/role']") == []
    there = f"/organise/team/{owner.user.memberships[0].id}/role"
    answer = ask(owner.client, "POST", there, data={"role": "viewer"})
    page = then(owner.client, answer)
    assert notices(page) == ["Olwen Rees is the only owner. Make somebody else an owner first."]


def test_an_account_that_exists_signs_in_and_chooses_whom_it_works_for(
    app: Flask, owner: Account, stranger: Account, client: FlaskClient
) -> None:
    ask(
        owner.client,
        "POST",
        "/organise/team",
        data={"email": "stuart@example.org", "role": "organiser"},
    )
    link = link_in_mail()
    known = ask(client, "GET", link)
    assert texts(known, "p") == [
        "Olwen Rees invites stuart@example.org to help with its events. Your role "
        "will be organiser: everything about events: people, emails, rounds, the "
        "morning.",
        "This address has an account. Sign in, and you come back here.",
        "Sign in",
    ]
    assert page_of(known).select("input[type=password]") == []
    assert notices(then(stranger.client, ask(stranger.client, "POST", link))) == [
        "Welcome to Paisley Breakfasts. You are organiser: everything about events: "
        "people, emails, rounds, the morning."
    ]
    assert texts(ask(stranger.client, "GET", "/organise/"), "p.quiet") == [
        "Paisley Breakfasts · olwen@example.org"
    ]
    other = page_of(ask(stranger.client, "GET", "/organise/account")).select_one(
        "form[action$='/choose']"
    )
    assert other is not None
    assert said(other) == "Work for Another Body"
    answer = ask(stranger.client, "POST", str(other["action"]))
    assert notices(then(stranger.client, answer)) == ["You work for Another Body now."]
    assert ask(stranger.client, "POST", "/organise/organisations/99/choose").status_code == 404


def test_another_organisation_has_its_own_events(owner: Account, event: object) -> None:
    answer = ask(
        owner.client, "POST", "/organise/organisations/new", data={"name": "Second Network"}
    )
    page = then(owner.client, answer)
    assert notices(page) == ["Second Network is ready. Its team and its events are its own."]
    assert texts(page, "h2") == ["Your first breakfast"]


def test_a_member_lands_on_what_they_may_see(app: Flask, owner: Account, event: object) -> None:
    for role, leads in (
        (TeamRole.CHECK_IN, "/check-in"),
        (TeamRole.HOST, "/tables"),
        (TeamRole.VIEWER, "/glance"),
    ):
        member = make_member(app, owner.body_id, role, f"{role.capitalize()} Person")
        links = page_of(ask(member.client, "GET", "/organise/")).select(".event-card a")
        assert [str(a["href"]).endswith(leads) for a in links] == [True]
        assert path_of(ask(member.client, "GET", "/organise/events/new")) == ""


def test_a_viewer_reads_what_the_published_rounds_bring(
    app: Flask, owner: Account, event: Event
) -> None:
    people = [make_attendee(event, "Ann Lee", "Public"), make_attendee(event, "Bob Ray", "Private")]
    make_plan(event, [{1: people}])
    viewer = make_member(app, owner.body_id, TeamRole.VIEWER, "Vera Person")
    page = words(ask(viewer.client, "GET", f"/organise/events/{event.id}/glance"))
    assert places(
        page, "The rounds 1 new link between sectors, the most possible. Who sits where"
    ) == ["section.section"]


def test_who_withdraws_too_late_is_told_so(owner: Account) -> None:
    answer = ask(owner.client, "POST", "/organise/team/invitations/999/withdraw")
    assert notices(then(owner.client, answer)) == [
        "Nothing was withdrawn: that invitation was used or withdrawn before. Whoever used it "
        "belongs to the team, and can be removed here."
    ]
