"""Sheets on paper beside what they would say now."""

from dataclasses import replace

import pytest

from scheduler.domain.paper.out_of_date import EVERY_KIND, KINDS, facts_of, out_of_date
from scheduler.domain.paper.sheet_data import (
    EventSheets,
    Shape,
    SheetPerson,
    SheetRound,
    SheetTable,
)

ANN, BOB, CY, DI = (
    SheetPerson(key, name, f"{name} Trust", "Public", Shape.SQUARE, note=f"about {name}")
    for key, name in (("1", "Ann"), ("2", "Bob"), ("3", "Cy"), ("4", "Di"))
)
ROUNDS = (
    SheetRound(1, (SheetTable(1, ("1", "2")), SheetTable(2, ("3", "4"))), time="09:00 to 09:08"),
    SheetRound(2, (SheetTable(1, ("1", "3")), SheetTable(2, ("2", "4"))), time="09:10 to 09:18"),
)
SHEETS = EventSheets("Breakfast", "Friday", (ANN, BOB, CY, DI), ROUNDS, ("What?",))


def stale(now: EventSheets, *kinds: str) -> dict[str, str]:
    printed = facts_of(SHEETS, *(kinds or KINDS))
    return {each.sheet: each.why for each in out_of_date(printed, facts_of(now, *EVERY_KIND))}


def people(*changed: SheetPerson) -> EventSheets:
    by_key = {person.key: person for person in (*SHEETS.people, *changed)}
    return replace(SHEETS, people=tuple(by_key.values()))


def test_nothing_changed_is_nothing_told() -> None:
    assert stale(replace(SHEETS, version="Plan 1, printed later")) == {}


def test_a_new_name_is_on_every_sheet_that_names_the_person() -> None:
    renamed = people(replace(ANN, name="Anna"))
    why = "Ann is now Anna"
    assert stale(renamed) == {
        "the sheet of table 1": why,
        "the list of round 1": why,
        "the list of round 2": why,
        "the wall list": why,
    }


def test_only_what_was_printed_can_be_out_of_date() -> None:
    renamed = people(replace(ANN, name="Anna"))
    assert stale(renamed, "wall") == {"the wall list": "Ann is now Anna"}
    assert stale(renamed, "cards") == {"the attendee cards": "Ann is now Anna"}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (people(replace(BOB, note="other")),
         {"the sheet of table 1": "Bob: their line changed",
          "the sheet of table 2": "Bob: their line changed"}),
        (replace(SHEETS, prompts=("Why?",)),
         {"the sheet of table 1": "questions changed",
          "the sheet of table 2": "questions changed"}),
    ],
)  # fmt: skip
def test_only_the_sheets_that_show_it_are_named(now: EventSheets, expected: dict[str, str]) -> None:
    assert stale(now) == expected


def test_who_cancelled_is_named_and_who_moved() -> None:
    tables = (SheetTable(1, ("1",)), SheetTable(2, ("3", "4")))
    now = replace(
        SHEETS,
        people=(ANN, CY, DI),
        rounds=(replace(ROUNDS[0], tables=tables), replace(ROUNDS[1], tables=tables)),
    )
    found = stale(now)
    assert found["the list of round 1"] == "Bob is no longer on it"
    assert found["the sheet of table 1"] == "Bob is no longer on it and Cy is no longer on it"
    assert found["the list of round 2"] == "Cy: their table changed and Bob is no longer on it"


def test_another_time_and_another_date() -> None:
    later = replace(
        SHEETS, when="Saturday", rounds=(replace(ROUNDS[0], time="10:00 to 10:08"), ROUNDS[1])
    )
    found = stale(later)
    assert found["the wall list"] == "the date and the time of round 1 changed"
    assert found["the list of round 1"] == "the date and the time of round 1 changed"
    assert found["the list of round 2"] == "the date changed"


def test_a_table_that_is_gone() -> None:
    one = tuple(SheetRound(n, (SheetTable(1, ("1", "2", "3", "4")),)) for n in (1, 2))
    assert stale(replace(SHEETS, rounds=one))["the sheet of table 2"].startswith(
        "the sheet is no longer needed"
    )
