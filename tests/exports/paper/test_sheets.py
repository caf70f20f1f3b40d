"""The printed sheets: who is on which page, sizes, order, and refusals."""

import dataclasses
import re
from datetime import UTC, datetime

import pytest

from scheduler.domain.paper.sheet_data import EventSheets, SheetRound, SheetTable
from scheduler.errors import DocumentFailed, InvalidInput
from scheduler.exports.paper.sheets import (
    host_sheets_pdf,
    round_lists_pdf,
    round_sheets_pdf,
    wall_list_pdf,
)
from scheduler.exports.paper.typst_render import render
from tests.exports.paper.sheet_cases import (
    a_person,
    a_room,
    an_event,
    flat,
    glyph_sizes,
    pages,
    people_on,
    surname_first_of,
    texts,
)

A4 = (595.28, 841.89)


@pytest.fixture(scope="module")
def breakfast() -> EventSheets:
    return a_room(people=25, tables=5, rounds=4)


@pytest.fixture(scope="module")
def whole(breakfast: EventSheets) -> bytes:
    return round_sheets_pdf(breakfast)


def test_the_whole_print_is_a_leaf_for_each_table_the_rounds_and_the_wall(whole: bytes) -> None:
    label = re.compile(r"Host sheet, side \d of 2|Round \d+, by table|Where do I sit\? A to C")
    labels = [label.findall(text)[0] for text in texts(whole)]
    assert labels == [
        *["Host sheet, side 1 of 2", "Host sheet, side 2 of 2"] * 5,
        *(f"Round {number}, by table" for number in range(1, 5)),
        "Where do I sit? A to C",
    ]


def test_every_page_is_a4_and_names_the_event_the_day_and_its_number(whole: bytes) -> None:
    read = pages(whole)
    numbers = [*((n, 10) for n in range(1, 11)), *((n, 4) for n in range(1, 5)), (1, 1)]
    for (number, all_), page in zip(numbers, read, strict=True):
        text = flat(page.extract_text())
        assert (round(float(page.mediabox.width), 2), round(float(page.mediabox.height), 2)) == A4
        assert text.count("Winter breakfast, Wednesday 3 February 2027") == 1
        assert re.search(rf"plan 3,? page {number} of {all_}$", text)


def test_a_tables_leaf_names_its_host_and_its_guests_and_nobody_else(
    breakfast: EventSheets, whole: bytes
) -> None:
    by_key = {person.key: person.name for person in breakfast.people}
    read = texts(whole)
    for number in range(1, 6):
        first, second = read[2 * number - 2 : 2 * number]
        seated = {
            by_key[key]
            for round_ in breakfast.rounds
            for table in round_.tables
            if table.number == number
            for key in table.people
        }
        assert people_on(first + second, breakfast) == seated
        assert flat(first).count(f"{by_key[f'k{number - 1}']}, you host this table") == 1
        assert flat(first).count("To start the talk What big challenge do you bring?") == 1


def test_a_guest_stands_under_the_right_round_with_sector_organisation_and_line(
    breakfast: EventSheets, whole: bytes
) -> None:
    guest = breakfast.people[7]
    for round_ in breakfast.rounds:
        (table,) = (table.number for table in round_.tables if guest.key in table.people)
        leaf = " ".join(texts(whole)[2 * table - 2 : 2 * table])
        blocks = dict(re.findall(r"Round (\d+) \d+:10 (.*?)(?=Round \d+ |plan 3 page)", flat(leaf)))
        told = f"{guest.name} {guest.sector}, {guest.organisation} {guest.note}"
        assert told in blocks[str(round_.number)]


def test_table_numbers_are_84_points_and_running_text_at_least_12(whole: bytes) -> None:
    for page in pages(whole)[:10]:
        sizes = glyph_sizes(page)
        assert max(sizes) == 84
        assert min(sizes) >= 12


def test_a_rounds_list_names_everybody_once(breakfast: EventSheets, whole: bytes) -> None:
    for text in texts(whole)[10:14]:
        assert [flat(text).count(person.name) for person in breakfast.people] == [1] * 25


