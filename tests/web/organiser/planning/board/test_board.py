"""The board as pages and forms: everything can be done without a script."""

import pytest

from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import RegistrationState
from scheduler.models import Attendee, Event, Plan, db
from scheduler.services.planning.board.history import rescore
from scheduler.services.planning.board.state import board_draft
from scheduler.services.planning.rounds.clock import Press, make_ready
from scheduler.services.planning.rounds.clock import press as press_clock
from tests.builders import NOW, Account, make_event, make_people, make_plan
from tests.builders.pages import after, ask, hidden, notices, page_of, places, said, texts


@pytest.fixture
def people(owner: Account) -> list[Attendee]:
    """Six people of three sectors for two tables and two rounds."""
    event = make_event(owner.body_id, rounds=2, table_size=3)
    return make_people(
        event, [f"{name} Low" for name in ("Ann", "Bob", "Cat", "Dee", "Eve", "Fay")]
    )


@pytest.fixture
def plan(people: list[Attendee]) -> Plan:
    a, b, c, d, e, f = people
    made = make_plan(a.event, [{1: [a, b, c], 2: [d, e, f]}, {1: [a, e, c], 2: [d, b, f]}], "draft")
    rescore(board_draft(a.event, made, NOW))
    db.session.commit()
    return made


def address(plan: Plan, there: str = "") -> str:
    return f"/organise/events/{plan.event_id}/rounds/plans/{plan.number}/board{there}"


def press(owner: Account, plan: Plan, what: str, **fields: object) -> str:
    """What the page says after the button is pressed."""
    return after(owner.client, ask(owner.client, "POST", address(plan, f"/{what}"), data=fields))


def table_of(plan: Plan, person: Attendee, number: int) -> int | None:
    db.session.rollback()
    seats = db.session.get_one(Plan, plan.id, populate_existing=True).seats
    found = next(
        seat.table for seat in seats if (seat.attendee_id, seat.round) == (person.id, number)
    )
    db.session.commit()
    return found


def test_the_best_places_are_offered_first_with_their_effect(
    owner: Account, plan: Plan, people: list[Attendee]
) -> None:
    bob = people[1]
    page = page_of(ask(owner.client, "GET", address(plan, f"?round=1&person={bob.id}")))
    first = page.select(".places-to-go > li")[0]
    assert said(first.b or first) == "Table 2"
    assert texts(page, "#move h2") == ["Move Bob Low"]
    # The list stands beside the room, and each table of the room says what its best place would do.
    assert texts(page, ".board-side h2") == ["Move Bob Low"]
    best = said(first.select(".effect")[0]).replace(" links", "")
    pills = [mark.get_text() for mark in page.select(".room-table .pill text")]
    assert pills == ["from here", best]
    offered = {str(button["value"]) for button in page.select("#move button[name=to]")}
    others = {f"2-{person.id}" for person in people[3:]}
    assert offered == others | {"none"}


def test_what_every_move_breaks_is_said_once_and_no_place_is_red_for_it(
    owner: Account, plan: Plan, people: list[Attendee]
) -> None:
    people[1].host_table = 1
    people[3].host_table = 2
    db.session.commit()
    page = page_of(ask(owner.client, "GET", address(plan, f"?round=1&person={people[1].id}")))
    assert texts(page, "#move .always") == ["Any move breaks a rule: Bob Low hosts table 1."]
    # Only in exchange with the other host a second rule is broken.
    assert texts(page, "#move .note.bad")[0] == "Breaks a rule: Dee Low hosts table 2."
    assert [said(pill) for pill in page.select("#move .effect.breaks")] == ["breaks a rule"]
    assert page.select(".room-table .pill.breaks") == []
    lifted = ask(owner.client, "GET", address(plan, f"/effects?round=1&person={people[1].id}")).json
    assert lifted is not None
    assert {option["notes"][0] for option in lifted["to"]} == {
        "Any move breaks a rule: Bob Low hosts table 1."
    }
    assert [option["other"] for option in lifted["to"] if option["breaks"]] == [str(people[3].id)]


def test_a_table_of_the_room_leads_to_its_people(owner: Account, plan: Plan) -> None:
    page = page_of(ask(owner.client, "GET", address(plan, "?round=2&table=2")))
    assert texts(page, "#table-title") == ["Table 2 round 2"]
    assert [mark["data-place"] for mark in page.select(".room-table.listed")] == ["2"]
    tables = [str(top["href"]) for top in page.select(".board-top")]
    assert tables == [address(plan, f"?round=2&table={n}#table") for n in (1, 2)]


def test_an_exchange_is_made_undone_and_made_again(
    owner: Account, plan: Plan, people: list[Attendee]
) -> None:
    bob, eve = people[1], people[4]
    text = press(owner, plan, "move", round=1, person=bob.id, seen=1, to=f"2-{eve.id}")
    assert places(text, "Bob Low to table 2, in exchange with Eve Low, round 1") == [
        "div.notice.warn",
        "#board span.visually-hidden",
    ]
    assert (table_of(plan, bob, 1), table_of(plan, eve, 1)) == (2, 1)
    answer = ask(owner.client, "GET", address(plan))
    assert notices(press(owner, plan, "undo", edit=hidden(answer, "edit"))) == [
        "Undone: Bob Low to table 2, in exchange with Eve Low, round 1.",
    ]
    assert (table_of(plan, bob, 1), table_of(plan, eve, 1)) == (1, 2)
    redo = page_of(ask(owner.client, "GET", address(plan))).select_one(
        "form[action$=redo] [name=edit]"
    )
    assert redo is not None
    assert notices(press(owner, plan, "redo", edit=redo["value"])) == [
        "Done again: Bob Low to table 2, in exchange with Eve Low, round 1.",
    ]
    assert (table_of(plan, bob, 1), table_of(plan, eve, 1)) == (2, 1)


