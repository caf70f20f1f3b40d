"""Who is let in: strangers sign in, what is not theirs is not there, a role may be too small."""

import pytest
from flask import Flask, session
from flask.testing import FlaskClient

from scheduler.domain.accounts.roles import TeamRole
from scheduler.models import Event, Membership, db
from scheduler.web.access import BODY, membership_of, memberships_of
from tests.builders import Account, make_attendee
from tests.builders.accounts import make_member
from tests.builders.pages import ask, path_of


def overview(event: Event) -> str:
    return f"/organise/events/{event.id}/"


def test_a_stranger_signs_in_and_comes_back(client: FlaskClient, event: Event) -> None:
    answer = ask(client, "GET", overview(event))
    assert answer.status_code == 302
    assert answer.location.endswith(f"/sign-in?next={overview(event)}")
    pressed = ask(client, "POST", overview(event) + "delete")
    assert (pressed.status_code, path_of(pressed)) == (302, "/sign-in")
    part = ask(client, "GET", overview(event), headers={"HX-Request": "true"})
    assert (part.status_code, part.text, "HX-Redirect" in part.headers) == (200, "", True)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (TeamRole.OWNER, 200),
        (TeamRole.ORGANISER, 200),
        (TeamRole.VIEWER, 403),
        (TeamRole.HOST, 403),
        (TeamRole.CHECK_IN, 403),
    ],
)
def test_a_known_event_needs_the_right(
    app: Flask, owner: Account, event: Event, role: TeamRole, status: int
) -> None:
    member = make_member(app, owner.body_id, role)
    assert ask(member.client, "GET", overview(event)).status_code == status


def test_another_organisations_event_is_as_absent_as_none(stranger: Account, event: Event) -> None:
    for there in (overview(event), "/organise/events/99999/"):
        assert ask(stranger.client, "GET", there).status_code == 404


def test_a_personal_link_is_right_or_not_there(client: FlaskClient, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    found = [
        ask(client, "GET", f"/me/{token}/").status_code for token in (ann.token, ann.token[1:])
    ]
    assert found == [200, 404]


def test_who_belongs_to_two_works_for_the_one_they_chose(
    app: Flask, owner: Account, stranger: Account, event: Event
) -> None:
    db.session.add(
        Membership(user_id=owner.user.id, body_id=stranger.body_id, role=TeamRole.VIEWER)
    )
    db.session.commit()
    with app.test_request_context():
        assert [part.body_id for part in memberships_of(owner.user)] == [
            owner.body_id,
            stranger.body_id,
        ]
        first = membership_of(owner.user)
        session[BODY] = stranger.body_id
        chosen = membership_of(owner.user)
        session[BODY] = 99999
        neither = membership_of(owner.user)
    assert [part and part.body_id for part in (first, chosen, neither)] == [
        owner.body_id,
        stranger.body_id,
        owner.body_id,
    ]