def test_the_wall_list_is_in_order_with_the_table_of_each_round(
    breakfast: EventSheets, whole: bytes
) -> None:
    seats = {
        key: [table.number for round_ in breakfast.rounds for table in round_.tables
              if key in table.people]
        for key in (person.key for person in breakfast.people)
    }  # fmt: skip
    expected = [
        (surname_first_of(person), " ".join(map(str, seats[person.key])))
        for person in sorted(breakfast.people, key=surname_first_of)
    ]
    row = re.compile(r"([A-Z][a-z]+\d{3}, [A-Z][a-z]+) ((?:\d ?){4})")
    found = [(name, numbers.strip()) for name, numbers in row.findall(flat(texts(whole)[14]))]
    assert found == expected


def test_the_lists_for_everybody_are_in_the_language_of_the_event(breakfast: EventSheets) -> None:
    starts = datetime(2027, 2, 3, 9, 30, tzinfo=UTC)
    data = dataclasses.replace(breakfast, language="cy", starts=starts)
    data = dataclasses.replace(data, rounds=(*data.rounds[:3], SheetRound(4, (), ("k1", "k2"))))
    read = [flat(text) for text in texts(round_sheets_pdf(data))]
    [list_of_two] = [text for text in read if "Rownd 2, fesul bwrdd" in text]
    assert "Winter breakfast, Dydd Mercher, 3 Chwefror 2027" in list_of_two
    [wall] = [text for text in read if "Ble ydw i’n eistedd? A i C" in text]
    assert "Y rhif yw eich bwrdd. – ddim yma bryd hynny. mas: yn eistedd allan." in wall
    assert "tudalen 1 o 1" in wall
    assert sum("Host sheet" in text for text in read) == 10


def test_sitting_out_and_absence_are_told_apart() -> None:
    people = tuple(a_person(i) for i in range(4))
    data = an_event(people, 1, 1)
    round_ = SheetRound(1, (SheetTable(1, ("k0", "k1")),), sitting_out=("k2",))
    data = dataclasses.replace(data, rounds=(round_,))
    (wall,) = texts(wall_list_pdf(data))
    (listed,) = texts(round_lists_pdf(data))
    assert "The number is your table. – not here then. out: sits out." in flat(wall)
    assert re.findall(r"Abara\d+, \w+ (1|out|–)", flat(wall)) == ["1", "1", "out", "–"]
    assert f"Sitting out this round {people[2].name}" in flat(listed)
    assert people[3].name not in flat(listed)


def test_a_host_who_is_away_is_named_so() -> None:
    data = an_event((a_person(0, 1), a_person(1), a_person(2)), 1, 2)
    away = SheetRound(2, (SheetTable(1, ("k1", "k2")),))
    (sheet,) = texts(host_sheets_pdf(dataclasses.replace(data, rounds=(data.rounds[0], away))))
    assert flat(sheet).count("The host is not here in this round.") == 1


def test_the_words_stand_behind_the_rounds_of_each_table() -> None:
    data = dataclasses.replace(a_room(9, tables=3, rounds=2), glossary=(("IJB", "A board"),) * 9)
    read = [flat(page) for page in texts(host_sheets_pdf(data))]
    assert [page.count("IJB: A board") for page in read] == [0, 9] * 3


@pytest.mark.parametrize(
    ("people", "words", "sides"), [(18, 1, [0, 1]), (18, 20, [0, 20]), (22, 20, [0, 0, 20, 0])]
)
def test_words_take_a_leaf_of_their_own_only_where_two_sides_have_no_room(
    people: int, words: int, sides: list[int]
) -> None:
    room = a_room(people, tables=3, rounds=6)
    data = dataclasses.replace(room, glossary=(("IJB", "A board"),) * words)
    read = [flat(page) for page in texts(host_sheets_pdf(data))]
    assert [page.count("IJB: A board") for page in read] == sides * 3
    assert len(texts(host_sheets_pdf(room))) == 6


def visits(data: EventSheets, number: int, key: str) -> int:
    return sum(
        key in table.people
        for round_ in data.rounds
        for table in round_.tables
        if table.number == number
    )


