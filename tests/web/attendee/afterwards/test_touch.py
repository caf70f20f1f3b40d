"""The page of the people one met: what it shows, what it never shows."""

from datetime import timedelta

import pytest
import vobject
from flask.testing import FlaskClient
from time_machine import Traveller

from scheduler.domain.registration.transitions import Actor, ActorKind
from scheduler.models import Attendee, Event, db
from scheduler.services.morning.attendance import check_in, mark_absent
from scheduler.services.morning.desk.joining import come_instead
from tests.builders import make_attendee, make_plan
from tests.builders.pages import ask, errors_of, page_of, texts, title


@pytest.fixture
def three(event: Event, two_weeks_before: Traveller) -> list[Attendee]:
    """Ann sat with Bea and with Cem; the event is over since an hour."""
    people = [make_attendee(event, name) for name in ("Ann Lee", "Bea Ray", "Cem Oz")]
    ann, bea, cem = people
    make_plan(event, [{1: [ann, bea], 2: [cem]}, {1: [ann, cem], 2: [bea]}])
    two_weeks_before.move_to(event.ends_at + timedelta(hours=1), tick=False)
    return people


def page(client: FlaskClient, person: Attendee):  # type: ignore[no-untyped-def]
    return ask(client, "GET", f"/me/{person.token}/")


def say(client: FlaskClient, person: Attendee, **data: str):  # type: ignore[no-untyped-def]
    answers = {name.replace("_", "-"): value for name, value in data.items()}
    return ask(client, "POST", f"/me/{person.token}/met", data=answers)


def test_the_personal_page_shows_them_once_it_is_over(
    client: FlaskClient, event: Event, three: list[Attendee], two_weeks_before: Traveller
) -> None:
    there = f"/me/{three[0].token}/"
    assert ask(client, "GET", f"{there}met").location == there
    planned = page(client, three[0])
    assert title(planned) == "2 people at your tables"
    assert texts(planned, ".kicker, .kicker ~ p")[:2] == [
        "Hello Ann,", "This is how the tables were planned. Nobody noted who came.",
    ]  # fmt: skip
    for person in three:
        check_in(event, person.id, "desk", event.starts_at)
    known = page(client, three[0])
    assert title(known) == "2 people met"
    assert texts(known, ".kicker, .kicker ~ p")[0] == "Thank you for coming, Ann"
    two_weeks_before.move_to(event.ends_at - timedelta(minutes=1), tick=False)
    assert page_of(page(client, three[0])).select(".met") == []


def test_who_did_not_come_is_not_thanked_for_coming(
    client: FlaskClient, event: Event, three: list[Attendee]
) -> None:
    mark_absent(event, three[0].id, "desk", event.starts_at)
    missed = page(client, three[0])
    assert (title(missed), texts(missed, ".block, .your-rounds")) == ("We missed you, Ann", [])


def test_whoever_a_colleague_replaced_reads_that_as_on_the_morning(
    client: FlaskClient, event: Event, three: list[Attendee]
) -> None:
    desk = Actor(ActorKind.ORGANISER)
    come_instead(event, three[0].id, "Cora Colleague", "", "Jean", desk, event.starts_at)
    missed = page(client, three[0])
    assert title(missed) == "Ann, Cora Colleague has come instead of you"
    assert texts(missed, "h1 + p") == [
        f"They sat at your tables. If that is wrong, write to {event.body.contact_email} ."
    ]


def test_everybody_met_is_listed_and_no_address(client: FlaskClient, three: list[Attendee]) -> None:
    found = page(client, three[0])
    assert texts(found, ".met strong") == ["Bea Ray", "Cem Oz"]
    assert [p.email for p in three if p.email in found.text] == []


def test_an_organisation_of_two_spellings_is_read_in_one(
    client: FlaskClient, three: list[Attendee]
) -> None:
    ann, bea, cem = three
    bea.organisation, cem.organisation = "CART VALLEY CREDIT UNION", "Cart Valley Credit Union"
    db.session.commit()
    assert texts(page(client, ann), ".met-person p .quiet") == ["Cart Valley Credit Union"] * 2


