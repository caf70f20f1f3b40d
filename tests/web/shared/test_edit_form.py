"""Two people edit one thing at once: nothing is lost, and both are told."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.models import Attendee, Event, OrganisingBody, db
from tests.builders import Account, make_attendee
from tests.builders.forms import as_posted
from tests.builders.pages import after, ask, places

KEPT = "Somebody else saved changes while you were editing: theirs are kept, too."


def opened(client: FlaskClient, url: str) -> dict[str, list[str]]:
    """What the page would post, as it was when it was opened."""
    return as_posted(ask(client, "GET", url))


def send(client: FlaskClient, url: str, page: dict[str, list[str]], **typed: str) -> TestResponse:
    data = page | {name: [value] for name, value in typed.items()}
    return ask(client, "POST", url, data=data)


def read_again(thing: Attendee | Event) -> None:
    """As it is stored now; SQLite's write lock is free again afterwards."""
    db.session.refresh(thing)
    db.session.commit()


def beside_fields(answer: TestResponse) -> dict[str, str]:
    """The sentence beside each field that the page refuses."""
    page = BeautifulSoup(answer.text, "html.parser")
    return {
        str(error["id"]).removesuffix("-error"): error.text.strip()
        for error in page.select("p.error")
    }


@pytest.fixture
def ann(event: Event) -> Attendee:
    return make_attendee(event, "Ann Lee", role="Baker", dietary="")


@pytest.fixture
def hers(ann: Attendee) -> str:
    return f"/me/{ann.token}/details"


@pytest.fixture
def theirs(event: Event, ann: Attendee) -> str:
    return f"/organise/events/{event.id}/people/{ann.id}"


def test_an_allergy_saved_meanwhile_survives_a_new_role(
    owner: Account, client: FlaskClient, ann: Attendee, hers: str, theirs: str
) -> None:
    organiser = opened(owner.client, theirs)
    assert (
        send(client, hers, opened(client, hers), dietary="Nut allergy: severe").status_code == 303
    )
    answer = send(owner.client, theirs, organiser, role="Chef", arrives_round="2")
    assert places(after(owner.client, answer), KEPT) == ["div.notice.good"]
    read_again(ann)
    assert (ann.role, ann.dietary, ann.arrives_round) == ("Chef", "Nut allergy: severe", 2)


def test_a_field_that_both_changed_is_shown_with_both_values(
    owner: Account, client: FlaskClient, ann: Attendee, hers: str, theirs: str
) -> None:
    organiser = opened(owner.client, theirs)
    send(client, hers, opened(client, hers), dietary="Nuts", about="I bake")
    answer = send(owner.client, theirs, organiser, dietary="Vegan", role="Chef")
    assert answer.status_code == 400
    assert beside_fields(answer) == {
        "dietary": "Somebody else saved “Nuts” here; yours is “Vegan”. Save again to keep yours."
    }
    read_again(ann)
    assert (ann.role, ann.dietary, ann.about) == ("Baker", "Nuts", "I bake")
    again = as_posted(answer)
    assert (again["dietary"], again["role"], again["about"]) == (["Vegan"], ["Chef"], ["I bake"])
    assert send(owner.client, theirs, again, dietary="Nuts, vegan").status_code == 303
    read_again(ann)
    assert (ann.role, ann.dietary, ann.about) == ("Chef", "Nuts, vegan", "I bake")


def test_a_third_save_between_the_question_and_the_answer_asks_again(
    owner: Account, client: FlaskClient, ann: Attendee, hers: str, theirs: str
) -> None:
    organiser = opened(owner.client, theirs)
    send(client, hers, opened(client, hers), dietary="Nuts")
    asked = send(owner.client, theirs, organiser, dietary="Vegan")
    send(client, hers, opened(client, hers), dietary="Nuts and milk")
    answer = send(owner.client, theirs, as_posted(asked))
    assert answer.status_code == 400
    read_again(ann)
    assert ann.dietary == "Nuts and milk"


def test_the_persons_own_save_keeps_what_the_organiser_did(
    owner: Account, client: FlaskClient, event: Event, ann: Attendee, hers: str, theirs: str
) -> None:
    person = opened(client, hers)
    sector = str(event.sectors[0].id)
    send(owner.client, theirs, opened(owner.client, theirs), sector=sector, access="Hearing loop")
    send(client, hers, person, about="I bake")
    read_again(ann)
    assert (ann.sector_id, ann.access, ann.about) == (int(sector), "Hearing loop", "I bake")


