"""The sheets as pages for the browser's own print."""

from datetime import UTC, datetime

from scheduler.models import Event, Plan
from scheduler.services.paper.sheet_pages import host_pages, round_pages, wall_rows
from scheduler.services.paper.sheets import sheets_for
from tests.builders import make_attendee, make_plan

PRINTED = datetime(2026, 12, 2, 16, 2, tzinfo=UTC)


def test_the_pages_of_the_browser(event: Event, plan: Plan) -> None:
    data = sheets_for(event, plan, PRINTED)
    first, second = host_pages(data)
    assert (first.number, [h.name for h in first.hosts]) == (1, ["Ann"])
    assert [[g.name for g in visit.guests] for visit in first.visits] == [["Ben"], ["Cy"]]
    assert (second.hosts, [len(visit.guests) for visit in second.visits]) == ((), [1, 0])
    rounds = round_pages(data)
    assert [[drawing.label for drawing, _ in page.tables] for page in rounds] == [
        ["Table 1: Ann (voluntary, host), Ben (public)", "Table 2: Cy (private)"],
        ["Table 1: Ann (voluntary, host), Cy (private)"],
    ]
    assert [visit.drawing.label for visit in first.visits] == [
        "Table 1: Ann (voluntary, host), Ben (public)",
        "Table 1: Ann (voluntary, host), Cy (private)",
    ]
    assert [[p.name for p in page.out] for page in rounds] == [[], ["Ben"]]
    assert [(row.surname, row.seats) for row in wall_rows(data)] == [
        ("Ann", ("1", "1")),
        ("Ben", ("1", "out")),
        ("Cy", ("2", "1")),
    ]


def test_two_people_of_one_name_are_told_apart_on_the_wall(event: Event) -> None:
    people = [
        make_attendee(event, name, organisation=organisation, email_key=organisation)
        for name, organisation in [("Ann Lee", "NHS"), ("Bo Ng", "Mind"), ("Ann Lee", "Shelter")]
    ]
    plan = make_plan(event, [{1: people}])
    rows = wall_rows(sheets_for(event, plan, PRINTED))
    assert [(row.letter, row.surname, row.rest, row.beside) for row in rows] == [
        ("L", "Lee", "Ann", "NHS"),
        ("L", "Lee", "Ann", "Shelter"),
        ("N", "Ng", "Bo", ""),
    ]