def test_both_get_the_address_of_the_other_and_a_card(
    client: FlaskClient, three: list[Attendee]
) -> None:
    ann, bea, cem = three
    say(client, ann, **{f"answer_{bea.id}": "yes", f"answer_{cem.id}": "yes"})
    say(client, cem, **{f"answer_{ann.id}": "not-now"})
    done = say(client, bea, everybody="yes")
    assert done.status_code == 303
    shown = page(client, ann)
    assert texts(shown, ".met:has(.both) strong") == ["Bea Ray"]
    assert texts(shown, ".met:has(.waits) strong") == ["Cem Oz"]
    assert (bea.email in shown.text, cem.email in shown.text) == (True, False)
    card = ask(client, "GET", f"/me/{ann.token}/met/cards.vcf?person={bea.id}")
    [read] = vobject.readComponents(card.text)
    assert (read.fn.value, read.email.value) == ("Bea Ray", "bea.ray@example.org")
    refused = ask(client, "GET", f"/me/{ann.token}/met/cards.vcf?person={cem.id}")
    assert refused.location == f"/me/{ann.token}/"


def test_yes_to_everybody_else_leaves_a_no_alone(
    client: FlaskClient, three: list[Attendee]
) -> None:
    ann, bea, cem = three
    say(client, ann, **{f"answer_{bea.id}": "not-now", "everybody": "yes"})
    checked = page_of(page(client, ann)).select("input[type=radio][checked]")
    assert [(box["name"], box["value"]) for box in checked] == [
        (f"answer-{bea.id}", "not-now"),
        (f"answer-{cem.id}", "yes"),
    ]


def test_an_answer_is_taken_back_and_the_button_counts_who_is_left(
    client: FlaskClient, three: list[Attendee]
) -> None:
    ann, bea, cem = three
    everybody = "[name=everybody]:not([hidden])"
    assert texts(page(client, ann), everybody) == ["Yes to everybody else (2)"]
    say(client, ann, **{f"answer_{bea.id}": "yes", f"answer_{cem.id}": "not-now"})
    assert texts(page(client, ann), everybody) == []
    say(client, ann, **{f"answer_{cem.id}": "nothing"})
    shown = page(client, ann)
    assert texts(shown, everybody) == ["Yes to everybody else (1)"]
    checked = page_of(shown).select("input[type=radio][checked]")
    assert [(box["name"], box["value"]) for box in checked] == [(f"answer-{bea.id}", "yes")]


def test_a_note_too_long_is_said_beside_it_and_nothing_typed_is_lost(
    client: FlaskClient, three: list[Attendee]
) -> None:
    ann, bea, cem = three
    answer = say(client, ann, **{f"note_{bea.id}": "x" * 501, f"answer_{cem.id}": "yes"})
    assert errors_of(answer) == ["A note can have at most 500 characters."]
    shown = page_of(answer)
    assert shown.find(id=f"note-{bea.id}")["value"] == "x" * 501
    assert shown.find(id=f"yes-{cem.id}").has_attr("checked")


def test_after_thirty_days_nothing_can_be_said(
    client: FlaskClient, event: Event, three: list[Attendee], two_weeks_before: Traveller
) -> None:
    two_weeks_before.move_to(event.ends_at + timedelta(days=30), tick=False)
    assert page_of(page(client, three[0])).select("[type=radio]") == []
    assert say(client, three[0], everybody="yes").status_code == 409


def test_a_note_is_seen_by_its_writer_alone(client: FlaskClient, three: list[Attendee]) -> None:
    ann, bea, _ = three
    say(client, ann, **{f"note_{bea.id}": "Send the falls leaflet", f"answer_{bea.id}": "yes"})
    say(client, bea, everybody="yes")
    assert page_of(page(client, ann)).find(id=f"note-{bea.id}")["value"] == (
        "Send the falls leaflet"
    )
    assert "leaflet" not in page(client, bea).text