@pytest.mark.parametrize(("people", "rounds", "sides"), [(30, 8, 4), (36, 12, 6), (9, 2, 1)])
def test_every_guest_and_every_line_is_there_in_each_round_however_many_sides_that_takes(
    people: int, rounds: int, sides: int
) -> None:
    data = a_room(people, tables=3, rounds=rounds)
    content = host_sheets_pdf(data)
    read = texts(content)
    assert len(read) == 3 * sides
    assert all(min(glyph_sizes(page)) >= 12 for page in pages(content))
    for number in (1, 2, 3):
        own = flat(" ".join(read[(number - 1) * sides : number * sides]))
        guests = [person for person in data.people[3:] if visits(data, number, person.key)]
        for person in guests:
            assert own.count(person.name) == visits(data, number, person.key)
            assert not person.note or own.count(person.note) >= visits(data, number, person.key)


def test_a_round_taller_than_a_page_goes_on_over_the_next() -> None:
    data = a_room(people=60, tables=1, rounds=1)
    found = flat(" ".join(texts(host_sheets_pdf(data))))
    assert [found.count(person.name) for person in data.people] == [1] * 60


ORGANISATIONS = (
    "Cart Valley Credit Union Volunteers",
    "Threads Together",
    "Stockport Clinical Commissioning Group",
    "Viaduct Health",
    "Public Health Directorate",
    "Tannahill Arts for Health",
    "Open Door Befriending",
)


def a_room_of_long_names(people: int, tables: int, rounds: int) -> EventSheets:
    data = a_room(people, tables, rounds)
    longer = (
        dataclasses.replace(person, organisation=ORGANISATIONS[(place * 5 + place // 7) % 7])
        for place, person in enumerate(data.people)
    )
    return dataclasses.replace(data, people=tuple(longer))


@pytest.mark.parametrize(("people", "tables"), [(64, 12), (60, 6)])
def test_rows_of_a_rounds_list_move_together_to_spare_a_page(people: int, tables: int) -> None:
    data = a_room_of_long_names(people, tables, rounds=2)
    read = pages(round_lists_pdf(data))
    assert [flat(page.extract_text()).count("by table") for page in read] == [1, 1, 1, 1]
    assert all(min(glyph_sizes(page)) >= 12 for page in read)
    first = " ".join(texts(round_lists_pdf(data))[:2])
    assert len(people_on(first, data)) == people


@pytest.mark.parametrize(("people", "expected"), [(26, 1), (60, 2), (86, 3), (110, 4)])
def test_no_few_names_stand_alone_on_the_last_page_of_the_wall_list(
    people: int, expected: int
) -> None:
    data = a_room_of_long_names(people, people // 5, rounds=6)
    read = pages(wall_list_pdf(data))
    assert len(read) == expected
    assert all(min(glyph_sizes(page)) >= 12 for page in read)
    named = [len(people_on(page.extract_text(), data)) for page in read]
    assert sum(named) == people


def test_three_hundred_names_fill_the_wall_with_none_lost() -> None:
    data = a_room(people=300, tables=60, rounds=2)
    found = flat(" ".join(texts(wall_list_pdf(data))))
    assert [found.count(surname_first_of(person)) for person in data.people] == [1] * 300


def test_the_same_event_gives_the_same_bytes(breakfast: EventSheets) -> None:
    assert wall_list_pdf(breakfast) == wall_list_pdf(breakfast)


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        ((), "There are no rounds to print; make a plan first."),
        ((SheetRound(1, ()),), "There are no rounds to print; make a plan first."),
        (
            (SheetRound(1, (SheetTable(1, ("k0", "k9")),)),),
            "Round 1 seats 'k9', who is not a person here.",
        ),
        ((SheetRound(1, (SheetTable(1, ("k0", "k0")),)),), "Round 1 seats 'k0' twice."),
    ],
)
def test_seats_that_contradict_the_people_are_refused(
    seats: tuple[SheetRound, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        EventSheets("Breakfast", "", (a_person(0),), seats)
    assert refusal.value.sentence == sentence


def test_a_failing_template_is_a_clear_error() -> None:
    with pytest.raises(DocumentFailed) as failure:
        render("absent.typ", {})
    assert failure.value.sentence.startswith("The document could not be made (")


def test_a_render_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(DocumentFailed) as failure:
        render("sheets.typ", {}, seconds=0.001)
    assert failure.value.sentence == (
        "The document was not ready after 0.001 seconds; print fewer pages at once."
    )
