"""Lists of people and pairs: what is understood, and each fault with its line."""

import pytest

from scheduler.engine.problem import Person
from scheduler.exports.lists.people_csv import PeopleRead, read_pairs, read_people

HEADER = "name,organisation,sector,id,email,host_table,stays,arrives_round,leaves_after_round\n"


def people(text: str, rounds: int = 4, tables: int = 3) -> PeopleRead:
    return read_people(text.encode(), rounds, lambda _: tables)


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.sentence) for fault in people(text).faults]


def test_every_column_is_understood() -> None:
    read = people(
        "Sector; NAME ;Organisation;id;host table;Stays;arrives_round;leaves_after_round;"
        'priorities;offers;asks\nPublic;Jo Ann;NHS;7;2;Yes;2;3;"Carers; Housing";venue;\n'
    )
    assert read == PeopleRead(
        (
            Person(
                key="7",
                name="Jo Ann",
                organisation="NHS",
                sector="Public",
                host_table=2,
                stays=True,
                arrives_round=2,
                leaves_after_round=3,
                priorities=("Carers", "Housing"),
                offers=("venue",),
            ),
        ),
        (),
    )


def test_the_id_is_the_id_else_the_email_else_the_name() -> None:
    read = people(
        HEADER + "Jo,A,Public,7,jo@example.org,,,,\nAl,A,Public,,al@example.org\nSu,A,X\n"
    )
    assert [person.key for person in read.people] == ["7", "al@example.org", "Su"]


def test_spellings_of_one_sector_are_one() -> None:
    read = people("name,organisation,sector\nJo,A,Third sector\nAl,A,THIRD  sector \n")
    assert {person.sector for person in read.people} == {"Third sector"}


def test_every_fault_of_every_line_is_reported_and_good_lines_survive() -> None:
    read = people(HEADER + ",A,\nAl,A,Public\nSu,,Public\n")
    assert [(fault.line, fault.sentence) for fault in read.faults] == [
        (2, "name is empty"),
        (2, "sector is empty"),
        (4, "organisation is empty"),
    ]
    assert [person.name for person in read.people] == ["Al"]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("1,,4,,,", "host_table is 4, but the tables are 1 to 3"),
        ("1,,0,,,", "host_table is 0, but the tables are 1 to 3"),
        ("1,,two,,,", "host_table should be a whole number, not two"),
        ("1,,,perhaps,,", "stays should be yes or empty, not perhaps"),
        ("1,,,,5,", "arrives_round is 5, but the rounds are 1 to 4"),
        ("1,,,,,0", "leaves_after_round is 0, but it starts at 1"),
        ("1,,,,3,2", "leaves_after_round is 2, before arrives_round 3"),
        ("1,,1.5,,,", "host_table should be a whole number, not 1.5"),
        ("1,,1_0,,,", "host_table should be a whole number, not 1_0"),
        ("1,,,,,inf", "leaves_after_round should be a whole number, not inf"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(cells: str, sentence: str) -> None:
    assert faults(HEADER + f"Jo,A,Public,{cells}\n") == [(2, sentence)]


def test_ids_are_used_once() -> None:
    assert faults(HEADER + "Jo,A,Public,7\nAl,A,Public,8\nSu,A,Public,7\n") == [
        (4, "id 7 is already used on line 2")
    ]


def test_addresses_that_differ_in_case_are_one() -> None:
    found = faults(HEADER + "Jo,A,Public,,jo@example.org\nJo,B,Public,,JO@example.org\n")
    assert found == [
        (
            3,
            "email JO@example.org is already used on line 2: "
            "give each person an id or an email of their own",
        )
    ]


def test_a_comma_without_quotation_marks_is_named() -> None:
    assert faults("name,organisation,sector\nJo,Smith, Jones & Co,Private\n") == [
        (
            2,
            "4 cells under 3 headings: a cell that holds the separator needs quotation "
            "marks around it",
        )
    ]


def test_empty_cells_at_the_end_do_no_harm() -> None:
    assert faults("name,organisation,sector\nJo,A,Public,,,\n") == []


def test_missing_and_doubled_columns_are_named() -> None:
    assert faults("name,sector,Name\nJo,Public,x\n") == [
        (1, "there is no column organisation"),
        (1, "the column name is there twice"),
    ]


def test_more_people_than_can_be_planned_are_refused() -> None:
    rows = "".join(f"P{i},A,Public\n" for i in range(10_001))
    assert faults("name,organisation,sector\n" + rows) == [
        (1, "there are 10001 people, and at most 10000 can be planned")
    ]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_file_is_named(text: str) -> None:
    assert faults(text) == [(1, "the file is empty")]


def test_a_header_alone_is_named() -> None:
    assert faults("name,organisation,sector\n") == [(1, "there are no people below the header")]


def test_pairs_are_read_in_either_order_and_once() -> None:
    read = read_pairs(b"a,b\nx,y\ny,x\nz,x\n", {"x", "y", "z"})
    assert (read.pairs, read.faults) == ({("x", "y"), ("x", "z")}, ())


def test_faults_of_pairs_are_named() -> None:
    read = read_pairs(b"a,b\nx,x\nx,\n,y\nx,q\np,q\n", {"x", "y"})
    assert [(fault.line, fault.sentence) for fault in read.faults] == [
        (2, "x is paired with themselves"),
        (3, "b is empty"),
        (4, "a is empty"),
        (5, "nobody has the id q"),
        (6, "nobody has the id p or q"),
    ]


def test_a_pair_with_a_comma_without_quotation_marks_is_named() -> None:
    read = read_pairs(b"a,b\nLee, Jo,x\nx,y,\n", {"x", "y"}, strangers=True)
    assert [(fault.line, fault.sentence) for fault in read.faults] == [
        (
            2,
            "3 cells under 2 headings: a cell that holds the separator needs quotation "
            "marks around it",
        )
    ]


def test_a_history_may_name_strangers() -> None:
    read = read_pairs(b"a;b\nx;q\nx;y\n", {"x", "y"}, strangers=True)
    assert (read.pairs, read.faults) == ({("x", "y")}, ())


def test_those_who_left_are_listed_apart() -> None:
    read = read_pairs(b"a,b\nx,q\nq,r\n", {"x"}, gone={"q", "r"})
    assert read.faults == ()
    assert [(fault.line, fault.sentence) for fault in read.absent] == [
        (2, "q is not here"),
        (3, "q is not here"),
    ]


def test_pairs_need_their_header() -> None:
    read = read_pairs(b"x,y\n", {"x", "y"})
    assert [(fault.line, fault.sentence) for fault in read.faults] == [
        (1, "there is no column a"),
        (1, "there is no column b"),
    ]