def test_choices_that_both_changed_are_named_in_words(
    owner: Account, client: FlaskClient, event: Event, ann: Attendee, hers: str, theirs: str
) -> None:
    organiser = opened(owner.client, theirs)
    first, other = (s for s in event.sectors if s.id != ann.sector_id)
    send(client, hers, opened(client, hers), sector=str(first.id))
    answer = send(owner.client, theirs, organiser, sector=str(other.id))
    assert beside_fields(answer) == {
        "sector": f"Somebody else saved “{first.name}” here; yours is “{other.name}”. "
        "Save again to keep yours."
    }


def test_the_same_save_twice_is_one(owner: Account, ann: Attendee, theirs: str) -> None:
    page = opened(owner.client, theirs)
    assert send(owner.client, theirs, page, role="Chef").status_code == 303
    again = send(owner.client, theirs, page, role="Chef")
    assert KEPT not in after(owner.client, again)


@pytest.mark.parametrize(
    ("page", "mine", "other", "kept"),
    [
        ("details", {"title": "Late breakfast"}, {"place": "The Hall"},
         {"title": "Late breakfast", "place": "The Hall"}),
        ("format", {"rounds": "5"}, {"talk_minutes": "9"}, {"rounds": 5, "talk_minutes": 9}),
        ("sign-up", {"capacity": "50"}, {"prompts": "Why?"},
         {"capacity": 50, "prompts": ["Why?"]}),
    ],
)  # fmt: skip
def test_two_organisers_change_an_event(
    owner: Account,
    event: Event,
    page: str,
    mine: dict[str, str],
    other: dict[str, str],
    kept: dict[str, object],
) -> None:
    url = f"/organise/events/{event.id}/{page}"
    first = opened(owner.client, url)
    assert send(owner.client, url, opened(owner.client, url), **other).status_code == 303
    assert places(after(owner.client, send(owner.client, url, first, **mine)), KEPT) == [
        "div.notice.good"
    ]
    read_again(event)
    assert {name: getattr(event, name) for name in kept} == kept


def test_both_change_the_time_and_both_times_are_shown(owner: Account, event: Event) -> None:
    url = f"/organise/events/{event.id}/details"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), starts="08:00")
    answer = send(owner.client, url, first, starts="08:15")
    assert beside_fields(answer) == {
        "starts": "Somebody else saved “08:00” here; yours is “08:15”. Save again to keep yours."
    }


def test_two_lines_of_the_agenda_are_changed_in_two_tabs(owner: Account, event: Event) -> None:
    url = f"/organise/events/{event.id}/agenda"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), **{"items-0-title": "Hello"})
    assert places(
        after(owner.client, send(owner.client, url, first, **{"items-2-minutes": "55"})), KEPT
    ) == ["div.notice.good"]
    read_again(event)
    assert [(item.title, item.minutes) for item in event.agenda] == [
        ("Hello", 15), ("Networking", 45), ("Coffee", 55)
    ]  # fmt: skip


def test_one_sector_is_renamed_in_two_tabs(owner: Account, event: Event) -> None:
    url = f"/organise/events/{event.id}/sectors"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), **{"items-0-name": "State"})
    answer = send(owner.client, url, first, **{"items-0-name": "Councils"})
    assert beside_fields(answer) == {
        "items-0-name": "Somebody else saved “State” here; yours is “Councils”. "
        "Save again to keep yours."
    }


ADDED = {"items-3-title": "Late talk", "items-3-minutes": "5"}
GONE = "Somebody else removed this line while you changed it. Save to put it back, or remove it."


def agenda_of(event: Event) -> list[tuple[str, int]]:
    db.session.expire_all()
    found = [(item.title, item.minutes) for item in event.agenda]
    db.session.commit()
    return found


def test_a_line_added_meanwhile_stays_and_so_does_what_was_typed(
    owner: Account, event: Event
) -> None:
    url = f"/organise/events/{event.id}/agenda"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), **ADDED)
    mine = {"items-0-title": "Hello", "items-3-title": "Quiz", "items-3-minutes": "7"}
    assert places(after(owner.client, send(owner.client, url, first, **mine)), KEPT) == [
        "div.notice.good"
    ]
    assert agenda_of(event) == [
        ("Hello", 15), ("Networking", 45), ("Coffee", 60), ("Late talk", 5), ("Quiz", 7)
    ]  # fmt: skip


