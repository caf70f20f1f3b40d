import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from scheduler.domain.registration.transitions import Actor, ActorKind
from scheduler.models import Event, db
from scheduler.services.morning.attendance import check_in, mark_absent, step_out
from scheduler.services.morning.desk.joining import come_instead, walk_in
from scheduler.services.people.person import PersonEdit
from tests.builders import NOW, Account, make_attendee, make_event, make_plan
from tests.builders.pages import places, texts, title, words

NOTED = (
    "The desk has noted that you are not coming. Are you on your way? Tell the desk when you "
    "arrive: your seat may have gone to somebody else."
)


def test_it_tells_who_has_a_place_and_asks_whether_they_come(
    client: FlaskClient, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee")
    page = client.get(f"/me/{ann.token}/")
    assert (page.status_code, title(page)) == (200, "Ann, you have a place")
    text = words(page)
    assert texts(text, "button:not([lang])") == ["I am coming"]
    assert texts(text, "dl") == [
        "When Friday 4 December 2026 08:30 to 10:30 (London time) · in 14 days "
        "Where Town Hall Paisley Map"
    ]
    assert texts(text, "#rounds p") == [
        "They appear here when they are ready: when, at which table, and with whom. We tell you "
        "by email."
    ]


def test_the_link_in_mails_needs_no_redirect(client: FlaskClient, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee")
    assert client.get(f"/me/{ann.token}").status_code == 200


def test_who_has_confirmed_is_not_asked_again(client: FlaskClient, event: Event) -> None:
    ann = make_attendee(event, "Ann Lee", confirmed_at=NOW)
    text = words(client.get(f"/me/{ann.token}/"))
    assert texts(text, "p.good") == ["You have told us that you are coming."]
    assert "I am coming" not in text


def test_once_the_tables_are_planned_the_question_has_another_reason(
    client: FlaskClient, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee")
    assert texts(client.get(f"/me/{ann.token}/"), "div.ask p") == [
        "Will you be there? Tell us, so that we can plan the tables."
    ]
    make_plan(event, [{1: [ann]}])
    assert texts(client.get(f"/me/{ann.token}/"), "div.ask p") == [
        "Will you be there? Tell us, so that nobody is left waiting for you."
    ]


def test_it_tells_the_number_on_the_waiting_list(client: FlaskClient, owner: Account) -> None:
    event = make_event(owner.body_id, capacity=0)
    make_attendee(event, "Ann Lee", state="waiting", waiting_since=NOW)
    bob = make_attendee(event, "Bob Ray", state="waiting", waiting_since=NOW + timedelta(hours=1))
    page = client.get(f"/me/{bob.token}/")
    assert title(page) == "Bob, you are number 2 on the waiting list"
    assert texts(page, "a.way-out") == ["Leave the waiting list"]


@pytest.mark.parametrize(
    ("capacity", "closes", "offer"),
    [
        (1, None, "Take my place again"),
        (0, None, "Join the waiting list"),
        (0, NOW, "There are no places left."),
        (1, NOW, "Take my place again"),
    ],
)
def test_who_cancelled_is_offered_what_there_is(
    client: FlaskClient, owner: Account, capacity: int, closes: datetime | None, offer: str
) -> None:
    event = make_event(owner.body_id, capacity=capacity, signup_closes_at=closes)
    ann = make_attendee(event, "Ann Lee", state="cancelled")
    page = client.get(f"/me/{ann.token}/")
    assert title(page) == "Ann, your sign‑up is cancelled"
    assert len(places(page, offer)) == 1


@pytest.mark.parametrize("path", ["", "details", "cancel", "calendar.ics"])
@pytest.mark.parametrize("token", ["wrong", "%00"])
def test_a_wrong_link_is_not_found(client: FlaskClient, token: str, path: str) -> None:
    assert client.get(f"/me/{token}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["confirm", "details", "cancel", "take-place"])
def test_nothing_is_posted_to_a_wrong_link(client: FlaskClient, path: str) -> None:
    assert client.post(f"/me/wrong/{path}").status_code == 404


def test_rounds_show_now_and_next_large_and_fold_the_rest(
    client: FlaskClient, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    ann, bob, cy = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray", "Cy Poe"))
    make_plan(
        event,
        [
            {1: [ann, bob]},
            {2: [ann, cy]},
            {None: [ann]},
            {1: [ann, bob, cy]},
        ],
    )
    two_weeks_before.move_to(datetime(2026, 12, 4, 8, 56, tzinfo=UTC))
    text = words(client.get(f"/me/{ann.token}/"))
    start = text.index("Your rounds")
    assert text[start : text.index("Must you step out")].split("rounds", 1)[1].strip() == (
        # Shown by the script when it is so.
        "No connection: this is how it stood at some time ago . "
        "Finished The rounds are over. Thank you for coming. "
        "Now Round 2 of 4 08:55 to 09:03 Table 2 Cy Poe Poe Trust Voluntary "
        "Next Round 3 09:05 to 09:13 You sit out The numbers did not come out even. Have a coffee, "
        "or talk to whoever else is free. "
        "After that Round 4 09:15 to 09:23 Table 1 Bob Ray Ray Trust Voluntary "
        "Cy Poe Poe Trust Voluntary "
        "Rounds that are over Round 1 08:45 to 08:53 Table 1 Bob Ray Ray Trust Voluntary"
    )


def test_after_the_last_round_nobody_is_sent_to_the_desk(
    client: FlaskClient, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{1: [ann, bob]}, {1: [ann, bob]}])
    check_in(event, ann.id, "Olwen", event.starts_at)
    step_out(event, ann.id, 1, 2, "Olwen", event.starts_at)
    asked, thanked = [], []
    for minute in (50, 58, 4):
        two_weeks_before.move_to(datetime(2026, 12, 4, 9 if minute == 4 else 8, minute, tzinfo=UTC))
        page = client.get(f"/me/{ann.token}/")
        told = texts(page, "#step-out:not([hidden]) .notice")
        asked.append((told, texts(page, ".round > .quiet")))
        thanked.append(bool(texts(page, "#rounds-done:not([hidden])")))
    assert thanked == [False, False, True]
    out = "You are out from round 1, back for round 2. Until then your tables do not wait for you."
    back = "You are noted as not there in this round. Are you back? Say so below."
    past = "You were not there in this round."
    assert asked == [([out], [back]), ([], [past]), ([], [past])]


@pytest.mark.parametrize(
    ("host_table", "heading"), [(None, "What to talk about"), (1, "What to ask")]
)
def test_the_prompts_stand_under_the_rounds(
    client: FlaskClient, event: Event, host_table: int | None, heading: str
) -> None:
    event.prompts = ["What big challenge do you bring?", "What could you give?"]
    ann = make_attendee(event, "Ann Lee", host_table=host_table)
    prompts = f"{heading} What big challenge do you bring? What could you give?"
    assert prompts not in words(client.get(f"/me/{ann.token}/"))
    make_plan(event, [{1: [ann]}])
    assert places(client.get(f"/me/{ann.token}/"), prompts) == ["#prompts details.more-rounds"]


def test_a_draft_shows_nobody_anything(client: FlaskClient, event: Event) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{1: [ann, bob]}]).state = "draft"
    db.session.commit()
    text = words(client.get(f"/me/{ann.token}/"))
    assert "Bob" not in text
    assert texts(text, "#rounds p") == [
        "They appear here when they are ready: when, at which table, and with whom. We tell you "
        "by email."
    ]


def test_who_came_after_the_plan_is_told_to_ask(client: FlaskClient, event: Event) -> None:
    ann, late = make_attendee(event, "Ann Lee"), make_attendee(event, "Late Comer")
    make_plan(event, [{1: [ann]}])
    text = words(client.get(f"/me/{late.token}/"))
    assert texts(text, "#rounds p") == [
        "The rounds were made before you had your place. Ask at the desk when you "
        "arrive: you will be given a table."
    ]


def test_once_it_is_over_nothing_can_be_changed(
    client: FlaskClient, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{1: [ann, bob]}])
    two_weeks_before.move_to(event.ends_at)
    page = client.get(f"/me/{ann.token}/")
    assert title(page) == "1 person at your tables"
    text = words(page)
    assert texts(text, ".your-rounds") == [
        "Your tables Round 1 08:45 to 08:53 Table 1 Bob Ray Ray Trust Voluntary"
    ]
    assert not {offer for offer in ("I am coming", "Change my details", "Cancel") if offer in text}


def test_whoever_waited_in_vain_is_told_so_once_it_is_over(
    client: FlaskClient, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    cy = make_attendee(event, "Cy Pugh", state="waiting", waiting_since=NOW)
    two_weeks_before.move_to(event.ends_at)
    assert title(client.get(f"/me/{cy.token}/")) == "Cy, no place came free this time"


def test_nobody_is_asked_whether_they_come_once_it_has_begun(
    client: FlaskClient, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    ann = make_attendee(event, "Ann Lee")
    assert texts(client.get(f"/me/{ann.token}/"), "button:not([lang])") == ["I am coming"]
    two_weeks_before.move_to(event.starts_at)
    assert "I am coming" not in words(client.get(f"/me/{ann.token}/"))


def test_every_table_is_drawn_with_the_reader_in_it(
    client: FlaskClient, event: Event, two_weeks_before: time_machine.Traveller
) -> None:
    ann, bob = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray"))
    make_plan(event, [{1: [ann, bob]}, {None: [ann]}, {2: [ann, bob]}])
    page = client.get(f"/me/{ann.token}/").text
    # Large, with names, and small beside its line.
    assert re.findall(r'<text class="number"[^>]*>([^<]*)<', page) == ["1", "1", "2", "2"]
    assert page.count('class="ring"') == 2 * page.count(">You sit here</text>") == 4


def test_who_is_noted_as_absent_is_told_so(client: FlaskClient, event: Event) -> None:
    ann, bob = (make_attendee(event, name) for name in ("Ann Lee", "Bob Ray"))
    make_plan(event, [{1: [ann, bob]}])
    mark_absent(event, ann.id, "desk", NOW)
    for person, told in ((ann, [NOTED]), (bob, [])):
        assert texts(client.get(f"/me/{person.token}/"), "p.notice.warn") == told


def test_whoever_a_colleague_replaces_reads_that_and_nothing_of_tables(
    client: FlaskClient, event: Event
) -> None:
    ann, bob = make_attendee(event, "Ann Lee"), make_attendee(event, "Bob Ray")
    make_plan(event, [{1: [ann, bob]}])
    with time_machine.travel(event.starts_at, tick=False):
        desk = Actor(ActorKind.ORGANISER)
        come_instead(event, ann.id, "Cora Colleague", "", "Jean", desk, event.starts_at)
        page = client.get(f"/me/{ann.token}/")
        assert title(page) == "Ann, Cora Colleague has come instead of you"
        assert texts(page, ".notice, .ask p, #rounds p, #step-out p, dl") == [
            "They sit at your tables from now on. If that is wrong, tell the desk."
        ]


def test_who_walked_in_and_waits_for_a_table_reads_that_it_comes_by_itself(
    client: FlaskClient, event: Event
) -> None:
    ann = make_attendee(event, "Ann Lee")
    event.table_size = 1
    make_plan(event, [{1: [ann]}])
    db.session.commit()
    edit = PersonEdit("Wanda Walk", sector_id=event.sectors[0].id)
    before = event.starts_at - timedelta(minutes=20)
    with time_machine.travel(before, tick=False):
        wanda = walk_in(event, edit, "", "Jean", Actor(ActorKind.ORGANISER), before)
        page = client.get(f"/me/{wanda.token}/")
        assert (
            texts(page, ".notice, .ask p, #rounds p")
            == [
                "You are here. You get a table with the next plan, and this page shows it by "
                "itself. Please wait near the screen."
            ]
            * 2
        )
