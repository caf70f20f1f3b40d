"""What paper shows of a plan."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import event as sql_events

from scheduler.domain.morning.clock import Phase
from scheduler.domain.paper.out_of_date import facts_of, host_sheet
from scheduler.domain.paper.sheet_data import LONGEST_NOTE, Shape
from scheduler.domain.states import PlanState
from scheduler.exports.paper.seated.words import version_words
from scheduler.models import Event, Plan, db
from scheduler.services.paper.sheets import note_about, sheets_by_clock, sheets_for
from scheduler.services.planning.rounds.clock import Press, make_ready, press
from tests.builders import Account, make_attendee, make_event, make_people, make_plan

PRINTED = datetime(2026, 12, 2, 16, 2, tzinfo=UTC)


def test_the_sheets_say_what_when_and_which_print(event: Event, plan: Plan) -> None:
    data = sheets_for(event, plan, PRINTED)
    assert (data.title, data.when, data.prompts, version_words(data)) == (
        "Health networking breakfast",
        "Friday 4 December 2026",
        ("What do you bring?",),
        "Plan 3, printed 2 December 2026, 16:02",
    )
    assert [round_.time for round_ in data.rounds] == ["08:45 to 08:53", "08:55 to 09:03"]
    assert [round_.then for round_ in data.rounds] == ["", "09:30 Coffee"]


def test_once_the_clock_has_begun_sheets_are_printed_with_the_times_it_gives(
    event: Event, plan: Plan
) -> None:
    plan.state = PlanState.PUBLISHED
    db.session.commit()
    by_agenda = [("08:45 to 08:53", ""), ("08:55 to 09:03", "09:30 Coffee")]
    ready, begun = (datetime(2026, 12, 4, 8, minute, tzinfo=UTC) for minute in (40, 50))

    def printed(now: datetime) -> list[tuple[str, str]]:
        return [(each.time, each.then) for each in sheets_by_clock(event, plan, now).rounds]

    assert printed(ready) == by_agenda
    make_ready(event, False, ready)
    assert printed(ready) == by_agenda
    press(event, Press.NEXT, (Phase.BEFORE, 1), begun)
    by_clock = [("08:50 to 08:58", ""), ("09:00 to 09:08", "09:35 Coffee")]
    assert printed(begun) == by_clock
    # What is over keeps its time, and the next round waits for the organiser.
    late = begun + timedelta(minutes=13)
    assert printed(late) == [by_clock[0], ("09:03 to 09:11", "09:38 Coffee")]
    # A sheet is not out of date because the room is late, and another plan has no clock.
    assert [each.time for each in sheets_for(event, plan, late).rounds] == [t for t, _ in by_agenda]
    other = make_plan(event, [{1: [make_attendee(event, "Dee")]}], "draft", number=4)
    assert sheets_by_clock(event, other, late).rounds[0].time == "08:45 to 08:53"


def test_people_have_shape_note_and_host_table_and_who_cancelled_is_left_out(
    event: Event, plan: Plan
) -> None:
    data = sheets_for(event, plan, PRINTED)
    assert [(p.name, p.sector, p.shape, p.note, p.host_table) for p in data.people] == [
        ("Ann", "Voluntary", Shape.DISC, "Offers a venue.\nAsks for volunteers, tea.", 1),
        ("Ben", "Public", Shape.SQUARE, "We plan local services.", None),
        ("Cy", "Private", Shape.TRIANGLE, "", None),
    ]
    names = {person.key: person.name for person in data.people}
    seated = [
        [(table.number, [names[key] for key in table.people]) for table in round_.tables]
        for round_ in data.rounds
    ]
    assert seated == [[(1, ["Ann", "Ben"]), (2, ["Cy"])], [(1, ["Ann", "Cy"])]]
    assert [[names[key] for key in r.sitting_out] for r in data.rounds] == [[], ["Ben"]]


def test_times_are_those_of_the_events_own_zone(owner: Account) -> None:
    event = make_event(owner.body_id, timezone="Europe/Athens")
    plan = make_plan(event, [{1: [make_attendee(event, "Ann")]}], number=3)
    data = sheets_for(event, plan, PRINTED)
    assert data.rounds[0].time == "10:45 to 10:53"
    assert version_words(data) == "Plan 3, printed 2 December 2026, 18:02"


def test_a_host_reads_the_line_about_each_guest_in_their_own_language(event: Event) -> None:
    event.language = "cy"
    ann = make_attendee(event, "Ann", host_table=1, language="pl")
    ben = make_attendee(event, "Ben", host_table=2)
    cy = make_attendee(event, "Cy", offers=["te"])
    plan = make_plan(event, [{1: [ann, cy], 2: [ben]}])
    data = sheets_for(event, plan, PRINTED)
    assert [data.language_of(number) for number in (1, 2)] == ["pl", "cy"]
    assert [data.people[2].note_in(tag) for tag in ("pl", "cy")] == ["Oferuje: te.", "Cynnig: te."]
    facts = facts_of(data, "hosts")
    assert [facts[host_sheet(number)][""]["the language"] for number in (1, 2)] == ["pl", "cy"]


def test_a_host_who_is_seated_elsewhere_does_not_head_a_sheet(event: Event) -> None:
    ann = make_attendee(event, "Ann", host_table=2)
    plan = make_plan(event, [{1: [ann]}, {2: [ann]}])
    assert [p.host_table for p in sheets_for(event, plan, PRINTED).people] == [None]


def test_a_long_note_ends_in_an_ellipsis(event: Event) -> None:
    note = note_about(make_attendee(event, "Ann", about="word " * 60))
    assert (len(note), note[-5:]) == (LONGEST_NOTE - 1, " wor…")


def test_what_somebody_does_stands_beside_what_they_offer_and_seek(event: Event) -> None:
    ann = make_attendee(event, "Ann", offers=["x" * 200], asks=["tea"], about="We bake.")
    note = note_about(ann, "Said last time: Call.")
    assert note == f"Said last time: Call.\nOffers {'x' * 64}…\nAsks for tea.\nWe bake."
    assert len(note) <= LONGEST_NOTE


def queries_of(event: Event, people: int) -> int:
    """How many statements the sheets of a plan with so many people take."""
    plan = make_plan(event, [{1: make_people(event, people)}])
    db.session.expire_all()
    statements: list[str] = []

    def note(_c: object, _x: object, statement: str, *_: object) -> None:
        statements.append(statement)

    sql_events.listen(db.engine, "before_cursor_execute", note)
    sheets_for(event, plan, PRINTED)
    sql_events.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


def test_more_people_need_no_more_queries(owner: Account) -> None:
    few, many = (queries_of(make_event(owner.body_id), people) for people in (2, 12))
    assert few == many
