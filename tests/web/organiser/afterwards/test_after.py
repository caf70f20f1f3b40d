"""What the After page tells, before, without and with what was noted on the morning."""

import pytest
import time_machine
from werkzeug.test import TestResponse

from scheduler.models import Attendee, Event
from scheduler.services.morning import attendance
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
    assert seen(after(owner, event), ".hero-meaning") == [
        "new link between sectors was planned, of at most 1"
    ]


def test_what_happened_stands_beside_what_was_planned(
    event: Event, three: list[Attendee], owner: Account
) -> None:
    for person in three[:2]:
        attendance.check_in(event, person.id, "", event.starts_at)
    answer = after(owner, event)
    assert seen(answer, ".hero-number") == ["1"]
    assert seen(answer, ".hero-meaning") == ["link between sectors was made, 33% of the 3 planned"]
    assert seen(answer, ".tiles dd") == ["2 of 3", "1 of 1"]
    saved = after(owner, event, "/meetings.csv")
    assert saved.content_type == "text/csv; charset=utf-8"
    assert len(saved.text.splitlines()) == 4


def test_working_groups_and_exchanges_need_no_rounds(event: Event, owner: Account) -> None:
    series = make_series(event)
    page = page_of(after(owner, event))
    links = page.select("main p a[href*=groups], main p a[href*=exchanges]")
    assert [str(a["href"]) for a in links] == [
        f"/organise/events/{event.id}/after/groups", f"/organise/series/{series.id}/exchanges",
    ]  # fmt: skip