def test_a_line_removed_meanwhile_goes_where_nothing_was_typed_into_it(
    owner: Account, event: Event
) -> None:
    url = f"/organise/events/{event.id}/agenda"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), action="remove:0")
    assert places(
        after(owner.client, send(owner.client, url, first, **{"items-2-minutes": "9"})), KEPT
    ) == ["div.notice.good"]
    assert agenda_of(event) == [("Networking", 45), ("Coffee", 9)]


def test_a_line_removed_while_it_was_changed_is_asked_about(owner: Account, event: Event) -> None:
    url = f"/organise/events/{event.id}/agenda"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), action="remove:0")
    answer = send(owner.client, url, first, **{"items-0-speaker": "Dr Żak"})
    assert (answer.status_code, beside_fields(answer)) == (400, {"items-2-title": GONE})
    assert agenda_of(event) == [("Networking", 45), ("Coffee", 60)]
    page = as_posted(answer)
    assert (page["items-2-title"], page["items-2-speaker"]) == (["Welcome"], ["Dr Żak"])
    assert send(owner.client, url, page, action="save").status_code == 303
    assert agenda_of(event) == [("Networking", 45), ("Coffee", 60), ("Welcome", 15)]


def test_what_was_typed_into_a_removed_line_can_be_let_go(owner: Account, event: Event) -> None:
    url = f"/organise/events/{event.id}/agenda"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), action="remove:0")
    asked = send(owner.client, url, first, **{"items-0-title": "Hello"})
    assert send(owner.client, url, as_posted(asked), action="remove:2").status_code == 303
    assert agenda_of(event) == [("Networking", 45), ("Coffee", 60)]


def test_a_line_changed_meanwhile_is_not_removed_unseen(owner: Account, event: Event) -> None:
    url = f"/organise/events/{event.id}/agenda"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), **{"items-2-title": "Tea and coffee"})
    answer = send(owner.client, url, first, action="remove:2")
    assert (answer.status_code, beside_fields(answer)) == (400, {
        "items-2-title": "Somebody else changed this line meanwhile. Remove it again if it should "
        "go all the same."
    })  # fmt: skip
    assert as_posted(answer)["items-2-title"] == ["Tea and coffee"]
    assert send(owner.client, url, as_posted(answer), action="remove:2").status_code == 303
    assert agenda_of(event) == [("Welcome", 15), ("Networking", 45)]


def test_the_pressed_button_means_the_line_it_stood_beside(owner: Account, event: Event) -> None:
    url = f"/organise/events/{event.id}/agenda"
    first = opened(owner.client, url)
    send(owner.client, url, opened(owner.client, url), action="remove:0")
    assert send(owner.client, url, first, action="up:2").status_code == 303
    assert agenda_of(event) == [("Coffee", 60), ("Networking", 45)]
    assert send(owner.client, url, first, action="remove:0").status_code == 303
    assert agenda_of(event) == [("Coffee", 60), ("Networking", 45)]


def test_a_sector_added_meanwhile_stays_when_another_is_renamed(
    owner: Account, event: Event
) -> None:
    url = f"/organise/events/{event.id}/sectors"
    first = opened(owner.client, url)
    added = {"items-3-name": "Academia", "items-3-style": "4"}
    send(owner.client, url, opened(owner.client, url), **added)
    send(owner.client, url, first, **{"items-0-name": "Third sector"})
    db.session.expire_all()
    assert [sector.name for sector in event.sectors] == [
        "Third sector", "Public", "Private", "Academia"
    ]  # fmt: skip


def test_two_owners_change_their_body(owner: Account) -> None:
    first = opened(owner.client, "/organise/body")
    send(owner.client, "/organise/body", opened(owner.client, "/organise/body"), name="New name")
    answer = send(owner.client, "/organise/body", first, contact_email="new@example.org")
    assert answer.status_code == 303
    body = db.session.get_one(OrganisingBody, owner.body_id, populate_existing=True)
    assert (body.name, body.contact_email) == ("New name", "new@example.org")
