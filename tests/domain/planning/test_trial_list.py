"""Lists as people paste them into the start page."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.domain.planning.trial_list import MOST_PEOPLE, guess_columns, read_trial_list
from scheduler.errors import InvalidInput
from scheduler.exports.lists.rows import Row

THREE = [
    ("Esther Patel", "Seedhill Food Pantry", "voluntary"),
    ("Daniel Adeyemi", "Police Partnerships Team", "public"),
    ("Wei Begum", "Equity Housing Group", "private"),
]


def rows(*lines: Sequence[str]) -> list[Row]:
    return [Row(number, tuple(cells)) for number, cells in enumerate(lines, start=1)]


def test_a_list_without_headings() -> None:
    found = read_trial_list(rows(*THREE))
    assert [(p.name, p.organisation, p.sector, p.style) for p in found.people] == [
        ("Esther Patel", "Seedhill Food Pantry", "voluntary", 1),
        ("Daniel Adeyemi", "Police Partnerships Team", "public", 2),
        ("Wei Begum", "Equity Housing Group", "private", 3),
    ]
    assert [(s.name, s.style, s.people) for s in found.sectors] == [
        ("voluntary", 1, 1), ("public", 2, 1), ("private", 3, 1),
    ]  # fmt: skip
    assert found.notes == ()


def test_headings_in_any_order_say_what_is_what() -> None:
    found = read_trial_list(
        rows(
            ("Sector", "E-mail", "First name", "Surname", "Host table"),
            ("voluntary sector", "a@example.org", "Ann", "Lee", "2"),
            ("Voluntary", "b@example.org", "Bob", "Ray", ""),
        )
    )
    assert [(p.name, p.sector, p.host_table) for p in found.people] == [
        ("Ann Lee", "voluntary sector", 2), ("Bob Ray", "voluntary sector", None),
    ]  # fmt: skip


def test_an_address_is_neither_organisation_nor_sector() -> None:
    found = read_trial_list(rows(("Ann", "ann@example.org", "NHS"), ("Bob", "b@x.org", "council")))
    assert [(p.name, p.organisation, p.sector) for p in found.people] == [
        ("Ann", "", "NHS"), ("Bob", "", "council"),
    ]  # fmt: skip


def test_names_alone_have_no_sectors() -> None:
    found = read_trial_list(rows(("Ann",), ("Bob",), ("Cy",)))
    assert [(p.name, p.sector, p.style) for p in found.people] == [
        ("Ann", "", 0), ("Bob", "", 0), ("Cy", "", 0),
    ]  # fmt: skip
    assert found.sectors == ()


def test_second_columns_of_many_texts_are_organisations() -> None:
    found = read_trial_list(rows(*((f"P{i}", f"Office {i}") for i in range(9))))
    assert [p.organisation for p in found.people] == [f"Office {i}" for i in range(9)]
    assert found.sectors == ()


def test_who_is_listed_twice_is_seated_once_and_said() -> None:
    found = read_trial_list(rows(*THREE, THREE[0]))
    assert len(found.people) == 3
    assert found.notes == ("Line 4 is left out: Esther Patel is on line 1.",)


def test_who_has_no_sector_is_said() -> None:
    found = read_trial_list(rows(*THREE, ("Cy Fox", "Fox Ltd", "")))
    assert found.people[3].sector == ""
    assert found.notes == ("1 person has no sector: they count as a sector of their own.",)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "Enter at least two people, each on a line of their own: name, organisation, sector."),
        (1, "Enter at least two people, each on a line of their own: name, organisation, sector."),
        (
            MOST_PEOPLE + 1,
            "The list has 301 people. Up to 300 can be tried here; with an account there is no "
            "such limit.",
        ),
    ],
)
def test_too_few_and_too_many(number: int, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_trial_list(rows(*((f"P{i}", "Org", "public") for i in range(number))))
    assert (refused.value.sentence, refused.value.field) == (sentence, "people")


def test_thirteen_sectors_are_refused() -> None:
    head = ("name", "sector")
    with pytest.raises(InvalidInput) as refused:
        read_trial_list(rows(head, *((f"P{i}", f"Sector {i % 13}") for i in range(40))))
    assert refused.value.sentence == (
        "The list has 13 different sectors. Use at most 12, each spelled in one way."
    )


@example([["00", " "], ["", ":"], ["0", ":"]])
@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=30))
def test_any_rows_are_read_or_refused(cells: list[list[str]]) -> None:
    columns = guess_columns(cells)
    assert columns.mapping["name"] == 0
    assert len(set(columns.mapping.values())) == len(columns.mapping)
    try:
        found = read_trial_list(rows(*cells))
    except InvalidInput:
        return
    assert all(person.name for person in found.people)
    assert sum(s.people for s in found.sectors) == sum(bool(p.sector) for p in found.people)


def test_a_second_column_of_names_is_said() -> None:
    head = ("Name", "Name", "Organisation", "Sector")
    people = [("Ann", "Lee", "Hub", "public"), ("Bob", "Moss", "Hub", "private")]
    assert read_trial_list(rows(head, *people)).notes == (
        "Column 2, “Name”, is not used: if it holds last names, call it so.",
    )
    found = read_trial_list(rows(("Name", "Last name", *head[2:]), *people))
    assert [person.name for person in found.people] == ["Ann Lee", "Bob Moss"]
