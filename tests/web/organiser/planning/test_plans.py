"""One plan on the page: changes since, publishing, withdrawing, deleting, person by person."""

import re

import pytest
from flask import Flask

from scheduler.models import Attendee, Event, Plan, db
from tests.builders import (
    Account,
    assign,
    mails,
    make_attendee,
    make_people,
    make_plan,
    posted,
)
from tests.builders.pages import (
    framed,
    notices,
    number_of,
    page_of,
    places,
    texts,
    title,
    words,
)

NAMES = ("Ann", "Ben", "Cy", "Di", "Ed", "Flo")


@pytest.fixture
def page(app: Flask, owner: Account, event: Event) -> str:
    """The address of plan 1 of six people at two tables."""
    event.table_size = 3
    make_people(event, NAMES)
    assign(event, owner.user)
    return f"/organise/events/{event.id}/rounds/plans/1"


def plans() -> dict[int, str]:
    found = {plan.number: plan.state.value for plan in db.session.query(Plan).populate_existing()}
    # An open transaction would hold the write lock of SQLite against the application.
    db.session.rollback()
    return found


def attendee(name: str) -> Attendee:
    return db.session.query(Attendee).filter_by(name=name).one()


def test_every_round_and_table_is_shown_with_its_people(owner: Account, page: str) -> None:
    for number in range(1, 5):
        answer = owner.client.get(f"{page}?round={number}")
        assert (answer.status_code, title(answer)) == (200, f"4 rounds for {len(NAMES)} people")
        shown = re.findall(r'<section class="round" id="([^"]+)"', answer.text)
        assert shown == [f"round-{number}"]
        assert answer.text.count('<article class="table-card">') == 2
        for name in NAMES:
            assert answer.text.count(f'<bdi class="who">{name}') == 1
        assert places(answer, "Draft 1") == ["title", "summary.button"]


def test_a_person_is_followed_through_every_round(owner: Account, page: str) -> None:
    answer = owner.client.get(f"{page}?round=2&follow={NAMES[0].upper()}")
    assert answer.text.count('class="seat me"') == 1
    assert answer.text.count('class="ring"') == 4 + 1
    nobody = owner.client.get(f"{page}?follow=Zoe")
    assert notices(nobody) == ["Nobody in this plan is called “Zoe”."]


def test_a_plan_is_shown_round_by_round(owner: Account, event: Event) -> None:
    make_plan(event, [{1: make_people(event, 101)}] * 60, "draft")
    page = f"/organise/events/{event.id}/rounds/plans/1"
    for query, shown in (("", "round-1"), ("?round=7", "round-7"), ("?round=99", "round-1")):
        answer = owner.client.get(page + query)
        assert re.findall(r'<section class="round" id="([^"]+)"', answer.text) == [shown]
    assert number_of(answer, f'[href="{page}?round=60#seating"]') == 1


def test_who_joined_and_cancelled_since_is_told(owner: Account, event: Event, page: str) -> None:
    for name in ("Gil", "Hal", "Ida"):
        make_attendee(event, name, "Public")
    attendee("Ben").state = "cancelled"
    db.session.commit()
    text = words(owner.client.get(page))
    assert texts(text, "div.warn p") == [
        "Since this plan was made, 3 people have joined and 1 is no longer coming. Without "
        "a table: Gil, Hal and Ida. No longer coming: Ben.",
        "Fit in late changes to give everybody who is coming a table.",
    ]
    assert texts(text, "li.gone span") == ["Public:", "Public:", "Ben (not coming)"]


@pytest.mark.parametrize(
    ("published", "advice"),
    [
        (False, "Start afresh to fill the empty seat."),
        (True, "Everyone has a table; 1 seat is empty. That is fine. Start afresh only if you want "
               "to fill it: publishing that gives people new tables."),
    ],
)  # fmt: skip
def test_an_empty_seat_alone_is_no_cause_to_move_everybody(
    owner: Account, event: Event, page: str, published: bool, advice: str
) -> None:
    if published:
        owner.client.post(f"{page}/publish")
    attendee("Ben").state = "cancelled"
    event.places_taken -= 1
    db.session.commit()
    assert places(owner.client.get(page), advice) == ["p"]
    overview = owner.client.get(f"/organise/events/{event.id}/")
    for sentence, shown in (
        ("Assign the rounds again", not published),
        ("1 person with a table is no longer coming; their seat stays empty", published),
    ):
        assert bool(places(overview, sentence)) is shown, sentence


def test_what_is_published_is_not_published_again(owner: Account, page: str) -> None:
    owner.client.post(f"{page}/publish")
    answer = owner.client.get(f"{page}/publish")
    assert (answer.status_code, answer.location) == (303, page)


def test_drafts_stand_side_by_side(owner: Account, event: Event, page: str) -> None:
    assign(event, owner.user)
    text = words(owner.client.get(page))
    assert texts(text, "#drafts") == ["Drafts"]
    assert texts(text, "table.plans th[scope=row]") == ["Draft 2", "Draft 1"]


