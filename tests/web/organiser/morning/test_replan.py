"""New tables on the Day page: both ways side by side, the list to read aloud, undo, the door."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.domain.morning.clock import Phase
from scheduler.domain.states import JobKind
from scheduler.models import Attendee, Event, Job, Seat, SheetPrint, db
from scheduler.services.morning import attendance
from scheduler.services.planning import publishing
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from scheduler.services.planning.rounds.published import published_plan
from tests.builders import NOW, Account, assign, make_attendee, make_people
from tests.builders.forms import as_posted, form_of
from tests.builders.pages import ask, notices, page_of, said, texts, title

NO_WAY_BACK = "There is no former plan to go back to"


@pytest.fixture
def people(owner: Account, event: Event) -> list[Attendee]:
    """Twenty people and plan 1 published; two do not come."""
    found = make_people(event, 20)
    publishing.publish(assign(event, owner.user), owner.user, NOW)
    for person in found[:2]:
        attendance.mark_absent(event, person.id, "door", event.starts_at)
    return found


def page(event: Event, rest: str = "") -> str:
    return f"/organise/events/{event.id}/day{rest}"


def post(client: FlaskClient, shown: TestResponse, selector: str) -> TestResponse:
    """Press the button of a form on the page, and follow."""
    form = form_of(shown, selector)
    answer = ask(client, "POST", str(form["action"]), data=as_posted(shown, selector))
    assert answer.status_code == 303
    return ask(client, "GET", answer.headers["Location"])


def number(event: Event) -> int | None:
    db.session.expire_all()
    plan = published_plan(event)
    found = plan.number if plan else None
    db.session.commit()
    return found


def test_who_has_no_table_takes_a_free_chair_and_nobody_moves(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    make_attendee(event, "Eve Walk")
    with time_machine.travel(event.starts_at, tick=False):
        shown = ask(owner.client, "GET", page(event))
        seated = post(owner.client, shown, "#new-tables form[action$=chairs]")
        assert notices(seated) == ["Eve Walk has a table. Nobody else moved."]
        assert number(event) == 1
        # Two others still do not come, so new tables are still offered, but nobody waits for one.
        assert page_of(seated).select("#new-tables form[action$=chairs]") == []
        again = ask(owner.client, "POST", page(event, "/new-tables/chairs"))
        assert notices(ask(owner.client, "GET", again.headers["Location"])) == [
            "Everybody who comes has a table."
        ]


def test_both_ways_stand_side_by_side_and_one_is_taken_and_taken_back(
    app: Flask, owner: Account, event: Event, people: list[Attendee]
) -> None:
    client = owner.client
    with time_machine.travel(event.starts_at, tick=False):
        working = post(client, ask(client, "GET", page(event)), "#new-tables form")
        assert said(page_of(working).select("#new-tables > p")[0]) == "Both are being worked out."
        part = ask(client, "GET", page(event, "/new-tables"), headers={"HX-Request": "true"})
        assert page_of(part).select_one("[hx-get]") is not None
        app.extensions["queue"].run_pending()
        part = ask(client, "GET", page(event, "/new-tables"), headers={"HX-Request": "true"})
        assert page_of(part).select_one("[hx-get]") is None
        options = page_of(part).select(".replan-option")
        assert [said(option.h3) for option in options if option.h3] == [
            "Best meetings at 4 tables",
            "Fewest moves at 4 tables",
        ]
        link = options[1].select_one("a.button")
        assert link is not None
        moves = ask(client, "GET", str(link["href"]))
        assert number(event) == 1
        taken = post(client, moves, "form[action$='new-tables/3']")
        assert number(event) == 3
        notice = page_of(taken).select_one("main > .notice")
        assert notice is not None
        assert said(notice) == "Plan 3 is on the screen and on every phone. No emails were sent."
        undone = post(client, taken, "form[action$='undo']")
        assert number(event) == 1
        assert title(undone) == "The day"


def test_new_sheets_are_printed_for_the_changed_tables_alone(
    app: Flask, owner: Account, event: Event, people: list[Attendee]
) -> None:
    client = owner.client
    with time_machine.travel(event.starts_at, tick=False):
        post(client, ask(client, "GET", page(event)), "#new-tables form")
        app.extensions["queue"].run_pending()
        path = f"/organise/events/{event.id}/rounds/plans/1"
        made = ask(client, "POST", f"{path}/print/hosts?tables=2,3")
        sheets = page_of(ask(client, "GET", made.headers["Location"]))
        assert [said(heading) for heading in sheets.select("h1")] == ["Table 2", "Table 3"]
        pdf = ask(client, "GET", f"{path}/sheets/hosts.pdf?tables=2")
        whole = ask(client, "GET", f"{path}/sheets/hosts.pdf")
        assert (pdf.mimetype, len(pdf.data) < len(whole.data)) == ("application/pdf", True)
        assert ask(client, "GET", f"{path}/print/hosts?tables=x").status_code == 404
    kept = [sorted(row.facts) for row in db.session.query(SheetPrint)]
    assert kept == [["the sheet of table 2", "the sheet of table 3"]]


def test_what_has_to_be_decided_leads_and_a_banner_of_the_past_does_not(
    app: Flask, owner: Account, event: Event, people: list[Attendee]
) -> None:
    """Whoever has no table is told of first; an undo is offered until something else has come."""
    client, lead = owner.client, "#tables-matter p"
    make_attendee(event, "Eve Walk")
    with time_machine.travel(event.starts_at, tick=False):
        shown = ask(client, "GET", page(event))
        assert texts(shown, lead) == ["1 person has no table. 2 people at the tables do not come."]
        followed = ask(client, "GET", page(event, "/desk"))
        assert texts(followed, lead) == texts(shown, lead)
        for person in people[2:9]:
            attendance.check_in(event, person.id, "door", event.starts_at)
        ask(client, "POST", page(event, "/desk"), data={"what": "nobody else comes", "who": "0"})
        banner = ".notice.undo span"
        assert texts(ask(client, "GET", page(event)), banner) == ["12 people do not come."]
        attendance.check_in(event, people[12].id, "door", event.starts_at)
        came = ask(client, "GET", page(event))
        assert (texts(came, banner), texts(came, lead)) == (
            [], ["12 people at the tables do not come."],
        )  # fmt: skip
        post(client, came, "#new-tables form")
        app.extensions["queue"].run_pending()
        assert texts(ask(client, "GET", page(event)), lead) == [
            "Two new plans are ready. Nothing changes until you choose one."
        ]


def test_the_first_tables_from_who_is_here(app: Flask, owner: Account, event: Event) -> None:
    client, people = owner.client, make_people(event, 8)
    with time_machine.travel(event.starts_at, tick=False):
        assert page_of(ask(client, "GET", page(event))).select(".replan:not([hidden])") == []
        for person in people[:6]:
            attendance.check_in(event, person.id, "door", event.starts_at)
        shown = ask(client, "GET", page(event))
        pressed = post(client, shown, "#new-tables form")
        assert texts(said(page_of(pressed).select_one("#new-tables")), "p") == [
            "Seating 6 people … In a few seconds the plan is on the screen and on every phone.",
            "Look again",
        ]
        app.extensions["queue"].run_pending()
        assert number(event) == 1
        part = ask(client, "GET", page(event, "/new-tables"), headers={"HX-Request": "true"})
        # The browser stands at that very address: to be led there again would load nothing.
        assert part.headers["HX-Refresh"] == "true"
        after = ask(client, "GET", page(event))
        assert page_of(after).select_one("a[href*='/screen/']") is not None
        undo = page_of(after).select_one(".notice.undo span")
        assert undo is not None
        assert said(undo) == "2 people do not come."


def test_a_press_that_cannot_be_says_why(owner: Account, event: Event) -> None:
    for rest, why in (
        ("/new-tables", "Publish the rounds first, or make a plan from those who are here."),
        ("/new-tables/first", "Check people in first: the tables are made for those who are here."),
        (
            "/new-tables/undo",
            "There is no former plan to go back to: a round has begun by the new one.",
        ),
    ):
        answer = ask(owner.client, "POST", page(event, rest))
        shown = ask(owner.client, "GET", answer.headers["Location"])
        assert [said(each) for each in page_of(shown).select("main > .notice.bad")] == [why]
    late = event.starts_at + timedelta(hours=1)
    with time_machine.travel(late, tick=False):
        assert ask(owner.client, "GET", page(event, "/new-tables/9")).status_code == 404


def test_a_draft_that_a_round_has_overtaken_says_so_before_it_is_pressed(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    draft = assign(event, owner.user)
    for seat in db.session.query(Seat).filter_by(plan_id=draft.id, round=1):
        seat.table = 7 - (seat.table or 1)
    db.session.commit()
    seen = []
    with time_machine.travel(event.starts_at, tick=False):
        make_ready(event, False, event.starts_at)
        job = db.session.query(Job).filter_by(plan_id=draft.id).one()
        job.arguments = job.arguments | {"again": {"plan": 1, "held": 0}}
        db.session.commit()
        for begun in (False, True):
            if begun:
                press(event, Press.NEXT, (Phase.BEFORE, 1), event.starts_at)
            shown = ask(owner.client, "GET", page(event, f"/new-tables/{draft.number}"))
            now = page_of(shown).select_one("#moves-now[data-clock-state]")
            assert now is not None
            seen.append([said(part) for part in now.select(".notice, button")])
    assert seen == [
        ["Use this plan now"],
        ["A round has begun in which this draft seats people otherwise. Work out both again, on "
         "the day ."],
    ]  # fmt: skip


def test_a_plan_that_was_in_use_says_which_took_its_place(
    owner: Account, event: Event, people: list[Attendee]
) -> None:
    for before in (1, 2):
        plan = assign(event, owner.user)
        job = db.session.query(Job).filter_by(plan_id=plan.id).one()
        job.kind = JobKind.REPLAN
        job.arguments = job.arguments | {"again": {"plan": before, "held": 0}}
        db.session.commit()
        publishing.publish(plan, owner.user, NOW, tell=publishing.Tell.NOBODY)
    with time_machine.travel(event.starts_at, tick=False):
        shown = ask(owner.client, "GET", page(event, "/new-tables/2"))
    assert texts(shown, "#moves-now > p, #moves-now .notice, .replan-rows button") == [
        "Plan 2 in place of plan 1. It was in use until plan 3 took its place."
    ]
