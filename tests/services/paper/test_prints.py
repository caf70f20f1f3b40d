"""What was printed is remembered, so that a later change can be told."""

from datetime import timedelta

from scheduler.models import Attendee, Event, Plan, db
from scheduler.services.morning.glossary import explain_word_for_organiser
from scheduler.services.paper.prints import note_badges, note_print, printed_sheets
from tests.builders import NOW, make_attendee, make_plan

LATER = NOW + timedelta(hours=1)


def test_nothing_is_out_of_date_before_the_first_print(event: Event, plan: Plan) -> None:
    found = printed_sheets(event, plan, NOW)
    assert (found.at, found.stale) == (None, ())


def test_a_change_is_told_of_the_sheets_that_say_it(event: Event, plan: Plan) -> None:
    note_print(event, plan, "hosts", NOW)
    assert printed_sheets(event, plan, LATER).stale == ()
    db.session.query(Attendee).filter_by(name="Ben").one().name = "Benedict"
    db.session.commit()
    found = printed_sheets(event, plan, LATER)
    assert (found.at, [sheet.sheet for sheet in found.stale]) == (NOW, ["the sheet of table 1"])
    note_print(event, plan, "hosts", LATER, tables=[1])
    assert printed_sheets(event, plan, LATER).stale == ()


def test_a_word_of_the_glossary_is_told_of_each_table_whose_sheet_has_it_on_its_back(
    event: Event, plan: Plan
) -> None:
    note_print(event, plan, "all", NOW)
    explain_word_for_organiser(event, "IJB", "Integration joint board.", NOW)
    stale = printed_sheets(event, plan, LATER).stale
    assert [(sheet.sheet, sheet.why) for sheet in stale] == [
        (f"the sheet of table {number}", "the words on the back changed") for number in (1, 2)
    ]
    note_print(event, plan, "hosts", LATER, tables=[1])
    assert [sheet.sheet for sheet in printed_sheets(event, plan, LATER).stale] == [
        "the sheet of table 2"
    ]


def test_a_badge_with_an_old_name_is_told_without_any_rounds(event: Event) -> None:
    ann, ben = make_attendee(event, "Ann Lee"), make_attendee(event, "Ben Ure")
    cy = make_attendee(event, "Cy Fox")
    for kind in ("badges", "tents"):
        note_badges(event, kind, (), NOW)
    ann.name, ben.organisation, cy.state = "Ann Ross", "Council", "cancelled"
    db.session.commit()
    assert [(sheet.sheet, sheet.why) for sheet in printed_sheets(event, None, LATER).stale] == [
        (f"the {what} no. {person.id}", why)
        for what in ("badge", "name tent")
        for person, why in (
            (ann, "Ann Lee is now Ann Ross"), (ben, "Ben Ure: their organisation changed")
        )
    ]  # fmt: skip
    note_badges(event, "badges", [ann.id], LATER)
    assert f"the badge no. {ann.id}" not in {
        sheet.sheet for sheet in printed_sheets(event, None, LATER).stale
    }


def test_a_badge_is_out_of_date_by_its_tables_only_where_they_are_on_it(event: Event) -> None:
    ann, ben = make_attendee(event, "Ann Lee"), make_attendee(event, "Ben Ure")
    db.session.commit()
    note_badges(event, "badges", (), NOW, tables=True)
    plan = make_plan(event, [{1: [ann], 2: [ben]}])
    assert printed_sheets(event, plan, LATER).stale == ()
    note_badges(event, "badges", [ann.id], LATER, tables=True)
    note_badges(event, "badges", [ben.id], LATER)
    for seat in plan.seats:
        seat.table += 1
    db.session.commit()
    assert [(sheet.sheet, sheet.why) for sheet in printed_sheets(event, plan, LATER).stale] == [
        (f"the badge no. {ann.id}", "Ann Lee: their tables changed")
    ]
