"""What the After page tells, before, without and with what was noted on the morning."""

import pytest
import time_machine
from werkzeug.test import TestResponse

from scheduler.domain.registration.transitions import organiser
from scheduler.models import Attendee, Event, Seat, db
from scheduler.services.afterwards.reports import begin_report
from scheduler.services.morning import attendance
from scheduler.services.morning.desk.joining import walk_in
from scheduler.services.people.person import PersonEdit
from scheduler.services.planning.rounds.clock import make_ready
from tests.builders import Account, make_attendee, make_plan, make_series
from tests.builders.pages import ask, page_of, said


@pytest.fixture
def three(event: Event) -> list[Attendee]:
    people = [make_attendee(event, name, sector) for name, sector in (
        ("Ann Lee", "Voluntary"), ("Bob Ray", "Public"), ("Cat Stone", "Private"),
    )]  # fmt: skip
    make_plan(event, [{1: people}])
    return people


def seen(answer: TestResponse, selector: str) -> list[str]:
    return [said(found) for found in page_of(answer).select(selector)]


def after(owner: Account, event: Event, what: str = "") -> TestResponse:
    with time_machine.travel(event.ends_at, tick=False):
        return ask(owner.client, "GET", f"/organise/events/{event.id}/after{what}")


def test_planned_is_not_called_made_when_nobody_was_checked_in(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    answer = after(owner, event)
    assert seen(answer, ".hero-number, .hero-meaning") == [
        "3", "new links between sectors were planned",
    ]  # fmt: skip
    make_ready(event, True, event.starts_at)
    ran = after(owner, event)
    assert seen(ran, ".hero-number, .tiles") == ["3"]
    why = [" ".join(seen(one, "section > p")[0].split(". Say")[0].split()) for one in (answer, ran)]
    assert why == [
        "Nobody was checked in, so what happened is not known",
        "1 of 1 round took place, but nobody was checked in, so what happened is not known",
    ]


def test_all_pages_say_the_same_number_of_planned_links(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    """Whoever walked in was not planned with, though they sat at a table."""
    edit = PersonEdit("Wanda", sector_id=three[1].sector_id)
    wanda = walk_in(event, edit, "", "", organiser(owner.user.id), event.starts_at)
    db.session.merge(Seat(plan_id=1, attendee_id=wanda.id, round=1, table=1))
    db.session.commit()
    for person in three[1:]:
        attendance.check_in(event, person.id, "", event.starts_at)
    assert seen(after(owner, event), ".hero-meaning") == [
        "links between sectors were made, 67% of the 3 planned"
    ]
    begin_report(event)
    with time_machine.travel(event.ends_at, tick=False):
        overview = ask(owner.client, "GET", f"/organise/events/{event.id}/")
        report = ask(owner.client, "GET", f"/organise/events/{event.id}/report")
    told = seen(overview, ".step-text")[2]
    assert told == "3 new links between sectors planned in 1 round."
    assert seen(report, ".report-hero p")[2].split(". ")[1] == (
        "Planned were 3 links, 2 were made (67%), all of them for the first time."
    )


def test_the_report_calls_planned_what_nobody_noted(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    begin_report(event)

    def report() -> TestResponse:
        with time_machine.travel(event.ends_at, tick=False):
            return ask(owner.client, "GET", f"/organise/events/{event.id}/report")

    shown = ".report-meaning, .report-tiles dt"
    assert seen(report(), shown) == [
        "new links between sectors, planned in one breakfast",
        "people with a place",
        "people from other sectors planned for each guest, on average",
        "fewest planned for anybody there for every round",
        "pairs of organisations of different sectors planned at one table for the first time",
    ]
    assert seen(report(), "#map") == ["Who was to sit with whom"]
    text = said(page_of(report()).select_one(".report"))
    claims = ("came,", "were made", "sat together", "Who sat with", "met by", " now ")
    assert sum(text.count(claim) for claim in claims) == 0
    for person in three:
        attendance.check_in(event, person.id, "", event.starts_at)
    assert seen(report(), shown)[:2] == [
        "new links between sectors, made in one breakfast", "people came, of 3 with a place",
    ]  # fmt: skip
    assert seen(report(), "#map") == ["Who sat with whom"]


def test_what_happened_stands_beside_what_was_planned(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    for person in three[:2]:
        attendance.check_in(event, person.id, "", event.starts_at)
    answer = after(owner, event)
    assert seen(answer, ".hero-number") == ["1"]
    assert seen(answer, ".hero-meaning") == ["link between sectors was made, 33% of the 3 planned"]
    assert seen(answer, ".tiles dd") == [
        "2 of 3 Who did not come", "1 of 1", "1.0 from other sectors", "0",
    ]  # fmt: skip
    # The room by sector; who stayed away is drawn empty, and stands in the list that is linked.
    [room] = page_of(answer).select(".room-so-far [role=img]")
    assert room["aria-label"] == (
        "Voluntary: 1 of 1 came, Public: 1 of 1 came, Private: 0 of 1 came"
    )
    [away] = page_of(answer).select(".tiles a")
    with time_machine.travel(event.ends_at, tick=False):
        stayed = ask(owner.client, "GET", str(away["href"]))
    assert seen(stayed, ".people-table tbody th") == ["Cat Stone"]
    saved = after(owner, event, "/meetings.csv")
    assert saved.content_type == "text/csv; charset=utf-8"
    assert len(saved.text.splitlines()) == 4


def test_working_groups_and_exchanges_need_no_rounds(event: Event, owner: Account) -> None:
    series = make_series(event)
    page = page_of(after(owner, event))
    links = page.select("main li a[href*=groups], main li a[href*=exchanges]")
    assert [str(a["href"]) for a in links] == [
        f"/organise/events/{event.id}/after/groups", f"/organise/series/{series.id}/exchanges",
    ]  # fmt: skip