def test_publishing_is_confirmed_with_its_effects_first(
    owner: Account, event: Event, page: str
) -> None:
    attendee("Ann").email = None
    db.session.commit()
    make_attendee(event, "Late", "Public")
    answer = owner.client.get(f"{page}/publish")
    text = words(answer)
    [shown] = page_of(answer).select(".shown-email strong")
    assert shown.text.startswith("You start at table")
    for effect in (
        "6 people will see where and with whom they sit, on their personal page.",
        "6 emails go out, each with the rounds and a renewed calendar invite.",
        "1 person has no email address",
        "1 person has no table in this plan (Late)",
    ):
        assert places(text, effect) == ["li"], effect
    assert texts(text, "button.primary") == ["Publish and send 6 emails"]
    assert plans() == {1: "draft"}


def test_publishing_twice_writes_to_everybody_once(app: Flask, owner: Account, page: str) -> None:
    answers = [owner.client.post(f"{page}/publish") for _ in range(2)]
    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(303, page)] * 2
    assert plans() == {1: "published"}
    assert mails() == [("rounds_published", f"{name.lower()}@example.org") for name in NAMES]
    app.extensions["queue"].run_pending()
    states = [mail.state for mail in posted()]
    assert states == ["unsent"] * len(NAMES)


def test_a_published_plan_is_replaced_by_another(owner: Account, event: Event, page: str) -> None:
    owner.client.post(f"{page}/publish")
    assign(event, owner.user)
    second = page[:-1] + "2"
    replaced = "Plan 1 is no longer shown; it stays here as a draft."
    assert places(owner.client.get(f"{second}/publish"), replaced) == ["li"]
    owner.client.post(f"{second}/publish")
    assert plans() == {1: "draft", 2: "published"}


def test_withdrawing_is_confirmed_and_writes_to_nobody(owner: Account, page: str) -> None:
    owner.client.post(f"{page}/publish")
    written = len(mails())
    assert title(owner.client.get(f"{page}/withdraw")) == "Withdraw plan 1?"
    assert plans() == {1: "published"}
    assert owner.client.post(f"{page}/withdraw").status_code == 303
    assert (plans(), len(mails())) == ({1: "draft"}, written)


def test_deleting_a_draft_is_confirmed(owner: Account, event: Event, page: str) -> None:
    assert title(owner.client.get(f"{page}/delete")) == "Delete draft 1?"
    assert plans() == {1: "draft"}
    answer = owner.client.post(f"{page}/delete")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"/organise/events/{event.id}/rounds",
    )
    assert plans() == {}
    assert owner.client.get(page).status_code == 404


def test_the_published_plan_is_not_deleted(owner: Account, page: str) -> None:
    owner.client.post(f"{page}/publish")
    assert title(owner.client.get(f"{page}/delete")) == "Plan 1 is published"
    refused = owner.client.post(f"{page}/delete")
    assert refused.status_code == 409
    assert places(refused, "Plan 1 is published. Withdraw it first, then delete it.") == ["p"]
    assert plans() == {1: "published"}


def test_person_by_person_there_is_a_row_for_each(owner: Account, page: str) -> None:
    answer = owner.client.get(f"{page}/people")
    assert title(answer) == "Person by person"
    assert answer.text.count('<th scope="row">') == len(NAMES)


PATHS = ("", "/people", "/publish", "/withdraw", "/delete")


@pytest.mark.parametrize("path", PATHS)
def test_another_bodys_plan_is_not_there(
    owner: Account, stranger: Account, page: str, path: str
) -> None:
    assert stranger.client.get(page + path).status_code == 404
    assert owner.client.get(page[:-1] + "9" + path).status_code == 404
    if path in ("/publish", "/withdraw", "/delete"):
        assert stranger.client.post(page + path).status_code == 404
    assert plans() == {1: "draft"}


def test_people_are_told_new_times_after_a_preview_with_their_number(
    app: Flask, owner: Account, event: Event, page: str
) -> None:
    rounds, overview = page.partition("/plans/")[0], page.partition("rounds/")[0]
    offer = "6 people were told other times than the published rounds have now."
    owner.client.post(f"{page}/publish")
    assert offer not in words(owner.client.get(overview))
    assert owner.client.get(f"{rounds}/new-times").status_code == 303
    sent = len(mails())
    event.talk_minutes += 1
    db.session.merge(event)
    db.session.commit()
    assert places(owner.client.get(overview), f"{offer} Tell them the new times…") == ["span"]
    asked = owner.client.get(f"{rounds}/new-times")
    assert title(asked) == "Tell 6 people the new times?"
    assert places(asked, "New times for your rounds: ") == ["strong"]
    assert places(asked, "(was 08:55)") == ["pre.mail-text"]
    assert texts(framed(asked)[0], ".was")[:2] == ["Changed", "08:55"]
    assert len(mails()) == sent
    for _ in range(2):
        owner.client.post(f"{rounds}/new-times")
    assert len(mails()) == sent + 6
    assert offer not in words(owner.client.get(overview))


def test_a_plan_to_fit_changes_into_must_exist(owner: Account, page: str) -> None:
    rounds = page.partition("/plans/")[0]
    answer = owner.client.post(f"{rounds}/assign", data={"plan": "7"})
    assert answer.status_code == 404
    refused = owner.client.post(
        f"{rounds}/assign", data={"plan": "1", "held": "4"}, follow_redirects=True
    )
    assert notices(refused) == ["Choose how many of the 4 rounds have been held."]