def test_a_move_that_no_longer_fits_is_refused_with_a_sentence(
    owner: Account, plan: Plan, people: list[Attendee]
) -> None:
    ann, bob, _, dee, eve, _ = people
    press(owner, plan, "move", round=1, person=bob.id, seen=1, to=f"2-{eve.id}")
    # Another organiser still sees Bob at table 1, and moves Ann meanwhile.
    text = press(owner, plan, "move", round=1, person=bob.id, seen=1, to=f"2-{dee.id}")
    assert notices(text) == [
        "Bob Low is at table 2 by now: somebody moved them. Nothing was changed.",
    ]
    press(owner, plan, "move", round=1, person=ann.id, seen=1, to=f"2-{dee.id}")
    assert [table_of(plan, person, 1) for person in (ann, bob, dee, eve)] == [2, 2, 1, 1]


def test_what_is_locked_stays(owner: Account, plan: Plan, people: list[Attendee]) -> None:
    ann, dee = people[0], people[3]
    assert notices(press(owner, plan, "lock", round=1, kind="table", table=1, of_round=1)) == [
        "Table 1 is locked in round 1.",
    ]
    refused = press(owner, plan, "move", round=1, person=dee.id, seen=2, to=f"1-{ann.id}")
    assert notices(refused) == ["Table 1 is locked in round 1. Unlock it first."]
    assert table_of(plan, dee, 1) == 2
    press(owner, plan, "unlock", round=1, kind="table", table=1, of_round=1)
    press(owner, plan, "move", round=1, person=dee.id, seen=2, to=f"1-{ann.id}")
    assert table_of(plan, dee, 1) == 1


def test_open_boards_are_told_of_every_change(
    owner: Account, plan: Plan, people: list[Attendee]
) -> None:
    bob, eve = people[1], people[4]
    assert ask(owner.client, "GET", address(plan, "/state")).json == {
        "version": 0,
        "draft": True,
        "improving": "",
    }
    effects = ask(owner.client, "GET", address(plan, f"/effects?round=1&person={bob.id}")).json
    assert effects is not None
    links = {(option["place"], option["other"]): option["links"] for option in effects["to"]}
    before = int(
        page_of(ask(owner.client, "GET", address(plan))).select_one("#board")["data-links"]
    )
    press(owner, plan, "move", round=1, person=bob.id, seen=1, to=f"2-{eve.id}")
    assert ask(owner.client, "GET", address(plan, "/state")).json == {
        "version": 1,
        "draft": True,
        "improving": "",
    }
    now = int(page_of(ask(owner.client, "GET", address(plan))).select_one("#board")["data-links"])
    assert now - before == links["2", str(eve.id)]


def test_published_rounds_are_not_changed_under_people(owner: Account, event: Event) -> None:
    people = make_people(event, 4)
    published = make_plan(event, [{1: people[:2], 2: people[2:]}] * 4)
    assert texts(ask(owner.client, "GET", address(published)), "h2") == [
        "These rounds are published"
    ]
    text = press(owner, published, "move", round=1, person=people[0].id, seen=1, to="2")
    assert texts(text, "h2") == ["These rounds are published"]
    assert table_of(published, people[0], 1) == 1


def test_a_round_that_has_begun_says_why_nobody_moves(
    owner: Account, plan: Plan, people: list[Attendee]
) -> None:
    event = people[0].event
    seats = [{1: people[:3], 2: people[3:]}] * 2
    make_plan(event, seats, number=2)
    make_ready(event, False, NOW)
    press_clock(event, Press.NEXT, (Phase.BEFORE, 1), NOW)
    page = page_of(ask(owner.client, "GET", address(plan, f"?round=1&person={people[0].id}")))
    assert texts(page, "#move p")[1:] == [
        "Round 1 has begun, so nobody changes tables in it. Rounds that are still to come can be "
        "changed: round 2 ."
    ]
    assert texts(page, ".board-people .button, .board-table-head .button") == []
    begun = page_of(ask(owner.client, "GET", address(plan, "?round=1")))
    assert texts(begun, ".held li") == ["Round 1 has begun: all its tables are held."]
    assert [len(begun.select(f"#board{mark}")) for mark in ("[data-closed]", " .top.locked")] == [
        1,
        4,
    ]
    later = page_of(ask(owner.client, "GET", address(plan, "?round=2")))
    assert len(later.select(".board-people .button")) == 3


def test_the_score_is_that_of_those_who_come_now(
    owner: Account, plan: Plan, people: list[Attendee]
) -> None:
    def score() -> list[str]:
        page = page_of(ask(owner.client, "GET", address(plan)))
        return texts(page, "#board-links, .board-score strong")

    assert score() == ["10", "of at most 10"]
    people[1].state = RegistrationState.CANCELLED
    db.session.commit()
    assert score() == ["6", "among those who come now"]
    press(owner, plan, "move", round=1, person=people[0].id, seen=1, to=f"2-{people[3].id}")
    assert score()[1] == "among those who come now"
